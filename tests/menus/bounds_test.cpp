#include "menus/bounds.hpp"

#include <doctest/doctest.h>

#include <ctime>

#include "menus/parse.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

namespace {

std::string repeated(const std::string& text, std::size_t times) {
    std::string result;
    while (times-- > 0)
        result += text;
    return result;
}

std::string told(const std::string& toml) {
    const auto problem = out_of_bounds(toml, "a.toml");
    return problem ? to_string(*problem) : "";
}

const std::string deep =
    "tables and lists lie deeper than 16; a menu needs no more than four; take apart what is on this line";

// Refused, in a second of this thread's own time.
void refused_soon(const std::string& toml) {
    const auto before = std::clock();
    const auto result = parse(toml, "a.toml");

    CHECK_FALSE(result.menu);
    CHECK_FALSE(result.problems.empty());
    CHECK(result.problems.size() <= 100);
    CHECK(std::clock() - before < CLOCKS_PER_SEC);
}

}  // namespace

TEST_CASE("lists, tables and keys are at most 16 deep") {
    CHECK(told("a = " + repeated("[", 16) + repeated("]", 16)).empty());
    CHECK(told("x = 1\na = " + repeated("[", 17)) == "a.toml:2: " + deep);
    CHECK(told(repeated("[", 5000)) == "a.toml:1: " + deep);
    CHECK(told("a = " + repeated("{ a = ", 17)) == "a.toml:1: " + deep);
    CHECK(told(repeated("a.", 17) + "a = 1") == "a.toml:1: " + deep);
    CHECK(told("[" + repeated("a.", 17) + "a]") == "a.toml:1: " + deep);
    CHECK(told("\"a\"" + repeated(".\"a\"", 100'000 / 4)) == "a.toml:1: " + deep);
}

TEST_CASE("brackets and dots in texts and notes lie in nothing") {
    const auto brackets = repeated("[", 20) + repeated("{.", 20);
    CHECK(told("a = \"" + brackets + "\"").empty());
    CHECK(told("a = '" + brackets + "'").empty());
    CHECK(told("# " + brackets + "\na = 1").empty());
    CHECK(told("a = \"\"\"\n\\\"\"\"\\\"" + brackets + "\"\"\"").empty());
    CHECK(told("a = '''" + brackets + "\n''" + brackets + "'''").empty());
    CHECK(told("a = \"\\\"\" # " + brackets).empty());
    CHECK(told("a = \"\"\"x\"\"\"\"\"\nb = " + repeated("[", 17)) == "a.toml:2: " + deep);
    CHECK(told("a = \"\"\nb = " + repeated("[", 17)) == "a.toml:2: " + deep);
}

TEST_CASE("what is no text is told with its line") {
    CHECK(told(std::string("a = 1\nb = \"\0\"", 13)) ==
          "a.toml:2: a NUL byte is no text; write the file anew with an editor for plain text");
    CHECK(told("a = 1\rb = 2") ==
          "a.toml:1: a line ends in a lone carriage return; save the file with the line ends of Unix or "
          "Windows");
    CHECK(told("a = 1\r\nb = 2\r\n").empty());
    CHECK(told("a = \"Murang\xE9\"") == "a.toml:1: byte 0xE9 is no UTF-8; save the file as UTF-8");
    CHECK(told("a = \"Murang'a \xEF\xBF\xBD\"").empty());
    CHECK(out_of_bounds("a = \"\xC3\xA9\xFF\"", "a.toml")->column == 7);
}

TEST_CASE("a mark at the beginning of the file is tolerated") {
    const auto result = parse("\xEF\xBB\xBF" + kengele::tests::small_menu_text(), "small.toml");

    CHECK(result.menu);
}

TEST_CASE("hostile files are refused within a second") {
    const auto sound = kengele::tests::small_menu_text();
    const auto room = std::size_t{262'000} - sound.size();

    refused_soon(repeated("[", 262'000));
    refused_soon(repeated("a.", 131'000) + "a = 1");
    refused_soon(std::string(262'000, 'k') + " = 1");
    refused_soon(sound + "[screen.many]\noption = [" + repeated("{},", room / 4) + "]");
    refused_soon(sound + repeated("[screen.x]\n", room / 11));
    refused_soon(sound + "x = \"" + repeated("\\", room));
    refused_soon(sound + "[screen.f]\ntype = \"end\"\nen = \"" + repeated("{a}", 300) + "\"\nsw = \"x\"\n" +
                 "[q]\n" + repeated("\n", 10) + "x=[" + repeated("1,", room / 3) + "]");
    refused_soon(std::string(3'000'000, '#'));
}

TEST_CASE("a menu at the limit is judged in a second") {
    auto many = kengele::tests::small_menu_text() + "[screen.many]\nen = \"a\"\nsw = \"b\"\noption = [";
    for (int key = 0; key < 4000; ++key)
        many += "{key=\"1\",to=\"home\",en=\"a\",sw=\"b\"},\n";
    many += "]\n";

    refused_soon(many);
}
