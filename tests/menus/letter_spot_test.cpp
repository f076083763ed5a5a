#include "menus/letter_spot.hpp"

#include <doctest/doctest.h>

#include <string>

#include "menus/parse.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

namespace {

// The same place counted from the other side: lines and letters before the mark.
Spot spot_of(const std::string& file, const std::string& mark) {
    const auto at = file.find(mark);
    REQUIRE(at != std::string::npos);
    Spot spot{1, 1};
    for (std::size_t byte = 0; byte < at; ++byte) {
        if (file[byte] == '\n') {
            spot = {spot.line + 1, 1};
        } else if ((file[byte] & 0xC0) != 0x80) {
            ++spot.column;
        }
    }
    return spot;
}

}  // namespace

TEST_CASE("a letter that no phone has is named where it stands in the file, however its text is written") {
    struct Row {
        std::string written;
        std::string mark;
    };
    const Row rows[] = {
        {"\"ŵ\"", "ŵ"},
        {"\"Café, ŵ\"", "ŵ"},
        {"'Nini \\ ŵ'", "ŵ"},
        {"\"\\\"Nini\\\" \\u00e9 \\U000000e9 ŵ\"", "ŵ"},
        {"\"Nini \\u0175?\"", "\\u0175"},
        {"\"Nini \\U00000175?\"", "\\U00000175"},
        {"\"\"\"ŵ\"\"\"", "ŵ"},
        {"\"\"\"\nNini\n  na\\t\"\"\"", "\\t"},
        {"\"\"\"\r\nNini\r\nna ŵ\"\"\"", "ŵ"},
        {"\"\"\"Nini \\\n\n    \\\n  na \"wapi\" \"\"ŵ\"\"\"", "ŵ"},
        {"\"\"\"Nini \\  \r\n \r\n na ŵ\"\"\"", "ŵ"},
        {"\"\"\"Nini\\\n   ŵ\"\"\"", "ŵ"},
        {"'''\n\\Nini \\\n''na' ŵ'''", "ŵ"},
        {"\"\"\"\"\"Nini ŵ\"\"\"", "ŵ"},
        {"\"\"\"Nini ŵ\"\"\"\"\"", "ŵ"},
    };
    const auto sound = kengele::tests::small_menu_text();
    const std::string text = "\"Nini?\"";
    for (const auto& row : rows) {
        CAPTURE(row.written);
        auto file = sound;
        file.replace(file.find(text), text.size(), row.written);

        const auto result = parse(file, "small.toml");

        REQUIRE(result.problems.size() == 1);
        const auto& problem = result.problems.front();
        const auto expected = spot_of(file, row.mark);
        CHECK(Spot{problem.line, problem.column} == expected);
        CHECK(problem.what.find(" in column " + std::to_string(expected.column)) != std::string::npos);
    }
}

TEST_CASE("a letter that the file spells in two is named by its place in the text") {
    auto file = kengele::tests::small_menu_text();
    const std::string text = "\"Nini?\"";
    file.replace(file.find(text), text.size(), "\"Nini w\xCC\x82?\"");

    const auto result = parse(file, "small.toml");

    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems.front().what.find("\"ŵ\" as letter 6") != std::string::npos);
}

TEST_CASE("where no text begins, or a shorter one, there is no such letter") {
    CHECK(spot_of_letter("a = \"bc\"", {1, 5}, 1) == Spot{1, 7});
    CHECK_FALSE(spot_of_letter("a = \"bc\"", {1, 5}, 2));
    CHECK_FALSE(spot_of_letter("a = \"bc\"", {1, 4}, 0));
    CHECK_FALSE(spot_of_letter("a = \"bc\"", {7, 1}, 0));
    CHECK_FALSE(spot_of_letter("a = \"\"", {1, 5}, 0));
    CHECK_FALSE(spot_of_letter("a = \"\"\"b", {1, 5}, 1));
    CHECK_FALSE(spot_of_letter("", {1, 1}, 0));
    CHECK(spot_of_letter("\xEF\xBB\xBF'b'", {1, 1}, 0) == Spot{1, 2});
}
