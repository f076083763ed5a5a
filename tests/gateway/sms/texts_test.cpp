#include "gateway/sms/texts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "menus/gsm7.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele;
using namespace kengele::sms;
using storage::PrivateText;
using storage::Severity;
using storage::SmsTemplate;

namespace {

constexpr SmsTemplate all_templates[] = {
    SmsTemplate::alert,      SmsTemplate::alert_private,  SmsTemplate::escalation,
    SmsTemplate::desk,       SmsTemplate::confirmation,   SmsTemplate::taken,
    SmsTemplate::also_going, SmsTemplate::undone,         SmsTemplate::not_open,
    SmsTemplate::ask_which,  SmsTemplate::not_understood, SmsTemplate::recorded,
    SmsTemplate::disputed,   SmsTemplate::accept_again,   SmsTemplate::added,
    SmsTemplate::wrong_pins};

TextFacts fire() {
    TextFacts facts;
    facts.language = "en";
    facts.case_number = "4829137";
    facts.severity = Severity::p1;
    facts.kind = "Fire";
    facts.place = "Makina";
    facts.landmark = PrivateText("near DC office");
    facts.reported = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + std::chrono::hours(15) +
                     std::chrono::minutes(45);
    facts.waited_minutes = 12;
    facts.reply_code = "4821";
    return facts;
}

std::string text_of(const TextFacts& facts) {
    return make_text(facts).reveal();
}

std::string text_of(SmsTemplate what, const std::string& language, const std::string& about = "") {
    TextFacts facts = fire();
    facts.what = what;
    facts.language = language;
    facts.about = about;
    if (language == "sw") facts.kind = "Moto";
    return text_of(facts);
}

// The longest of one column of a file of the starter pack.
std::vector<std::string> longest(const std::string& file, std::size_t column) {
    std::vector<std::string> values;
    for (const auto& row : tests::kenya_csv(file))
        values.push_back(row.at(column));
    const auto cost = [](const std::string& value) { return menus::septets(value).value(); };
    std::ranges::sort(values, std::ranges::greater(), cost);
    values.resize(6);
    return values;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every text, as a responder reads it") {
    struct Row {
        SmsTemplate what;
        std::string about;
        std::string english;
        std::string swahili;
    };
    const std::vector<Row> rows{
        {SmsTemplate::alert, "",
         "KENGELE 4829137 P1 Fire, Makina, near DC office, 18:45. Reply 4821 1 got it, 2 on way, 5 can't.",
         "KENGELE 4829137 P1 Moto, Makina, near DC office, 18:45. Jibu 4821 1 nimepokea, 2 njiani, 5 "
         "siwezi."},
        {SmsTemplate::alert_private, "",
         "KENGELE 4829137 P1: a private case is waiting for you. Reply 4821 1 to accept, 5 can't. Details: "
         "ask the desk, never by SMS.",
         "KENGELE 4829137 P1: kesi ya siri inakusubiri. Jibu 4821 1 kuipokea, 5 siwezi. Maelezo: uliza "
         "dawati, si kwa SMS."},
        {SmsTemplate::escalation, "",
         "KENGELE ESCALATED 4829137 P1 Fire, Makina, near DC office, 18:45: nobody has it after 12 min. "
         "Reply 4821 1 to take it, 5 can't.",
         "KENGELE IMEPANDISHWA 4829137 P1 Moto, Makina, near DC office, 18:45: dak 12 hakuna aliyeichukua. "
         "Jibu 4821 1 kuichukua, 5 siwezi."},
        {SmsTemplate::desk, "",
         "KENGELE DESK 4829137 P1 Fire, Makina, near DC office, 18:45: nobody has it. Call the office in "
         "charge, or 999. Reply 4821 1 to take it.",
         "KENGELE DAWATI 4829137 P1 Moto, Makina, near DC office, 18:45: hakuna aliyeichukua. Piga simu "
         "ofisi husika, au 999. Jibu 4821 1 kuichukua."},
        {SmsTemplate::confirmation, "",
         "KENGELE 4829137: you have it, Fire, Makina. Reply 4821 2 on way, 3 arrived, 4 done. Not you? NO "
         "4821 within 30 min.",
         "KENGELE 4829137: umeipokea, Moto, Makina. Jibu 4821 2 njiani, 3 nimefika, 4 tayari. Si wewe? "
         "HAPANA 4821 ndani ya dak 30."},
        {SmsTemplate::taken, "Chief", "KENGELE 4829137: taken by Chief. You need not go. Thank you.",
         "KENGELE 4829137: imechukuliwa na Chief. Huhitaji kwenda. Asante."},
        {SmsTemplate::also_going, "Chief", "KENGELE 4829137: Chief is also going.",
         "KENGELE 4829137: Chief pia anaenda."},
        {SmsTemplate::undone, "Chief",
         "KENGELE DESK 4829137 P1: Chief took back the acceptance. The alarm goes on.",
         "KENGELE DAWATI 4829137 P1: Chief amefuta kupokea kwake. Kengele inaendelea."},
        {SmsTemplate::not_open, "Chief", "KENGELE 4829137: Chief has this case now. You need not go.",
         "KENGELE 4829137: Chief anayo kesi hii sasa. Huhitaji kwenda."},
        {SmsTemplate::not_open, "", "KENGELE 4829137: this case is not open any more.",
         "KENGELE 4829137: kesi hii haiko wazi tena."},
        {SmsTemplate::ask_which, "4821 5930",
         "KENGELE: which case? Put its code before your answer. Your codes: 4821 5930",
         "KENGELE: kesi ipi? Andika nambari yake kabla ya jibu. Nambari zako: 4821 5930"},
        {SmsTemplate::recorded, "on_the_way", "KENGELE 4829137: recorded, you are on the way.",
         "KENGELE 4829137: imerekodiwa, uko njiani."},
        {SmsTemplate::recorded, "arrived", "KENGELE 4829137: recorded, you have arrived.",
         "KENGELE 4829137: imerekodiwa, umefika."},
        {SmsTemplate::recorded, "resolved", "KENGELE 4829137: recorded, resolved. Thank you.",
         "KENGELE 4829137: imerekodiwa, imetatuliwa. Asante."},
        {SmsTemplate::recorded, "cannot", "KENGELE 4829137: recorded, you cannot attend.",
         "KENGELE 4829137: imerekodiwa, huwezi kufika."},
        {SmsTemplate::recorded, "going", "KENGELE 4829137: recorded, you are also going.",
         "KENGELE 4829137: imerekodiwa, wewe pia unaenda."},
        {SmsTemplate::recorded, "undone",
         "KENGELE 4829137: recorded, your acceptance is void, the alarm goes on.",
         "KENGELE 4829137: imerekodiwa, kupokea kwako kumefutwa, kengele inaendelea."},
        {SmsTemplate::disputed, "",
         "KENGELE 4829137 P1: the reporter says nobody came. The case goes to a higher office.",
         "KENGELE 4829137 P1: aliyeripoti anasema hakuna aliyekuja. Kesi inaenda ofisi ya juu."},
        {SmsTemplate::accept_again, "5930",
         "KENGELE 4829137 P1: NOT accepted yet, as wrong codes came from your number. Reply 5930 1 to take "
         "it. Not you? Tell the desk.",
         "KENGELE 4829137 P1: BADO haijapokelewa, nambari zisizo sahihi zimetoka kwa simu yako. Jibu 5930 1 "
         "kuichukua. Si wewe? Ambia dawati."},
        {SmsTemplate::alert, "incomplete",
         "KENGELE 4829137 P1 Fire, Makina, near DC office, 18:45, INCOMPLETE. Reply 4821 1 got it, 2 on way, "
         "5 can't.",
         "KENGELE 4829137 P1 Moto, Makina, near DC office, 18:45, HAIJAKAMILIKA. Jibu 4821 1 nimepokea, 2 "
         "njiani, 5 siwezi."},
        {SmsTemplate::alert_private, "incomplete",
         "KENGELE 4829137 P1: a private case (INCOMPLETE) is waiting for you. Reply 4821 1 to accept, 5 "
         "can't. Details: ask the desk, never by SMS.",
         "KENGELE 4829137 P1: kesi ya siri (HAIJAKAMILIKA) inakusubiri. Jibu 4821 1 kuipokea, 5 siwezi. "
         "Maelezo: uliza dawati, si kwa SMS."},
        {SmsTemplate::added, "hurt",
         "KENGELE 4829137: the reporter told more, near DC office, someone is hurt. Your code: 4821",
         "KENGELE 4829137: aliyeripoti ameongeza, near DC office, kuna aliyeumia. Nambari yako: 4821"},
        {SmsTemplate::added, "", "KENGELE 4829137: the reporter told more, near DC office. Your code: 4821",
         "KENGELE 4829137: aliyeripoti ameongeza, near DC office. Nambari yako: 4821"},
        {SmsTemplate::wrong_pins, "30",
         "KENGELE: wrong PINs were typed from your number. Your menu is closed for 30 min. Not you? Tell the "
         "desk. You can answer by SMS.",
         "KENGELE: PIN zisizo sahihi zimeandikwa kwa nambari yako. Menyu yako imefungwa dak 30. Si wewe? "
         "Ambia dawati. Unaweza kujibu kwa SMS."},
    };

    for (const auto& row : rows) {
        CHECK(text_of(row.what, "en", row.about) == row.english);
        CHECK(text_of(row.what, "sw", row.about) == row.swahili);
    }
    CHECK(has(text_of(SmsTemplate::not_understood, "en"), "not understood"));
    CHECK(has(text_of(SmsTemplate::not_understood, "sw"), "haikueleweka"));
}

TEST_CASE("a language we have no texts in reads as English") {
    CHECK(text_of(SmsTemplate::taken, "so", "Chief") == text_of(SmsTemplate::taken, "en", "Chief"));
    CHECK(text_of(SmsTemplate::taken, "", "Chief") == text_of(SmsTemplate::taken, "en", "Chief"));
}

TEST_CASE("neither kind, place nor office of a secret case is in any text, whatever its template") {
    for (const auto what : all_templates) {
        for (const std::string language : {"en", "sw"}) {
            TextFacts facts = fire();
            facts.what = what;
            facts.language = language;
            facts.kind = "Rape/sexual assault";
            facts.about = "Gender desk (police)";
            facts.is_secret = true;

            const std::string text = text_of(facts);

            CAPTURE(text);
            CHECK_FALSE(has(text, "Rape"));
            CHECK_FALSE(has(text, "Makina"));
            CHECK_FALSE(has(text, "DC office"));
            // What these are about is no office: a word, codes, minutes.
            if (what != SmsTemplate::recorded && what != SmsTemplate::ask_which &&
                what != SmsTemplate::accept_again && what != SmsTemplate::wrong_pins) {
                CHECK_FALSE(has(text, "Gender"));
            }
        }
    }
}

TEST_CASE("an alert names case and reply code and keeps them, however long the rest is") {
    TextFacts facts = fire();
    facts.kind = std::string(300, 'k');
    facts.place = std::string(300, 'p');
    facts.about = std::string(300, 'a');
    facts.landmark = PrivateText(std::string(5000, '{'));

    for (const auto what : all_templates) {
        for (const std::string language : {"en", "sw"}) {
            facts.what = what;
            facts.language = language;

            const std::string text = text_of(facts);

            CAPTURE(text);
            REQUIRE(menus::septets(text).has_value());
            CHECK(*menus::septets(text) <= 160);
            if (what == SmsTemplate::alert || what == SmsTemplate::escalation || what == SmsTemplate::desk) {
                CHECK(has(text, "4829137"));
                CHECK(has(text, "4821 1"));
            }
        }
    }
}

TEST_CASE(
    "with the longest labels of Kenya's starter pack every text is one segment and names kind and place") {
    for (const std::string language : {"en", "sw"}) {
        const std::size_t label = language == "en" ? 2 : 3;
        const auto kinds = longest("taxonomy.csv", label);
        const auto roles = longest("roles.csv", label - 1);
        const auto places = longest("places.csv", 1);
        REQUIRE(places.front().size() >= 20);
        for (const auto& kind : kinds) {
            for (const auto& place : places) {
                for (const auto& role : roles) {
                    TextFacts facts = fire();
                    facts.language = language;
                    facts.kind = kind;
                    facts.place = place;
                    facts.about = role;
                    facts.landmark = PrivateText("behind the old petrol station");
                    facts.waited_minutes = 1440;
                    for (const auto what : all_templates) {
                        facts.what = what;
                        const std::string text = text_of(facts);
                        CAPTURE(text);
                        REQUIRE(menus::sms_parts(text) == 1);
                        REQUIRE(menus::septets(text).value_or(999) <= 160);
                        if (what == SmsTemplate::alert) {
                            REQUIRE(has(text, fmt::format(" P1 {}, {}, ", kind, place)));
                            REQUIRE(has(text, ", 18:45. "));
                        }
                        if (what == SmsTemplate::confirmation) REQUIRE(has(text, kind + ", "));
                        if (what == SmsTemplate::taken) REQUIRE(has(text, role));
                    }
                }
            }
        }
    }
}

TEST_CASE("what is shortened ends in two dots, the landmark first") {
    TextFacts facts = fire();
    facts.landmark = PrivateText("behind the old petrol station of Makina");
    CHECK(has(text_of(facts), "Makina, behind the old pet.., 18:45"));

    facts.what = SmsTemplate::escalation;
    facts.language = "sw";
    facts.kind = "Polisi hawakushughulikia";
    facts.place = "Shinoyi-Shikomari-Esumeyia";
    CHECK(has(text_of(facts), "Polisi hawakushughulikia, Shinoyi-Shikomari-Esu"));
    CHECK_FALSE(has(text_of(facts), "behind the old pet"));
}

TEST_CASE("the reporter's words are made plain for one segment") {
    struct Row {
        std::string landmark;
        std::string shown;
    };
    const std::vector<Row> rows{
        {"Mama Njeri\xE2\x80\x99s shop", "Makina, Mama Njeri's shop, 18:45"},
        {"line one\nline two", "Makina, line one line two, 18:45"},
        {"", "Makina, 18:45"},
        {"\xF0\x9F\x94\xA5", "Makina, ?, 18:45"},
        {"call 0712345678 now", "Makina, call *** now, 18:45"},
        {"call 0712 345 678", "Makina, call ***, 18:45"},
        {"+254-712-345-678", "Makina, +***, 18:45"},
        {"0712  345  678", "Makina, ***, 18:45"},
        {"0712/345,678", "Makina, ***, 18:45"},
        {"0712*345_678", "Makina, ***, 18:45"},
        {"0-7-1-2-3-4-5-6-7-8", "Makina, ***, 18:45"},
        {"12, then 3456789", "Makina, 12, then ***, 18:45"},
        {"plot 4512", "Makina, plot 4512, 18:45"},
        {"plot 12 block 345", "Makina, plot 12 block 345, 18:45"},
        {"id 12345678", "Makina, id ***, 18:45"},
    };

    for (const auto& row : rows) {
        TextFacts facts = fire();
        facts.landmark = PrivateText(row.landmark);
        CAPTURE(row.landmark);
        CHECK(has(text_of(facts), row.shown));
    }
}

TEST_CASE("the clock time is Nairobi's, over midnight too") {
    TextFacts facts = fire();
    facts.reported = std::chrono::sys_days(std::chrono::year(2026) / 12 / 31) + std::chrono::hours(21) +
                     std::chrono::minutes(5);

    CHECK(has(text_of(facts), ", 00:05."));
}

TEST_CASE("the same facts make the same text") {
    for (const auto what : all_templates) {
        TextFacts facts = fire();
        facts.what = what;
        CHECK(text_of(facts) == text_of(facts));
    }
}
