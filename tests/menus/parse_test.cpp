#include "menus/parse.hpp"

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>

#include "tests/menus/kenya.hpp"
#include "tests/menus/mistakes.hpp"

using namespace kengele::menus;
using namespace kengele::tests;

TEST_CASE("a sound file is a menu") {
    const auto result = parse(kengele::tests::small_menu_text(), "small.toml");

    REQUIRE(result.problems.empty());
    REQUIRE(result.menu);
    const auto& menu = *result.menu;
    CHECK(menu.start == "home");
    CHECK(menu.node("where").kind == NodeKind::area);
    CHECK(menu.node("landmark").max == 10);
    CHECK(menu.node("home").options.at(2).key == "7");
    CHECK(menu.node("home").options.at(1).key == "2");
    CHECK(menu.nodes.front().id == "home");
    CHECK(menu.labels.at({"kind", "theft"}).in(1) == "Wizi");
    CHECK(menu.samples.at("case").in(1) == "4829137");
    CHECK(menu.hash.size() == 64);
    CHECK_THROWS_AS((void)menu.node("nowhere"), std::out_of_range);
}

TEST_CASE("a screen says who reads, what may be texted and where a broken call goes on") {
    const auto with = [](const std::string& rules) {
        auto text = replaced(kengele::tests::small_menu_text(), "[screen.kind]", "[screen.kind]\n" + rules);
        if (rules.find("ask") != std::string::npos) {
            text = replaced(text, "danger    =", "unfinished = \"unfinished\"\ndanger    =") +
                   "\n[screen.unfinished]\nback = false\nen = \"Go on?\"\nsw = \"Endelea?\"\n"
                   "option = [ { to = \"@continue\", en = \"Yes\", sw = \"Ndiyo\" } ]\n";
        }
        return parse(text, "small.toml").menu.value().node("kind");
    };

    const auto usual = with("");
    const auto guarded = with("class = \"protected\"\nresume = \"restart\"");
    const auto open = with("class = \"private\"\nsms = \"full\"\nresume = \"ask\"");

    CHECK(usual.privacy == Privacy::normal);
    CHECK(usual.sms == SmsRule::neutral);
    CHECK(usual.resume == ResumeRule::resume);
    CHECK(guarded.privacy == Privacy::protected_);
    CHECK(guarded.sms == SmsRule::never);
    CHECK(guarded.resume == ResumeRule::restart);
    CHECK(open.privacy == Privacy::private_);
    CHECK(open.sms == SmsRule::full);
    CHECK(open.resume == ResumeRule::ask);
}

TEST_CASE("a problem has the column too") {
    const auto result =
        parse(replaced(kengele::tests::small_menu_text(), "max = 10", "max = 0"), "small.toml");

    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems.front().file == "small.toml");
    CHECK(result.problems.front().line == 59);
    CHECK(result.problems.front().column == 7);
}

TEST_CASE("a file too large or with too many screens is refused") {
    CHECK(messages_of(std::string(256 * 1024 + 1, '#'), "small.toml") ==
          Messages{"small.toml: the file has 262145 bytes; a menu file has at most 262144; leave out screens "
                   "or notes"});
    auto many = kengele::tests::small_menu_text();
    for (int i = 0; i < 5000; ++i) {
        many += "[screen.s" + std::to_string(i) + "]\nen=\"a\"\nsw=\"b\"\n";
    }
    const auto messages = messages_of(many, "small.toml");
    REQUIRE(messages.size() == 1);
    CHECK(messages.front() ==
          "small.toml:28: the menu has 5025 screens and options; at most 5000 are allowed");
}

TEST_CASE("any bytes give a menu or problems, never more than a hundred") {
    std::mt19937 random(20261101);
    const auto sound = kengele::tests::small_menu_text();

    CHECK_FALSE(messages_of("", "small.toml").empty());
    CHECK_FALSE(messages_of("\xFF\xFE", "small.toml").empty());
    CHECK_FALSE(messages_of(std::string(5000, '['), "small.toml").empty());
    CHECK_FALSE(messages_of("a = " + std::string(5000, '['), "small.toml").empty());
    for (int round = 0; round < 300; ++round) {
        auto text = sound;
        for (auto changes = random() % 3 + 1; changes > 0; --changes) {
            const auto at = random() % text.size();
            switch (random() % 3) {
                case 0:
                    text[at] = static_cast<char>(random());
                    break;
                case 1:
                    text.erase(at, random() % 40);
                    break;
                default:
                    text.insert(at, text.substr(random() % text.size(), random() % 60));
            }
        }
        CHECK(parse(text, "small.toml").problems.size() <= 100);
    }
}
