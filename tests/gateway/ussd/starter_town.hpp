#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "gateway/cli/rules.hpp"
#include "gateway/ussd/salvage.hpp"
#include "gateway/ussd/take_turn.hpp"
#include "tests/gateway/desk_for_tests.hpp"

namespace kengele::testing {

inline const std::string amina = "+254711000111";
inline const std::string brian = "+254722000222";

// A file of the Kenya starter pack.
std::string starter(const std::string& name);
std::shared_ptr<const menus::Menu> starter_menu();

// A town whose callers use the starter menu, and whose clock the tests move. Its ward has the poster code
// 0001.
struct StarterTown {
    explicit StarterTown(bool has_starter_kinds = false) {
        days.turn_to(today()).value();
        if (has_starter_kinds) take_starter_kinds();
    }

    storage::Day today() const {
        const storage::WallTime founded{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
        return storage::day_of(founded + (desk.now() - storage::ServiceTime{1'000'000}));
    }

    void take_starter_kinds() {
        cli::Rules rules;
        cli::Problems problems;
        rules.roles = cli::read_roles(starter("roles.csv"), "roles.csv", problems);
        rules.rungs = cli::read_ladders(starter("ladders.csv"), "ladders.csv", rules, problems);
        const auto kinds = cli::read_taxonomy(starter("taxonomy.csv"), "taxonomy.csv", rules, problems);
        REQUIRE(problems.empty());
        desk.run([&](storage::Transaction& tx) { tx.import_kinds(kinds); });
    }

    std::string say(const std::string& session, const std::string& transcript,
                    const std::string& number = amina) {
        return desk
            .run([&](storage::Transaction& tx) {
                return ussd::take_turn(tx, exchange,
                                       {session, *storage::PhoneNumber::parse(number), "*384*911#", "63902",
                                        storage::PrivateText{transcript}});
            })
            .screen.text;
    }

    // Dials and types key by key; the last screen.
    std::string walk(const std::string& session, const std::string& transcript,
                     const std::string& number = amina) {
        auto screen = say(session, "", number);
        for (auto star = transcript.find('*'); star != std::string::npos;
             star = transcript.find('*', star + 1)) {
            say(session, transcript.substr(0, star), number);
        }
        return say(session, transcript, number);
    }

    void hang_up(const std::string& session, const std::string& number = amina) {
        desk.run([&](storage::Transaction& tx) {
            ussd::end_call(tx, exchange, {session, *storage::PhoneNumber::parse(number), false, true});
        });
    }

    // What the loop does of each that is due.
    void salvage() {
        desk.run([&](storage::Transaction& tx) {
            const ussd::Office office{desk.ring, days, desk.rules(), exchange.menus};
            for (const auto& waiting : tx.due_salvages(tx.now(), 1'000'000))
                lost += ussd::salvage(tx, office, waiting) ? 0 : 1;
        });
    }

    void pass(storage::Millis time) {
        desk.pass(time);
        salvage();
    }

    std::vector<storage::IncidentView> incidents() {
        storage::IncidentFilter filter;
        filter.limit = 100'000;
        return desk.store().reader()->incidents(storage::Viewer::at_the_machine(), filter).value();
    }

    std::string words(const storage::IncidentView& view) {
        return view.text ? desk.ring.open_text(view.incident.id, *view.text)->reveal() : std::string{};
    }

    std::ptrdiff_t texts(const std::string& name, storage::SmsTemplate what) {
        return std::ranges::count(desk.texts_to(name), what);
    }

    std::shared_ptr<const menus::Menu> menu = starter_menu();
    Desk desk;
    MemoryKeyFiles files;
    reporters::DayKeys days{desk.ring, files, desk.random};
    gateway::ServiceConfig service;
    ussd::Exchange exchange{
        std::make_shared<const ussd::MenuVersions>(std::vector<ussd::MenuVersions::Version>{menu}),
        menu,
        std::make_shared<const menus::Places>(std::vector<menus::PlaceEntry>{
            {1, 0, menus::Level::county, "County", "", {}},
            {static_cast<int>(desk.ward().value), 1, menus::Level::ward, "Ward", "0001", {}}}),
        desk.ring,
        days,
        desk.random,
        desk.config,
        service,
        "at",
        156};
    int lost = 0;
};

}  // namespace kengele::testing
