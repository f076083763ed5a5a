#include "menus/problem.hpp"

#include <doctest/doctest.h>

using namespace kengele::menus;

TEST_CASE("a problem is one line for machines, with more below it for people") {
    Problem problem{"a.toml", 7, 3, "screen \"kind\": is odd", "make it even"};
    problem.details = {"7 is odd.", "Try 8."};

    CHECK(to_string(problem) == "a.toml:7: screen \"kind\": is odd; make it even");
    CHECK(to_lines(problem) == "a.toml:7: screen \"kind\": is odd; make it even\n  7 is odd.\n  Try 8.\n");
    problem.severity = Severity::warning;
    problem.line = 0;
    CHECK(to_string(problem) == "a.toml: warning: screen \"kind\": is odd; make it even");
}

TEST_CASE("warnings alone refuse nothing") {
    const Problem error{"a.toml", 1, 0, "wrong", "mend"};
    Problem warning = error;
    warning.severity = Severity::warning;

    CHECK_FALSE(is_refused({}));
    CHECK_FALSE(is_refused({warning, warning}));
    CHECK(is_refused({warning, error}));
}

TEST_CASE("problems are told in the order of the file, those of one place as they were found") {
    Problems problems{{"f", 9, 1, "d", ""}, {"f", 2, 5, "c", ""}, {"f", 2, 1, "a", ""}, {"f", 2, 1, "b", ""}};

    sort(problems);

    std::string order;
    for (const auto& problem : problems)
        order += problem.what;
    CHECK(order == "abcd");
}
