#include "gateway/sms/text_facts.hpp"

#include <doctest/doctest.h>

#include "tests/gateway/sms/bell_for_tests.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using storage::OutboundSms;
using storage::SmsTemplate;
using storage::Transaction;
using testing::Bell;

namespace {

// A row about the first alert of a case.
OutboundSms row_about(Bell& bell, storage::IncidentId incident, SmsTemplate what, const std::string& language,
                      const std::string& about = "") {
    const auto alert = bell.alerts(incident).front();
    OutboundSms row;
    row.responder = alert.responder;
    row.incident = incident;
    row.alert = alert.id;
    row.what = what;
    row.language = language;
    row.about = about;
    row.created = alert.created + 12min + 40s;
    return row;
}

sms::TextFacts facts_of(Bell& bell, const OutboundSms& row) {
    return bell.unit([&](Transaction& tx) { return bell.texts.facts_of(tx, row); });
}

}  // namespace

TEST_CASE("what a text is made of comes in its language") {
    Bell bell;
    const auto incident = bell.raise("CRM1", "near DC office");

    const auto english = facts_of(bell, row_about(bell, incident, SmsTemplate::escalation, "en"));
    const auto swahili = facts_of(bell, row_about(bell, incident, SmsTemplate::taken, "sw", "CHIEF"));

    CHECK(english.kind == "Robbery/mugging");
    CHECK(english.place == "Makina");
    CHECK(english.landmark == storage::PrivateText("near DC office"));
    CHECK(english.waited_minutes == 12);
    CHECK(english.reply_code == bell.alerts(incident).front().reply_code);
    CHECK(english.case_number.size() == 7);
    CHECK_FALSE(english.is_secret);
    CHECK(swahili.kind == "Wizi wa mabavu");
    CHECK(swahili.about == "Chifu");
    CHECK(swahili.landmark.empty());
}

TEST_CASE("the words of a reporter are not even opened for a secret case") {
    Bell bell;
    const auto incident = bell.raise("ABU3", "behind the church");

    for (const auto what : {SmsTemplate::alert, SmsTemplate::escalation, SmsTemplate::desk}) {
        const auto facts = facts_of(bell, row_about(bell, incident, what, "en"));
        CHECK(facts.is_secret);
        CHECK(facts.landmark.empty());
    }
}

TEST_CASE("a word that is no role stays a word") {
    Bell bell;
    const auto incident = bell.raise("CRM1");

    CHECK(facts_of(bell, row_about(bell, incident, SmsTemplate::recorded, "sw", "arrived")).about ==
          "arrived");
    CHECK(facts_of(bell, row_about(bell, incident, SmsTemplate::taken, "en", "GONE")).about == "GONE");
    CHECK(facts_of(bell, row_about(bell, incident, SmsTemplate::not_open, "en")).about.empty());
}

TEST_CASE("a text about no case is made without one") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    auto row = row_about(bell, incident, SmsTemplate::not_understood, "en");
    row.incident = {};
    row.alert = {};

    const auto text = bell.unit([&](Transaction& tx) { return bell.texts.text_of(tx, row); });

    REQUIRE(text.has_value());
    CHECK(text->to.reveal() == "+254700000002");
    CHECK(text->text.reveal().starts_with("KENGELE: not understood."));
}

TEST_CASE("words that cannot be opened any more leave the rest of the text") {
    Bell bell;
    const auto incident = bell.raise("CRM1", "near DC office");
    bell.unit([&](Transaction& tx) {
        tx.put_report_text(incident, {1, {1, 2, 3}, {4, 5, 6}});
        return true;
    });

    const auto facts = facts_of(bell, row_about(bell, incident, SmsTemplate::alert, "en"));

    CHECK(facts.landmark.empty());
    CHECK(facts.kind == "Robbery/mugging");
}
