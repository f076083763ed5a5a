#include "gateway/cli/csv.hpp"

#include <doctest/doctest.h>

namespace kengele::cli {
namespace {

TEST_CASE("a table is read by its heading, whatever the order and the line ends") {
    Problems problems;

    const auto lines = read_csv(
        "\xEF\xBB\xBF"
        "b,a\r\n\"x, y\",1|2\r\n\r\n\"say \"\"hi\"\"\nthere\",3\r\nz,4",
        "t.csv", {"a", "b"}, problems);

    REQUIRE(problems.empty());
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].number == 2);
    CHECK(lines[0].cell("b") == "x, y");
    CHECK(lines[0].list("a") == std::vector<std::string>{"1", "2"});
    CHECK(lines[1].number == 4);
    CHECK(lines[1].cell("b") == "say \"hi\"\nthere");
    CHECK(lines[2].number == 6);
}

TEST_CASE("a wrong table is told with its line") {
    struct Row {
        const char* text;
        int line;
        const char* word;
    };
    const Row rows[] = {
        {"", 0, "empty"},
        {"a\n1\n", 1, "'b'"},
        {"a,b,c\n", 1, "'c'"},
        {"a,b,b\n", 1, "'b'"},
        {"a,b\n1,2\n1,2,3\n", 3, "3 cells"},
        {"a,b\n1,2\n\"open,2\n", 3, "quotation"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        Problems problems;

        read_csv(row.text, "t.csv", {"a", "b"}, problems);

        REQUIRE_FALSE(problems.empty());
        CHECK(problems[0].line == row.line);
        CHECK(problems[0].what.find(row.word) != std::string::npos);
    }
}

TEST_CASE("what is written can be read") {
    Problems problems;
    const auto written = write_csv({{"a", "b"}, {"x, \"y\"", "line\nbreak"}});

    const auto lines = read_csv(written, "t.csv", {"a", "b"}, problems);

    REQUIRE(problems.empty());
    CHECK(lines[0].cell("a") == "x, \"y\"");
    CHECK(lines[0].cell("b") == "line\nbreak");
}

}  // namespace
}  // namespace kengele::cli
