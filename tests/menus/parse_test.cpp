#include "menus/parse.hpp"

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

namespace {

using Messages = std::vector<std::string>;

// small.toml with one mistake, and all that is said about it.
struct Mistake {
    std::string sound;
    std::string broken;
    Messages messages;
};

const Mistake mistakes[] = {
    {"proof = \"proof\"\n", "", {"small.toml:79: screen \"code\": proof is missing; write proof = \"...\""}},
    {"proof = \"proof\"",
     "proof = \"prof\"",
     {"small.toml:79: screen \"code\": leads to \"prof\", which does not exist; did you mean \"proof\"?",
      "small.toml:109: screen \"proof\": @prove works only on the proof screen of a code; write proof = "
      "\"proof\" on the screen that asks for the code",
      "small.toml:110: screen \"proof\": @prove works only on the proof screen of a code; write proof = "
      "\"proof\" on the screen that asks for the code"}},
    {"proof = \"proof\"",
     "proof = \"kind\"",
     {"small.toml:39: screen \"kind\": nothing can be proven here; give options to = \"@prove\"",
      "small.toml:109: screen \"proof\": @prove works only on the proof screen of a code; write proof = "
      "\"proof\" on the screen that asks for the code",
      "small.toml:110: screen \"proof\": @prove works only on the proof screen of a code; write proof = "
      "\"proof\" on the screen that asks for the code"}},
    {"value = \"EMG\", to = \"@prove\", then = \"status\"",
     "to = \"@prove\"",
     {"small.toml:109: screen \"proof\": @prove does not say what follows; write then = \"...\" beside it",
      "small.toml:109: screen \"proof\": @prove proves nothing without a value; write value = \"...\""}},
    {"id        = \"small\"",
     "id        = small",
     {"small.toml:3: column 13: Error while parsing value: could not determine value type; check quotes, "
      "brackets and "
      "commas on this line and the one before"}},
    {"version   = \"1\"\n", "", {"small.toml:1: version is missing; write version = \"...\""}},
    {"format    = \"kengele-menu/1\"",
     "format    = \"kengele-menu/9\"",
     {"small.toml:2: format \"kengele-menu/9\" is not known; write format = \"kengele-menu/1\""}},
    {"languages = [\"en\", \"sw\"]",
     "languages = []",
     {"small.toml:1: languages are missing; write languages = [\"en\", \"sw\"]; the first is the default"}},
    {"languages = [\"en\", \"sw\"]",
     "languages = [\"en\", \"Swahili\"]",
     {"small.toml:5: a language has two or three small letters; write \"en\", \"sw\", \"so\""}},
    {"languages = [\"en\", \"sw\"]",
     "languages = [\"en\", \"sw\", \"en\"]",
     {"small.toml:5: language \"en\" is there twice; leave one out"}},
    {"start     = \"home\"",
     "start     = \"hom\"",
     {"small.toml: start is screen \"hom\", which does not exist; did you mean \"home\"?"}},
    {"filed     = \"filed\"\n",
     "",
     {"small.toml:68: screen \"review\": @submit leads to no screen; write filed = \"...\" at the top of the "
      "file"}},
    {"resumed   = \"resumed\"",
     "resumed   = \"again\"",
     {"small.toml: resumed is screen \"again\", which does not exist; write a [screen.again], or another "
      "name"}},
    {"start     = \"home\"",
     "start     = \"home\"\nstrat     = \"home\"",
     {"small.toml:7: key \"strat\" is not known; did you mean \"start\"?"}},
    {"more = { en = \"More\", sw = \"Zaidi\" }\n",
     "",
     {"small.toml:10: common: \"more\" has no texts; write more = { en = \"...\", ... } in every language"}},
    {"more = { en = \"More\", sw = \"Zaidi\" }",
     "more = { en = \"More\", sv = \"Zaidi\" }",
     {"small.toml:13: common: \"more\": the text in \"sw\" is missing; write sw = \"...\"",
      "small.toml:13: common: \"more\": key \"sv\" is not known; did you mean \"sw\"?"}},
    {"more = { en = \"More\", sw = \"Zaidi\" }",
     "more = \"More\"",
     {"small.toml:13: common: \"more\" has no texts; write more = { en = \"...\", ... } in every language"}},
    {"more = { en = \"More\", sw = \"Zaidi\" }",
     "more = { en = \"More {case}\", sw = \"Zaidi\" }",
     {"small.toml:13: common: \"more\" has a filling; write plain words here"}},
    {"sw = \"Nini?\"\n",
     "",
     {"small.toml:39: screen \"kind\": the text in \"sw\" is missing; write sw = \"...\""}},
    {"sw = \"Nini?\"",
     "sw = \"\"",
     {"small.toml:42: screen \"kind\": the text in \"sw\" is empty or not in quotes; write sw = \"...\""}},
    {"sw = \"Nini?\"",
     "sw = 5",
     {"small.toml:42: screen \"kind\": the text in \"sw\" is empty or not in quotes; write sw = \"...\""}},
    {"sw = \"Nini?\"",
     "sw = \"Nini – wapi?\"",
     {"small.toml:42: screen \"kind\": the text in \"sw\" has \"–\" in column 12, which halves what a phone "
      "can show; "
      "write \"-\" instead"}},
    {"sw = \"Nini?\"",
     "sw = \"Nini 🔥?\"",
     {"small.toml:42: screen \"kind\": the text in \"sw\" has \"🔥\" in column 12, which halves what a phone "
      "can show; leave it out, or say it in words"}},
    {"sw = \"Nini?\"",
     "sw = \"Nini {?\"",
     {"small.toml:42: screen \"kind\": the text in \"sw\" has a brace that is not a filling; write {name} "
      "with small letters, or round brackets"}},
    {"sw = \"Nini?\"",
     "sw = \"Nini {statuz}?\"",
     {"small.toml:39: screen \"kind\": nobody fills {statuz}; did you mean {status}?"}},
    {"sw = \"Nini?\"",
     "sw = \"Nini {weather}?\"",
     {"small.toml:39: screen \"kind\": nobody fills {weather}; give its longest value under [sample], "
      "weather = \"...\""}},
    {"store = \"kind\"",
     "stroe = \"kind\"",
     {"small.toml:40: screen \"kind\": key \"stroe\" is not known; did you mean \"store\"?",
      "small.toml:44: screen \"kind\": value \"fire\" is stored nowhere; write store = \"...\" on the "
      "screen, or leave the value out",
      "small.toml:45: screen \"kind\": value \"theft\" is stored nowhere; write store = \"...\" on the "
      "screen, or leave the value out"}},
    {"store = \"kind\"",
     "store = \"Kind\"",
     {"small.toml:40: screen \"kind\": store \"Kind\" is no name; a name has small letters, digits and _, "
      "begins with a letter and is at most 40 long"}},
    {"type = \"area\"",
     "type = \"aera\"",
     {"small.toml:49: screen \"where\": type \"aera\" is not known; did you mean \"area\"?"}},
    {"type = \"area\"",
     "type = \"question\"",
     {"small.toml:49: screen \"where\": type \"question\" is not known; known are menu, text, area, code, "
      "list, info, number, date, end"}},
    {"list = { en = \"List\", sw = \"Orodha\" }\n",
     "",
     {"small.toml:48: screen \"where\": \"list\" has no texts; write list = { en = \"...\", ... } in every "
      "language"}},
    {"max = 10\n",
     "",
     {"small.toml:56: screen \"landmark\": max says how many letters are kept; write max = 40, or another "
      "number from 1 to 160"}},
    {"max = 10",
     "max = 161",
     {"small.toml:59: screen \"landmark\": max says how many letters are kept; write max = 40, or another "
      "number from 1 to 160"}},
    {"max = 10",
     "max = \"ten\"",
     {"small.toml:59: screen \"landmark\": max says how many letters are kept; write max = 40, or another "
      "number from 1 to 160"}},
    {"skip = \"1\"",
     "skip = \"0\"",
     {"small.toml:60: screen \"landmark\": key 0 is taken: 0 goes back, 00 to the start, 98 to the next "
      "page; use another key"}},
    {"to = \"landmark\"",
     "to = \"landmrak\"",
     {"small.toml:48: screen \"where\": leads to \"landmrak\", which does not exist; did you mean "
      "\"landmark\"?"}},
    {"to = \"@submit\", en",
     "to = \"@sumbit\", en",
     {"small.toml:69: screen \"review\": action \"@sumbit\" is not known; did you mean \"@submit\"?"}},
    {"to = \"@submit\", en",
     "to = \"@pay\", en",
     {"small.toml:69: screen \"review\": action \"@pay\" is not known; known are @submit, @language, "
      "@confirm, @dispute, @prove, @end"}},
    {"to = \"@confirm\", then = \"thanks\"",
     "to = \"@confirm\"",
     {"small.toml:89: screen \"status\": @confirm does not say what follows; write then = \"...\" beside "
      "it"}},
    {"to = \"@confirm\", then = \"thanks\"",
     "to = \"@confirm\", then = \"thakns\"",
     {"small.toml:89: screen \"status\": leads to \"thakns\", which does not exist; did you mean "
      "\"thanks\"?"}},
    {"{ to = \"kind\", en = \"Report\"",
     "{ to = \"kind\", then = \"code\", en = \"Report\"",
     {"small.toml:32: screen \"home\": then follows only @confirm, @dispute and @prove; leave then out"}},
    {"key = \"7\"",
     "key = \"1\"",
     {"small.toml:34: screen \"home\": key 1 is given twice; line 32 has it already; write another key = "
      "\"...\""}},
    {"key = \"7\"",
     "key = \"0\"",
     {"small.toml:34: screen \"home\": key 0 is taken: 0 goes back, 00 to the start, 98 to the next page; "
      "use another key"}},
    {"key = \"7\"",
     "key = \"98\"",
     {"small.toml:34: screen \"home\": key 98 is taken: 0 goes back, 00 to the start, 98 to the next page; "
      "use another key"}},
    {"key = \"7\"",
     "key = \"*7\"",
     {"small.toml:34: screen \"home\": key \"*7\" cannot be typed safely; use one to three digits"}},
    {"key = \"7\"",
     "key = 7",
     {"small.toml:34: screen \"home\": key needs words in quotes; write key = \"...\", at most 40 letters"}},
    {"{ to = \"kind\", en = \"Report\", sw = \"Ripoti\" }",
     "{ en = \"Report\", sw = \"Ripoti\" }",
     {"small.toml:32: screen \"home\": to is missing; write to = \"...\""}},
    {"{ to = \"kind\", en = \"Report\", sw = \"Ripoti\" }",
     "{ value = \"x\", to = \"kind\", en = \"Report\", sw = \"Ripoti\" }",
     {"small.toml:32: screen \"home\": value \"x\" is stored nowhere; write store = \"...\" on the screen, "
      "or leave the value out"}},
    {"{ to = \"kind\", en = \"Report\", sw = \"Ripoti\" }",
     "{ to = \"kind\", en = \"Report\" }",
     {"small.toml:32: screen \"home\": the text in \"sw\" is missing; write sw = \"...\""}},
    {"set = { kind = \"fire\", urgency = \"life\" }",
     "set = { kind = 5, urgency = \"life\" }",
     {"small.toml:36: screen \"home\": set kind needs words in quotes; write kind = \"...\", at most 40 "
      "letters"}},
    {"set = { kind = \"fire\", urgency = \"life\" }",
     "set = \"fire\"",
     {"small.toml:36: screen \"home\": set is no table; write set = { urgency = \"life\" }"}},
    {"type = \"end\"",
     "type = \"end\"\noption = []",
     {"small.toml:95: screen \"thanks\": key \"option\" is not known; known are type, back, home, class, "
      "sms, "
      "resume, en, sw"}},
    {"[screen.thanks]",
     "[screen.lost]\nen = \"Lost\"\nsw = \"Potea\"\n\n[screen.thanks]",
     {"small.toml:93: screen \"lost\": no way leads here; give an option to = \"lost\", or leave it out"}},
    {"[screen.thanks]",
     "[screen.home]",
     {"small.toml:93: column 1: Error while parsing table header: cannot redefine existing table "
      "'screen.home'; check "
      "quotes, brackets and commas on this line and the one before"}},
    {"[screen.filed]",
     "[screen.filed]\nback = \"no\"",
     {"small.toml:73: screen \"filed\": back is neither true nor false; write false"}},
    {"{ to = \"filed\", en = \"Show again\"",
     "{ to = \"home\", en = \"New report\"",
     {"small.toml:69: screen \"review\": a report can be sent again after \"filed\"; let no option lead from "
      "there into a report"}},
    {"en = \"Leave\", sw = \"Toka\" },",
     "en = \"Leave\", sw = \"Toka\" },\n  \"and more\",",
     {"small.toml:36: screen \"home\": this is no option; write { to = \"...\", en = \"...\", sw = \"...\" "
      "}"}},
    {"en = \"Leave\", sw = \"Toka\" },",
     "en = \"Leave\", sw = \"Toka\" ]",
     {"small.toml:35: column 55: Error while parsing inline table: expected key or closing '}', saw ']'; "
      "check quotes, "
      "brackets and commas on this line and the one before"}},
    {"[screen.thanks]\ntype = \"end\"",
     "[screen.thanks]\nback = false\nhome = false",
     {"small.toml:93: screen \"thanks\": nothing can be typed here; add an option, or write type = \"end\""}},
    {"[screen.filed]",
     "[screen.filed]\nclass = \"protectd\"",
     {"small.toml:73: screen \"filed\": class \"protectd\" is not known; did you mean \"protected\"?"}},
    {"[screen.filed]",
     "[screen.filed]\nsms = \"always\"",
     {"small.toml:73: screen \"filed\": sms \"always\" is not known; known are never, neutral, full"}},
    {"[screen.filed]",
     "[screen.filed]\nclass = \"protected\"\nsms = \"neutral\"",
     {"small.toml:74: screen \"filed\": a protected screen texts nobody; write sms = \"never\", or leave it "
      "out"}},
    {"[screen.filed]",
     "[screen.filed]\nresume = true",
     {"small.toml:73: screen \"filed\": resume \"\" is not known; known are resume, restart, ask"}},
    {"[screen.filed]",
     "[screen.filed]\nresmue = \"ask\"",
     {"small.toml:73: screen \"filed\": key \"resmue\" is not known; did you mean \"resume\"?"}},
    {"case = \"4829137\"",
     "case = 4829137",
     {"small.toml:24: sample: \"case\" has no texts; write case = { en = \"...\", ... } in every language"}},
};

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

Messages messages_of(const std::string& toml) {
    Messages messages;
    const auto result = parse(toml, "small.toml");
    CHECK(result.menu.has_value() == result.problems.empty());
    for (const auto& problem : result.problems) {
        messages.push_back(to_string(problem));
    }
    return messages;
}

}  // namespace

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
        const auto text =
            replaced(kengele::tests::small_menu_text(), "[screen.kind]", "[screen.kind]\n" + rules);
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

