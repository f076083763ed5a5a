#include "menus/text.hpp"

#include <doctest/doctest.h>

#include "menus/step.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

namespace {

std::string filled(const std::string& text, const std::map<std::string, std::string>& fields,
                   const Facts& facts = {}) {
    static const auto menu = kengele::tests::small_menu();
    static const auto places = kengele::tests::small_places();
    Session session = begin(menu, 1);
    session.fields = fields;
    return fill(menu, places, session, facts, Text{{text, text}});
}

}  // namespace

TEST_CASE("a filling is a fact, a label, a place, the words themselves, or nothing, in this order") {
    CHECK(filled("{kind}", {{"kind", "theft"}}, {{"kind", Text{{"a fact", "ukweli"}}}}) == "ukweli");
    CHECK(filled("{kind}", {{"kind", "theft"}}) == "Wizi");
    CHECK(filled("{place}", {{"place", "715"}}) == "Township, Kitui Central");
    CHECK(filled("{place}", {{"place", "7150"}}) == "7150");
    CHECK(filled("{place}", {{"place", "715x"}}) == "715x");
    CHECK(filled("{landmark}", {{"landmark", "Soko"}}) == "Soko");
    CHECK(filled("a{landmark}b", {}) == "ab");
}

TEST_CASE("a fact in one language serves all, and every filling is made plain") {
    CHECK(filled("{role}", {}, {{"role", Text{{"OCS"}}}}) == "OCS");
    CHECK(filled("{role}", {}, {{"role", Text{}}}).empty());
    CHECK(filled("{role}", {}, {{"role", Text{{"“Chief”\nof Kĩbra"}}}}) == "\"Chief\" of Kibra");
}

TEST_CASE("what is filled in is not filled again") {
    CHECK(filled("{landmark}", {{"landmark", "{kind}"}, {"kind", "theft"}}) == "{kind}");
}

TEST_CASE("a line of nothing but empty fillings is left out") {
    CHECK(filled("a\n{landmark}\nb", {}) == "a\nb");
    CHECK(filled("{landmark}\nb", {}) == "b");
    CHECK(filled("a\n{landmark} {kind}", {}) == "a");
    CHECK(filled("a\n{landmark}.", {}) == "a\n.");
    CHECK(filled("a\n\nb", {}) == "a\n\nb");
}

TEST_CASE("braces that are no fillings are seen") {
    CHECK(pieces("a {b_1} c").has_value());
    for (const auto* broken : {"{", "a {", "{a", "{}", "{A}", "{a b}", "{{a}}"}) {
        CAPTURE(broken);
        CHECK_FALSE(pieces(broken).has_value());
    }
    CHECK(fillings("{a} and {b}{a}") == std::vector<std::string>{"a", "b", "a"});
}
