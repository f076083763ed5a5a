#include "menus/exchange/relevance.hpp"

#include <doctest/doctest.h>

using namespace kengele::exchange;

namespace {

std::string in_words(const std::optional<Relevance>& relevance) {
    if (!relevance) return "nothing";
    std::string words;
    for (const auto& clause : *relevance) {
        std::string all;
        for (const auto& [name, sign, value] : clause)
            all += (all.empty() ? "" : " & ") + name + sign + value;
        words += (words.empty() ? "" : " | ") + (clause.empty() ? "always" : all);
    }
    return words.empty() ? "never" : words;
}

}  // namespace

TEST_CASE("a form's conditions are read as far as a menu can compare") {
    struct Row {
        const char* xpath;
        const char* read;
    };
    const Row rows[] = {
        {"${a} = 'b'", "a=b"},
        {"${a}=\"b\"", "a=b"},
        {" ${a} != 'b' ", "a!=b"},
        {"${a} >= 18", "a>=18"},
        {"selected(${a}, 'b')", "a=b"},
        {"selected( ${a} , \"b\" ) and ${c} = 1", "a=b & c=1"},
        {"${a} = 'x' or ${a} = 'y'", "a=x | a=y"},
        {"(${a} = 'x' or ${a} = 'y') and ${b} > 3", "a=x & b>3 | a=y & b>3"},
        {"not(${a} = 'x')", "a!=x"},
        {"not(selected(${a}, 'x') or ${b} < 3)", "a!=x & b>=3"},
        {"not(${a} = 'x' and ${b} < 3)", "a!=x | b>=3"},
        {". > 0 and . < 120", ".>0 & .<120"},
        {"", "nothing"},
        {"${a} = ''", "nothing"},
        {"${a} = 'two words'", "nothing"},
        {"${a} = 1.5", "nothing"},
        {"${a} + 1 = 2", "nothing"},
        {"${a} = ${b}", "nothing"},
        {"count-selected(${a}) > 1", "nothing"},
        {"${a} = 'b' android ${c} = 'd'", "nothing"},
        {"(${a} = 'b'", "nothing"},
        {"${a} = 'b')", "nothing"},
        {"${a = 'b'", "nothing"},
        {"not ${a} = 'b'", "nothing"},
        {"((((((((((((((((((${a} = 'b'))))))))))))))))))", "nothing"},
        {"${a}=1 or ${a}=2 or ${a}=3 or ${a}=4 or ${a}=5 or ${a}=6 or ${a}=7 or ${a}=8 or ${a}=9", "nothing"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.xpath);

        CHECK(in_words(read_relevance(row.xpath)) == row.read);
    }
}

TEST_CASE("what is known already is left out of a condition") {
    Known known;
    known.add({"kind", "=", "fire"});
    known.add({"herd", ">", "10"});
    known.equal["later"] = "";
    known.broken.push_back({{"near", "=", "yes"}});
    struct Row {
        const char* xpath;
        const char* left;
    };
    const Row rows[] = {
        {"${kind} = 'fire'", "always"},
        {"${kind} = 'theft'", "never"},
        {"${kind} != 'theft'", "always"},
        {"${herd} > 10", "always"},
        {"${herd} <= 10", "never"},
        {"${herd} > 5", "herd>5"},
        {"${later} = 'x'", "never"},
        {"${later} != 'x'", "always"},
        {"${near} = 'yes'", "never"},
        {"${near} = 'yes' and ${far} = 'no'", "never"},
        {"${kind} = 'fire' and ${far} = 'no'", "far=no"},
        {"${kind} = 'theft' or ${far} = 'no'", "far=no"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.xpath);

        CHECK(in_words(simplified(*read_relevance(row.xpath), known)) == row.left);
    }
}
