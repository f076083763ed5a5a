#include "menus/exchange/table.hpp"

#include <doctest/doctest.h>

#include "menus/exchange/csv.hpp"

using namespace kengele::exchange;

TEST_CASE("a table is read with the marks, blanks and line ends that spreadsheets write") {
    Remarks refusals;

    const auto table = Table::read(
        "\xEF\xBB\xBF"
        " a ,b,,\r\n"
        "1, x ,,\r\n"
        ",,,\r\n"
        "\r\n"
        "\"two\r\nlines\",\"say \"\"hi\"\"\"\r\n",
        "t.csv", refusals);

    REQUIRE(refusals.empty());
    REQUIRE(table->rows().size() == 2);
    CHECK(table->rows()[0].number == 2);
    CHECK(table->cell(table->rows()[0], "b") == "x");
    CHECK(table->rows()[1].number == 5);
    CHECK(table->cell(table->rows()[1], "a") == "two\nlines");
    CHECK(table->cell(table->rows()[1], "b") == "say \"hi\"");
    CHECK(table->cell(table->rows()[1], "c") == "");
}

TEST_CASE("what is no table is refused by its row and column") {
    struct Row {
        std::string text;
        const char* said;
    };
    const Row rows[] = {
        {"", "t.csv: the table is empty; begin it with the names of its columns"},
        {"a,b\n1,\"x\"y\n",
         "t.csv, row 2: a quotation mark is out of place; write \"\" for one inside a quoted cell, and close "
         "every "
         "quoted cell"},
        {"a,b\n1,2\n3,\x1b[31m\n",
         "t.csv, row 3: a letter is not in UTF-8, or a control character stands here; save the table as "
         "\"CSV "
         "UTF-8\" and look at this row"},
        {"a,b\n\xe9,2\n",
         "t.csv, row 2: a letter is not in UTF-8, or a control character stands here; save the table as "
         "\"CSV "
         "UTF-8\" and look at this row"},
        {"a,b,a\n1,2,3\n", "t.csv, row 1, column \"a\": the column is named twice; leave one out"},
        {"a,b\n1,2,3\n", "t.csv, row 2: 3 cells where 2 are expected; quote a cell that holds a comma"},
        {"a,\n1,2\n",
         "t.csv, row 2: \"2\" stands in a column without a name; name the column in the first row, or empty "
         "the "
         "cell"},
        {"a;b\n1;2\n",
         "t.csv, row 1: the cells are parted by semicolons; save the table with commas between cells"},
        {std::string(262'145, 'x'), "t.csv: the table has 262145 bytes; at most 262144 are read; divide it"},
        {std::string(100'000, ','), "t.csv: the table is empty; begin it with the names of its columns"},
        {"a" + std::string(300, ',') + "\n",
         "t.csv: the table has 301 columns and 0 rows; at most 200 and 20000 are read"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text.substr(0, 40));
        Remarks refusals;

        const auto table = Table::read(row.text, "t.csv", refusals);

        CHECK_FALSE(table);
        REQUIRE_FALSE(refusals.empty());
        CHECK(to_string(refusals[0]) == row.said);
    }
}

TEST_CASE("records that were written read the same again, whatever is in their cells") {
    const std::vector<std::vector<std::string>> rows{{"\xEF\xBB\xBF"
                                                      "a",
                                                      "b"},
                                                     {""},
                                                     {" x ", "\ty"},
                                                     {"say \"hi\"", "two\nlines"},
                                                     {"1,2", ""},
                                                     {"\r", "z"}};

    const auto read = read_records(write_records(rows));

    CHECK_FALSE(read.broken_line);
    REQUIRE(read.list.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        CHECK(read.list[i].cells == rows[i]);
}
