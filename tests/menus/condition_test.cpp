#include "menus/condition.hpp"

#include <doctest/doctest.h>

using namespace kengele::menus;

namespace {

struct Row {
    Term term;
    std::string value;
    bool is_true;
};

const Row rows[] = {
    {{"kind", Relation::equal, {"CRM1"}}, "CRM1", true},
    {{"kind", Relation::equal, {"CRM1"}}, "CRM2", false},
    {{"kind", Relation::equal, {"CRM1"}}, "", false},
    {{"kind", Relation::unequal, {"CRM1"}}, "CRM1", false},
    {{"kind", Relation::unequal, {"CRM1"}}, "", true},
    {{"kind", Relation::one_of, {"CRM1", "CRM2"}}, "CRM2", true},
    {{"kind", Relation::one_of, {"CRM1", "CRM2"}}, "CRM3", false},
    {{"herd", Relation::less, {"9"}}, "10", false},
    {{"herd", Relation::less, {"9"}}, "8", true},
    {{"herd", Relation::less, {"9"}}, "", false},
    {{"herd", Relation::less, {"9"}}, "8 cows", false},
    {{"herd", Relation::at_most, {"9"}}, "9", true},
    {{"herd", Relation::at_most, {"9"}}, "10", false},
    {{"herd", Relation::more, {"9"}}, "10", true},
    {{"herd", Relation::more, {"9"}}, "9", false},
    {{"herd", Relation::at_least, {"9"}}, "9", true},
    {{"herd", Relation::at_least, {"9"}}, "8", false},
};

}  // namespace

TEST_CASE("a value is compared as its relation says, and sizes between whole numbers only") {
    for (const auto& row : rows) {
        CAPTURE(to_string(row.term));
        CAPTURE(row.value);
        CHECK(holds(row.term, row.value) == row.is_true);
    }
}

TEST_CASE("all terms must be true, or any") {
    const Term raid{"kind", Relation::equal, {"raid"}};
    const Term responder{"caller", Relation::equal, {"responder"}};
    const FieldMap fields{{"kind", "raid"}};

    CHECK(holds(Condition{}, {}, {}));
    CHECK_FALSE(holds(Condition{false, {raid, responder}}, fields, {}));
    CHECK(holds(Condition{true, {raid, responder}}, fields, {}));
    CHECK(holds(Condition{false, {raid, responder}}, fields, {CallerKind::responder, ChannelKind::ussd}));
    CHECK_FALSE(holds(Condition{true, {raid, responder}}, {}, {}));
}

TEST_CASE("a condition says itself in words") {
    const Condition both{
        false, {{"urgency", Relation::equal, {"life"}}, {"kind", Relation::one_of, {"CRM1", "CRM2"}}}};

    CHECK(to_string(both) == "urgency = life and kind in CRM1 CRM2");
    CHECK(to_string(Condition{true, both.terms}) == "urgency = life or kind in CRM1 CRM2");
}
