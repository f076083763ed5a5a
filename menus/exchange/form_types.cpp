#include "menus/exchange/form_types.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "menus/exchange/columns.hpp"

namespace kengele::exchange {

namespace {

using Kind = Question::Kind;

struct KindWord {
    std::string_view word;
    Asked asked;
};

constexpr std::array kinds{
    KindWord{"select_one", {Kind::choice, ""}},
    KindWord{"select_multiple", {Kind::choice, "only one answer can be chosen"}},
    KindWord{"text", {Kind::text, ""}},
    KindWord{"integer", {Kind::number, ""}},
    KindWord{"decimal", {Kind::number, "only whole numbers can be typed"}},
    KindWord{"range", {Kind::number, "it is typed as a whole number"}},
    KindWord{"date", {Kind::date, ""}},
    KindWord{"datetime", {Kind::date, "only the day is asked"}},
    KindWord{"time", {Kind::text, "the time is typed as words"}},
    KindWord{"barcode", {Kind::text, "the code is typed"}},
    KindWord{"note", {Kind::note, ""}},
    KindWord{"acknowledge", {Kind::note, ""}},
    KindWord{"geopoint", {Kind::place, ""}},
};

// "select one" and "select1" are older spellings.
constexpr std::pair<std::string_view, std::string_view> spellings[] = {
    {"select one from file", "select_one_from_file"},
    {"select one", "select_one"},
    {"select1", "select_one"},
    {"select all that apply from", "select_multiple"},
    {"select all that apply", "select_multiple"},
    {"select multiple", "select_multiple"},
    {"begin group", "begin_group"},
    {"end group", "end_group"},
    {"begin repeat", "begin_repeat"},
    {"end repeat", "end_repeat"},
    {"begin loop", "begin_repeat"},
    {"end loop", "end_repeat"},
    {"int", "integer"},
    {"string", "text"},
    {"location", "geopoint"},
    {"gps", "geopoint"},
    {"trigger", "acknowledge"},
};

}  // namespace

QuestionType type_of(std::string_view cell) {
    std::string text;
    for (const char letter : cell)
        text += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    std::string_view rest = text;
    std::size_t used = 0;
    QuestionType type;
    for (const auto& [spelling, word] : spellings) {
        const bool is_whole = rest == spelling || rest.starts_with(std::string(spelling) + ' ');
        if (!is_whole) continue;
        type.word = word;
        used = spelling.size();
        break;
    }
    if (type.word.empty()) {
        used = std::min(rest.find(' '), rest.size());
        type.word = rest.substr(0, used);
    }
    auto list = trimmed(cell.substr(used));  // names of lists keep their capitals
    for (const auto* ending : {"or_other", "or specify other"}) {
        if (!list.ends_with(ending)) continue;
        type.has_other = true;
        list = trimmed(list.substr(0, list.size() - std::string_view(ending).size()));
    }
    type.list = list;
    return type;
}

std::optional<Asked> asked_as(std::string_view word) {
    const auto* found = std::ranges::find(kinds, word, &KindWord::word);
    return found == kinds.end() ? std::nullopt : std::optional(found->asked);
}

bool is_of_phone(std::string_view word) {
    constexpr std::array words{"start",          "end",       "today",  "deviceid",        "phonenumber",
                               "username",       "email",     "audit",  "simserial",       "subscriberid",
                               "start-geopoint", "calculate", "hidden", "background-audio"};
    return std::ranges::count(words, word) > 0;
}

}  // namespace kengele::exchange
