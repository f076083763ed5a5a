#include "menus/spelling.hpp"

#include <doctest/doctest.h>

using namespace kengele::menus;

TEST_CASE("errors are counted as people make them") {
    struct Row {
        const char* typed;
        const char* word;
        int most;
        int whole;
        int beginning;
    };
    const Row rows[] = {
        {"kibra", "kibra", 2, 0, 0},
        {"kibera", "kibra", 2, 1, 1},
        {"kirba", "kibra", 2, 1, 1},
        {"kbra", "kibra", 2, 1, 1},
        {"xibra", "kibra", 2, 1, 1},
        {"kib", "kibra", 2, 2, 0},
        {"kib", "kibra", 1, 2, 0},
        {"kxb", "kibra", 1, 2, 1},
        {"kibraxx", "kibra", 2, 2, 2},
        {"kibraxxx", "kibra", 2, 3, 3},
        {"abc", "xyz", 2, 3, 3},
        {"", "kibra", 2, 3, 0},
        {"kibra", "", 2, 3, 3},
        {"", "", 2, 0, 0},
        {"ab", "", 2, 2, 2},
        {"kilimnai", "kilimani", 1, 1, 1},
        {"klmani", "kilimani", 2, 2, 2},
    };

    for (const auto& row : rows) {
        CAPTURE(row.typed);
        CAPTURE(row.word);
        CHECK(errors(row.typed, row.word, row.most) == row.whole);
        CHECK(errors_in_beginning(row.typed, row.word, row.most) == row.beginning);
    }
}

TEST_CASE("what is too long is compared by its beginning") {
    const std::string many(200, 'a');

    CHECK(errors(many, many, 2) == 0);
    CHECK(errors_in_beginning(many, many, 2) == 0);
}

TEST_CASE("a misspelt word is guessed when it is near enough") {
    const std::vector<std::string> words{"start", "store", "screen"};

    CHECK(probably_meant("strat", words) == "start");
    CHECK(probably_meant("stor", words) == "store");
    CHECK(probably_meant("scren", words) == "screen");
    CHECK_FALSE(probably_meant("banana", words));
    CHECK_FALSE(probably_meant("", words));
}
