#include "tests/menus/hostile.hpp"

#include <fmt/format.h>

#include <limits>

#include "tests/menus/kenya.hpp"

namespace kengele::tests {

namespace {

constexpr std::size_t file_bytes = 262'000;  // nearly all that is read

std::string repeated(const std::string& text, std::size_t times) {
    std::string result;
    result.reserve(text.size() * times);
    while (times-- > 0)
        result += text;
    return result;
}

// As many pieces as a file has room for, or fewer; `piece` is told their numbers.
template <typename Piece>
std::string filled(std::string toml, const Piece& piece, const std::string& end = {},
                   int most = std::numeric_limits<int>::max()) {
    for (int number = 0; number < most; ++number) {
        const auto next = piece(number);
        if (toml.size() + next.size() + end.size() > file_bytes) break;
        toml += next;
    }
    return toml + end;
}

std::string filled_with(std::string toml, const std::string& piece, const std::string& end = {},
                        int most = std::numeric_limits<int>::max()) {
    return filled(
        std::move(toml), [&piece](int) { return piece; }, end, most);
}

// Without its tests and screens, in as many languages as a menu may have.
std::string top(const std::string& languages) {
    const auto sound = small_menu_text();
    const auto begin = sound.find("languages = ");
    auto text = sound.substr(0, sound.find("[screen.home]"));
    return text.replace(begin, sound.find('\n', begin) - begin, "languages = [" + languages + "]");
}

// A menu in one language, up to the first screen's options, whose check goes on to the end.
std::string sound_top() {
    std::string toml =
        "format = \"kengele-menu/1\"\nid = \"h\"\nversion = \"1\"\nlanguages = [\"en\"]\nstart = \"home\"\n"
        "[common]\n";
    for (const auto* word : {"back", "home", "more", "wrong_key", "wrong_code", "no_match", "too_many_wrong",
                             "pick_place", "pick_county", "pick_constituency", "pick_ward"})
        toml += fmt::format("{} = {{ en = \"A\" }}\n", word);
    return toml + "[screen.home]\nen = \"A\"\n";
}

// Every screen leads to the next one only; at the end of the way every field is said.
std::string long_way() {
    constexpr int screens = 2300;
    auto toml = sound_top() + "option = [{ to = \"s0\", en = \"B\", set = {";
    std::string words;
    for (int field = 0; field < 30; ++field) {
        toml += fmt::format("{}f{} = \"x\"", field == 0 ? "" : ", ", field);
        words += fmt::format(" {{f{}}} a", field);
    }
    toml += "} }, { to = \"s0\", en = \"C\" }]\n";
    for (int screen = 0; screen < screens; ++screen) {
        toml += fmt::format("[screen.s{}]\nen = \"{}\"\noption = [{{ to = \"{}\", en = \"A\" }}]\n", screen,
                            screen % 100 == 99 || screen + 1 == screens ? "Said:" + words : "A",
                            screen + 1 == screens ? std::string("@end") : fmt::format("s{}", screen + 1));
    }
    return toml;
}

}  // namespace

std::vector<HostileMenu> hostile_menus() {
    const auto sound = small_menu_text();
    const auto many_options = "\n[screen.many]\nen = \"a\"\nsw = \"b\"\noption = [";
    const auto eight = "\"en\", \"sw\", \"so\", \"ki\", \"lu\", \"ka\", \"ma\", \"me\"";
    return {
        {"brackets", repeated("[", file_bytes)},
        {"brackets that close", filled_with("x = [", repeated("[", 15) + repeated("]", 15) + ",", "]")},
        {"dots in a key", repeated("a.", file_bytes / 2) + "a = 1"},
        {"keys with many parts",
         filled({}, [](int number) { return fmt::format("a{}.b.c.d.e.f.g.h.i.j.k.l.m.n.o = 1\n", number); })},
        {"headers with many parts",
         filled({}, [](int number) { return fmt::format("[a{}.b.c.d.e.f.g.h.i.j.k.l.m.n.o]\n", number); })},
        {"one long key", std::string(file_bytes, 'k') + " = 1"},
        {"one long text",
         sound + "\n[screen.x]\nen = \"" + std::string(file_bytes - sound.size(), 'x') + "\""},
        {"one text of letters that no phone has",
         filled_with(sound + "\n[screen.x]\nen = \"", "ŵ", "\"\nsw = \"a\"\n")},
        {"one text of backslashes", filled_with(sound + "\nx = \"", "\\\\", "\"")},
        {"one text of fillings", filled_with(sound + "\n[screen.x]\nen = \"", "{a}", "\"\nsw = \"a\"\n")},
        {"only notes", std::string(file_bytes, '#')},
        {"a file too large", std::string(3'000'000, '#')},
        {"numbers", filled_with(sound + "\n[q]\nx = [", "1,", "]")},
        {"empty texts", filled_with(sound + "\n[q]\nx = [", "'',", "]")},
        {"empty tables", filled_with(sound + "\n[q]\nx = [", "{},", "]")},
        {"empty options", filled_with(sound + many_options, "{},", "]")},
        {"options without keys", filled_with(sound + many_options, "{to='home',en='a',sw='b'},", "]")},
        {"options with one key",
         filled_with(sound + many_options, "{key='1',to='home',en='a',sw='b'},", "]", 4900)},
        {"too many options", filled_with(sound + many_options, "{key='1',to='home',en='a',sw='b'},", "]")},
        {"options in eight languages",
         filled_with(top(eight) + "[screen.home]\noption = [", "{to='a'},", "]", 4900)},
        {"keys that nobody knows", filled(sound, [](int number) { return fmt::format("k{}=1\n", number); })},
        {"the same screen", filled_with(sound, "[screen.x]\n")},
        {"screens without texts",
         filled(
             sound, [](int number) { return fmt::format("[screen.s{}]\n", number); }, {}, 4900)},
        {"screens that lead nowhere",
         filled(
             sound,
             [](int number) {
                 return fmt::format("[screen.s{}]\nen='a'\nsw='b'\noption=[{{to='t{}',en='a',sw='b'}}]\n",
                                    number, number);
             },
             {}, 2400)},
        {"screens that no way leads to",
         filled(
             sound,
             [](int number) { return fmt::format("[screen.s{}]\nen='a'\nsw='b'\ntype='end'\n", number); }, {},
             4900)},
        {"screens for places in eight languages",
         filled(
             top(eight),
             [](int number) {
                 return fmt::format("[screen.s{}]\ntype='area'\nstore='p'\nto='s{}'\n", number, number + 1);
             },
             {}, 4900)},
        {"screens for places, one after another",
         filled(
             sound_top() + "option=[{to='s0',en='b'}]\n",
             [](int number) {
                 return fmt::format(
                     "[screen.s{}]\ntype='area'\nstore='p'\nen='a'\nlist={{en='b'}}\nto='{}'\n", number,
                     number == 2999 ? std::string("home") : fmt::format("s{}", number + 1));
             },
             {}, 3000)},
        {"screens that fit no phone",
         filled(
             sound_top() + "option=[{to='s0',en='b'}]\n",
             [](int number) {
                 return fmt::format("[screen.s{}]\nen='{}'\noption=[{{to='s{}',en='a'}}]\n", number,
                                    std::string(200, 'm'), number == 999 ? 0 : number + 1);
             },
             {}, 1000)},
        {"fillings that nobody gives", filled(
                                           sound,
                                           [](int number) {
                                               return fmt::format(
                                                   "[screen.s{}]\nen='{{a{}}}{{b{}}}'\nsw='b'\ntype='end'\n",
                                                   number, number, number);
                                           },
                                           {}, 4900)},
        {"samples", filled(sound.substr(0, sound.find("[screen.home]")),
                           [](int number) { return fmt::format("s{}='x'\n", number); })},
        {"tests", filled_with(sound, "[[test]]\n")},
        {"tests with one name", filled_with(sound, "[[test]]\nname='a'\nkeys=['1']\nends='kind'\n")},
        {"a way without end, and all that it may not have asked", long_way()},
    };
}

}  // namespace kengele::tests
