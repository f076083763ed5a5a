#include "gateway/sms/text_facts.hpp"

#include <algorithm>

#include "gateway/reporters/caller_texts.hpp"

namespace kengele::sms {
namespace {

using storage::SmsTemplate;

bool names_a_role(SmsTemplate what);
bool shows_landmark(SmsTemplate what);
std::string label(const std::string& english, const std::string& swahili, const std::string& language);

}  // namespace

TextFactsReader::TextFactsReader(const reporters::KeyRing& ring, std::chrono::minutes undo_window)
    : ring_(ring), undo_window_(undo_window) {}

TextFacts TextFactsReader::facts_of(storage::Transaction& tx, const storage::OutboundSms& row) const {
    TextFacts facts;
    facts.what = row.what;
    facts.language = row.language;
    facts.about = row.about;
    facts.undo_minutes = static_cast<int>(undo_window_.count());
    if (names_a_role(row.what)) {
        if (const auto role = tx.role(row.about)) {
            facts.about = label(role->label_en, role->label_sw, row.language);
        }
    }
    if (const auto alert = row.alert ? tx.alert(row.alert) : std::nullopt) {
        facts.reply_code = alert->reply_code;
    }
    const auto incident = row.incident ? tx.incident(row.incident) : std::nullopt;
    if (!incident) return facts;
    facts.case_number = incident->case_number;
    facts.severity = incident->severity;
    facts.is_secret = incident->sensitivity != storage::Sensitivity::normal;
    facts.reported = incident->created_wall;
    facts.waited_minutes = static_cast<int>(std::chrono::floor<std::chrono::minutes>(
                                                std::max(row.created - incident->created, storage::Millis{0}))
                                                .count());
    const auto kind = tx.kind(incident->kind);
    facts.kind = kind ? label(kind->label_en, kind->label_sw, row.language) : incident->kind;
    if (const auto place = tx.place(incident->place)) facts.place = place->name;
    if (!facts.is_secret && shows_landmark(row.what)) {
        const auto sealed = tx.report_text(incident->id);
        auto words = sealed ? ring_.open_text(incident->id, *sealed) : std::nullopt;
        if (words) facts.landmark = std::move(*words);
    }
    return facts;
}

std::optional<aggregators::OutgoingText> TextFactsReader::text_of(storage::Transaction& tx,
                                                                  const storage::OutboundSms& row) const {
    const auto responder = tx.responder(row.responder);
    if (!responder) return std::nullopt;
    const auto number = ring_.open_number(responder->phone_sealed);
    if (!number) return std::nullopt;
    return aggregators::OutgoingText{*number, make_text(facts_of(tx, row))};
}

std::optional<aggregators::OutgoingText> text_to_caller(storage::Transaction& tx,
                                                        const reporters::DayKeys& days,
                                                        const storage::OutboundSms& row) {
    const auto sealed = tx.caller_text(row.id);
    auto text = sealed ? reporters::open_caller_text(days, *sealed) : std::nullopt;
    if (!text) return std::nullopt;
    return aggregators::OutgoingText{std::move(text->to), std::move(text->text)};
}

namespace {

bool names_a_role(SmsTemplate what) {
    return what == SmsTemplate::taken || what == SmsTemplate::also_going || what == SmsTemplate::undone ||
           what == SmsTemplate::not_open;
}

bool shows_landmark(SmsTemplate what) {
    return what == SmsTemplate::alert || what == SmsTemplate::escalation || what == SmsTemplate::desk ||
           what == SmsTemplate::added;
}

std::string label(const std::string& english, const std::string& swahili, const std::string& language) {
    return language == "sw" && !swahili.empty() ? swahili : english;
}

}  // namespace
}  // namespace kengele::sms
