#include "gateway/cli/menu_words.hpp"

#include <fmt/format.h>

#include "gateway/sms/reply.hpp"

namespace kengele::cli {

menus::Problems words_of_responders(const menus::Menu& menu, std::string_view file_name) {
    menus::Problems problems;
    if (!menu.texting) return problems;
    const auto judge = [&](const std::string& word) {
        const auto meant = sms::read_reply(word).word;
        // Whoever asks for help and has an alert is helped by the menu too.
        if (meant == sms::Word::unknown || meant == sms::Word::help) return;
        menus::Problem problem;
        problem.file = file_name;
        problem.line = menu.texting->line;
        problem.what = fmt::format("sms: with \"{}\" a responder answers an alert", word);
        problem.mend = "choose another word for who reports";
        problems.push_back(std::move(problem));
    };
    for (const auto& first : menu.texting->begin)
        judge(first.word);
    for (const auto& first : menu.texting->danger)
        judge(first.word);
    return problems;
}

}  // namespace kengele::cli