TEST_CASE("every mistake is told with its line and how to mend it") {
    const auto sound = kengele::tests::small_menu_text();

    for (const auto& mistake : mistakes) {
        CAPTURE(mistake.broken);
        CHECK(messages_of(replaced(sound, mistake.sound, mistake.broken)) == mistake.messages);
    }
}

TEST_CASE("several mistakes are told in one run, in the order of the file") {
    auto broken = kengele::tests::small_menu_text();
    broken = replaced(broken, "max = 10", "max = 0");
    broken = replaced(broken, "key = \"7\"", "kye = \"7\"");
    broken = replaced(broken, "sw = \"Asante.\"", "sw = \"Asante…\"");

    CHECK(
        messages_of(broken) ==
        Messages{"small.toml:34: screen \"home\": key \"kye\" is not known; did you mean \"key\"?",
                 "small.toml:59: screen \"landmark\": max says how many letters are kept; write max = 40, or "
                 "another number from 1 to 160",
                 "small.toml:96: screen \"thanks\": the text in \"sw\" has \"…\" in column 13, which halves "
                 "what a phone can "
                 "show; write \"...\" instead"});
}

TEST_CASE("a problem has the column too") {
    const auto result =
        parse(replaced(kengele::tests::small_menu_text(), "max = 10", "max = 0"), "small.toml");

    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems.front().file == "small.toml");
    CHECK(result.problems.front().line == 59);
    CHECK(result.problems.front().column == 7);
}

