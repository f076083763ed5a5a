#include "tests/menus/mistakes.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "menus/parse.hpp"

namespace kengele::tests {

menus::Menu menu_of(const std::string& toml) {
    auto result = menus::parse(toml, "sound.toml");
    for (const auto& problem : result.problems)
        FAIL_CHECK(menus::to_string(problem));
    return result.menu.value();
}

Messages messages_of(const std::string& toml, std::string_view file) {
    const auto result = menus::parse(toml, file);
    CHECK(result.menu.has_value() == result.problems.empty());
    Messages messages;
    for (const auto& problem : result.problems)
        messages.push_back(menus::to_string(problem));
    return messages;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

void check_mistakes(const std::string& sound_text, std::string_view file, std::span<const Mistake> mistakes) {
    for (const auto& mistake : mistakes) {
        CAPTURE(mistake.broken);
        const auto told = messages_of(replaced(sound_text, mistake.sound, mistake.broken), file);
        INFO(fmt::format("{}", fmt::join(told, "\n")));
        CHECK(told == mistake.messages);
    }
}

}  // namespace kengele::tests
