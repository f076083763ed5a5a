#include "menus/step.hpp"

#include <doctest/doctest.h>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

namespace {

// A caller in front of the small menu.
class Phone {
public:
    explicit Phone(int septets = 160) : stage_{menu_, places_, septets}, session_(begin(menu_, 0)) {}

    Phone& type(std::initializer_list<const char*> answers) {
        for (const auto* answer : answers) {
            give({answer, std::nullopt});
        }
        return *this;
    }

    void give(const Input& input) {
        auto turn = step(stage_, session_, input);
        session_ = std::move(turn.session);
        effects_ = std::move(turn.effects);
    }

    std::string text() const { return screen().text; }
    Screen screen() const { return show(stage_, session_, facts_); }

    const Menu menu_ = kengele::tests::small_menu();
    const Places places_ = kengele::tests::small_places();
    Facts facts_{{"case", Text{{"4829137", "4829137"}}},
                 {"follow_up", Text{{"482 107 369", "482 107 369"}}},
                 {"status", Text{{"Accepted", "Imekubaliwa"}}}};
    Stage stage_;
    Session session_;
    std::vector<Effect> effects_;
};

}  // namespace

TEST_CASE("a menu screen shows its options with their keys") {
    const Phone phone;

    CHECK(phone.screen() == Screen{"SMALL\n1 Report\n2 Follow up\n7 Kiswahili\n8 Leave\n9 DANGER", true});
}

TEST_CASE("a report is made from the answers and filed once") {
    Phone phone;

    phone.type({"1", "2", "kitisuru", "1", " {shule} ya ‘St’ ", "1"});

    CHECK(phone.effects_ == std::vector<Effect>{RaiseIncident{
                                {{"kind", "theft"}, {"landmark", "(shule) ya"}, {"place", "1366"}}}});
    CHECK(phone.text() == "Case 4829137. Code 482 107 369.\n1 Show again");
    CHECK(phone.screen().waits);
    for (const auto* answer : {"1", "00", "0", "98", "5", "1"}) {
        phone.type({answer});
        CHECK(phone.effects_.empty());
    }
}