TEST_CASE("a screen from which no call ends is told") {
    auto broken = kengele::tests::small_menu_text();
    broken = replaced(broken, "[screen.kind]\nstore = \"kind\"",
                      "[screen.kind]\nback = false\nhome = false\nstore = \"kind\"");
    broken = replaced(broken, "{ value = \"theft\", to = \"where\"", "{ value = \"theft\", to = \"kind\"");
    broken = replaced(broken, "{ value = \"fire\", to = \"where\"", "{ value = \"fire\", to = \"kind\"");

    CHECK(messages_of(broken) ==
          Messages{"small.toml:39: screen \"kind\": from here no call ever ends; lead to "
                   "@submit, @end or an end screen"});
}

TEST_CASE("a file too large or with too many screens is refused") {
    CHECK(messages_of(std::string(256 * 1024 + 1, '#')) ==
          Messages{"small.toml: the file has 262145 bytes; a menu file has at most 262144; leave out screens "
                   "or notes"});
    auto many = kengele::tests::small_menu_text();
    for (int i = 0; i < 5000; ++i) {
        many += "[screen.s" + std::to_string(i) + "]\nen=\"a\"\nsw=\"b\"\n";
    }
    const auto messages = messages_of(many);
    REQUIRE(messages.size() == 1);
    CHECK(messages.front() ==
          "small.toml:28: the menu has 5025 screens and options; at most 5000 are allowed");
}

TEST_CASE("any bytes give a menu or problems, never more than a hundred") {
    std::mt19937 random(20261101);
    const auto sound = kengele::tests::small_menu_text();

    CHECK_FALSE(messages_of("").empty());
    CHECK_FALSE(messages_of("\xFF\xFE").empty());
    CHECK_FALSE(messages_of(std::string(5000, '[')).empty());
    CHECK_FALSE(messages_of("a = " + std::string(5000, '[')).empty());
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
