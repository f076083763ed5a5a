#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "gateway/incoming_text.hpp"
#include "gateway/reporters/caller_texts.hpp"
#include "menus/gsm7.hpp"
#include "menus/step.hpp"
#include "menus/texting.hpp"
#include "tests/gateway/desk_for_tests.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele;
using storage::Sensitivity;
using testing::Desk;

namespace {

using Keys = std::vector<std::string>;

// The kinds of the starter pack, each the task of the one station in town.
std::vector<storage::Kind> starter_kinds() {
    std::vector<storage::Kind> kinds;
    for (const auto& row : tests::kenya_csv("taxonomy.csv")) {
        storage::Kind kind;
        kind.code = row.at(0);
        kind.category = row.at(1);
        kind.label_en = row.at(2);
        kind.label_sw = row.at(3);
        kind.severity = row.at(4) == "P1" ? storage::Severity::p1 : storage::Severity::p2;
        kind.lead_role = "OCS";
        kind.sensitivity = row.at(7) == "protected" ? Sensitivity::protected_
                           : row.at(7) == "private" ? Sensitivity::private_
                                                    : Sensitivity::normal;
        kinds.push_back(std::move(kind));
    }
    return kinds;
}

// What a caller may answer on a screen: each way on, once.
Keys answers(const menus::Node& node) {
    switch (node.kind) {
        case menus::NodeKind::area:
            return {"1378"};
        case menus::NodeKind::text:
            return {"near the gate"};
        case menus::NodeKind::number:
        case menus::NodeKind::date:
            return {"1"};
        case menus::NodeKind::code:
        case menus::NodeKind::info:
        case menus::NodeKind::end:
            return {};
        default:
            break;
    }
    Keys keys;
    for (const auto& option : node.options)
        if (option.to != "@end") keys.push_back(option.key);
    return keys;
}

// For every screen that a caller can meet a way to it, and to each of its answers.
std::vector<Keys> every_way(const menus::Menu& menu) {
    const menus::Stage stage{menu, tests::kenya_places(), menus::text_septets};
    std::vector<Keys> ways;
    std::set<std::string> seen{menu.start};
    std::deque<std::pair<menus::Session, Keys>> open{{menus::begin(menu, 0), {}}};
    while (!open.empty()) {
        const auto [session, keys] = open.front();
        open.pop_front();
        for (const auto& typed : answers(menu.node(session.node))) {
            auto way = keys;
            way.push_back(typed);
            const auto next = menus::step(stage, session, {typed, {}, {}}).session;
            ways.push_back(way);
            if (!next.ended && seen.insert(next.node).second) open.emplace_back(next, way);
        }
    }
    CHECK(seen.size() > menu.nodes.size() / 2);
    return ways;
}

// First lines that only protected screens have.
std::vector<std::string> protected_words(const menus::Menu& menu) {
    std::vector<std::string> words;
    for (const auto& node : menu.nodes) {
        if (node.sms != menus::SmsRule::never) continue;
        const auto& text = node.text.in(0);
        const auto line = text.substr(0, text.find('\n'));
        const bool is_elsewhere = std::ranges::any_of(menu.nodes, [&](const menus::Node& other) {
            return other.sms != menus::SmsRule::never && other.text.in(0).find(line) != std::string::npos;
        });
        if (!is_elsewhere && line.find('{') == std::string::npos) words.push_back(line);
    }
    return words;
}

struct Town {
    Town() {
        const auto today = desk.run([](storage::Transaction& tx) { return storage::day_of(tx.wall()); });
        days.turn_to(today).value();
        desk.run([](storage::Transaction& tx) { tx.import_kinds(starter_kinds()); });
    }

    // Every text that comes back on this way, on a phone of its own.
    std::vector<std::string> texts_on(const Keys& way) {
        const auto number =
            storage::PhoneNumber::parse("+2547120" + std::to_string(10'000 + phones++)).value();
        return desk.run([&](storage::Transaction& tx) {
            const auto type = [&](const std::string& words) {
                const aggregators::InboundSms sms{
                    "id" + std::to_string(++texts), number, storage::PrivateText{words}, "", {}};
                gateway::take_text(tx, exchange, desk.rules(), sms).value();
            };
            type("KENGELE");
            for (const auto& typed : way)
                type(typed);
            std::vector<std::string> came;
            for (const auto& row : tx.due_sms(tx.now(), 1000)) {
                const auto sealed = tx.caller_text(row.id);
                if (!sealed) continue;
                came.push_back(reporters::open_caller_text(days, *sealed)->text.reveal());
                tx.drop_caller_text(row.id);
            }
            return came;
        });
    }

    std::shared_ptr<const menus::Menu> menu = std::make_shared<const menus::Menu>(tests::kenya_menu());
    Desk desk;
    testing::MemoryKeyFiles files;
    reporters::DayKeys days{desk.ring, files, desk.random};
    gateway::ServiceConfig service;
    ussd::Exchange exchange{
        std::make_shared<const ussd::MenuVersions>(std::vector<std::shared_ptr<const menus::Menu>>{menu}),
        menu,
        std::shared_ptr<const menus::Places>(std::shared_ptr<void>{}, &tests::kenya_places()),
        desk.ring,
        days,
        desk.random,
        desk.config,
        service,
        "at",
        156};
    int phones = 0;
    int texts = 0;
};

}  // namespace

TEST_CASE("on no way through the starter menu is anything of a protected screen texted") {
    Town town;
    const auto words = protected_words(*town.menu);
    REQUIRE(words.size() >= 3);
    const auto& instead = town.menu->texting.value().dial_instead.in(0);
    const auto before_code = instead.substr(0, instead.find('{'));
    int dialled = 0;

    for (const auto& way : every_way(*town.menu)) {
        const auto texts = town.texts_on(way);

        CAPTURE(way);
        CHECK(texts.size() <= way.size() + 1);
        for (const auto& text : texts) {
            CHECK(menus::septets(text).value_or(1000) <= menus::text_septets);
            for (const auto& line : words)
                CHECK(text.find(line) == std::string::npos);
        }
        if (texts.back().starts_with(before_code)) ++dialled;
    }

    CHECK(dialled > 0);
}

TEST_CASE("whichever protected kind is chosen, the next text says only what to dial") {
    Town town;
    std::set<std::string> secret;
    for (const auto& kind : starter_kinds())
        if (kind.sensitivity == Sensitivity::protected_) secret.insert(kind.code);
    const auto& instead = town.menu->texting.value().dial_instead.in(0);
    const auto before_code = instead.substr(0, instead.find('{'));
    const menus::Stage stage{*town.menu, tests::kenya_places(), menus::text_septets};
    std::set<std::string> tried;

    for (const auto& way : every_way(*town.menu)) {
        auto session = menus::begin(*town.menu, 0);
        for (const auto& typed : way)
            session = menus::step(stage, session, {typed, {}, {}}).session;
        const auto kind = session.fields.find("kind");
        if (kind == session.fields.end() || !secret.contains(kind->second)) continue;

        CHECK(town.texts_on(way).back().starts_with(before_code));
        tried.insert(kind->second);
    }

    CHECK(tried.size() >= 3);
}
