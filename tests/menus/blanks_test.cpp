#include "menus/blanks.hpp"

#include <doctest/doctest.h>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::kenya_menu;
using kengele::tests::small_menu;

namespace {

using Messages = std::vector<std::string>;

Messages told(const std::string& screen, const std::string& text) {
    auto menu = small_menu();
    menu.nodes[menu.index.at(screen)].text.by_language = {text, "Sawa"};
    Messages messages;
    for (const auto& problem : blanks(menu, "small.toml"))
        messages.push_back(to_string(problem));
    return messages;
}

}  // namespace

TEST_CASE("no filling of the Kenya menu can be empty where it would read wrong") {
    CHECK(blanks(kenya_menu(), "incident.toml").empty());
}

TEST_CASE("a skipped answer leaves a gap in a line of words, and one such way is named") {
    CHECK(
        told("review", "Near {landmark}. Send?") ==
        Messages{
            "small.toml:65: warning: screen \"review\", en: {landmark} can be empty in \"Near {landmark}. "
            "Send?\"; ask for it on the way \"home 9 > where > landmark 1 > review\", or write {landmark} on "
            "a line of its own"});
    CHECK(told("review", "Near\n{landmark}\nSend?").empty());
    CHECK(told("review", "At {place}: {kind}. Send?").empty());
}

TEST_CASE("nothing is stored before it is asked for, nor after filing, nor on a redial") {
    CHECK(told("kind", "What {kind}?").size() == 1);
    CHECK(told("filed", "Sent: {kind}").size() == 1);
    CHECK(told("resumed", "Sent: {kind}").size() == 1);
    CHECK(told("filed", "Sent: {case}").empty());
}

TEST_CASE("an option of nothing but an empty filling would leave its key alone") {
    auto menu = small_menu();
    auto& option = menu.nodes[menu.index.at("review")].options[0];
    option.text.by_language = {"{landmark}", "{landmark}"};

    const auto problems = blanks(menu, "small.toml");

    REQUIRE(problems.size() == 1);
    CHECK(problems[0].line == 69);
    CHECK_FALSE(is_refused(problems));
}
