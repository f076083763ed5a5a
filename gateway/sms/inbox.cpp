#include "gateway/sms/inbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>

#include "gateway/cases/actions.hpp"
#include "gateway/sms/reply.hpp"

namespace kengele::sms {
namespace {

using namespace std::chrono_literals;
using storage::Alert;
using storage::AlertState;
using storage::Millis;
using storage::OutboundSms;
using storage::Responder;
using storage::SmsState;
using storage::SmsTemplate;
using storage::Transaction;

// As long as a reply code is not given to the same person again.
constexpr Millis code_life = 24h * 30;
constexpr Millis an_hour = 1h;
constexpr int wrong_codes_max = 5;
constexpr int questions_max = 5;         // "which case?" an hour and responder
constexpr std::size_t codes_shown = 24;  // characters: five codes
constexpr Millis clocks_differ_max = 2min;

// One responder and what may be meant by an answer.
struct Desk {
    Transaction& tx;
    const InboxContext& context;
    Responder responder;
    storage::ServiceTime sent;  // as far as the provider says
};

bool is_new(Transaction& tx, const InboxContext& context, const aggregators::InboundSms& sms);
storage::ServiceTime sent_at(Transaction& tx, const aggregators::InboundSms& sms);
void take_reply(const Desk& desk, const Reply& reply);

}  // namespace

Result<void> take_sms(Transaction& tx, const InboxContext& context, const aggregators::InboundSms& sms) {
    auto responder = tx.responder_of_phone(context.ring.number_tag(sms.sender));
    if (!responder || !is_new(tx, context, sms)) return {};
    take_reply({tx, context, std::move(*responder), sent_at(tx, sms)}, read_reply(sms.text.reveal()));
    return {};
}

Result<void> take_report(Transaction& tx, std::string_view channel, const aggregators::DeliveryNews& news,
                         const OnFinalFailure& on_final_failure) {
    tx.put_report({std::string(channel), news.id, news.state, news.reason, tx.now()});
    auto row = tx.sms_of_provider(channel, news.id);
    // The stored report decides: a final word that came earlier sticks.
    const auto report = tx.report(channel, news.id);
    if (!row || !report || row->state != SmsState::accepted) return {};
    if (report->state == storage::DeliveryReport::State::underway) return {};
    const bool has_failed = report->state == storage::DeliveryReport::State::failed;
    row->state = has_failed ? SmsState::failed : SmsState::delivered;
    if (has_failed) row->failure = report->reason;
    const bool has_changed = tx.change_sms(*row, SmsState::accepted, row->attempt);
    if (has_changed && has_failed && is_alarm(row->what)) on_final_failure(tx, row->alert);
    return {};
}

namespace {

// Without an id a provider's repeat is told by its words: the same ones within a minute or two are one
// message.
bool is_new(Transaction& tx, const InboxContext& context, const aggregators::InboundSms& sms) {
    if (!sms.id.empty()) return tx.note_inbound(context.channel, sms.id);
    const auto minute = tx.now().ms / std::chrono::milliseconds(1min).count();
    const auto note = [&](std::int64_t of) {
        std::string name = "words:";
        for (const auto byte : context.ring.message_tag(sms.sender, sms.text, std::to_string(of))) {
            name += fmt::format("{:02x}", byte);
        }
        return tx.note_inbound(context.channel, name);
    };
    const bool is_new_now = note(minute);
    const bool is_new_then = note(minute - 1);
    return is_new_now && is_new_then;
}

// Told by its age, so that only the length of the delay rests on clocks that may jump.
storage::ServiceTime sent_at(Transaction& tx, const aggregators::InboundSms& sms) {
    const Millis age = sms.sent ? std::max(tx.wall() - *sms.sent, Millis{0}) : Millis{0};
    return tx.now() - age;
}

// A text of ours about no alert, or about several.
void answer(const Desk& desk, SmsTemplate what, std::string about, int priority) {
    OutboundSms sms;
    sms.organisation = desk.responder.organisation;
    sms.responder = desk.responder.id;
    sms.what = what;
    sms.language = desk.responder.language;
    sms.about = std::move(about);
    sms.priority = priority;
    sms.created = desk.tx.now();
    sms.not_before = desk.tx.now();
    desk.tx.enqueue(sms);
}

int sent_this_hour(const Desk& desk, SmsTemplate what) {
    const auto recent = desk.tx.recent_sms(desk.responder.id, desk.tx.now() - an_hour);
    return static_cast<int>(std::ranges::count(recent, what, &OutboundSms::what));
}

void explain(const Desk& desk) {
    if (sent_this_hour(desk, SmsTemplate::not_understood) > 0) return;
    answer(desk, SmsTemplate::not_understood, {}, 3);
}

storage::Severity severity_of(Transaction& tx, const Alert& alert) {
    const auto incident = tx.incident(alert.incident);
    return incident ? incident->severity : storage::Severity::p1;
}

void ask_which(const Desk& desk, const std::vector<Alert>& meant) {
    if (sent_this_hour(desk, SmsTemplate::ask_which) >= questions_max) return;
    std::string codes;
    int priority = 4;
    for (const Alert& alert : meant) {
        if (codes.size() < codes_shown) codes += (codes.empty() ? "" : " ") + alert.reply_code;
        priority = std::min(priority, static_cast<int>(severity_of(desk.tx, alert)));
    }
    answer(desk, SmsTemplate::ask_which, std::move(codes), priority);
}

// Wrong codes are counted under the responder's own tag, a day at a time like everybody's.
int wrong_codes(const Desk& desk) {
    const storage::Day today = storage::day_of(desk.tx.wall());
    const auto since = desk.tx.now() - an_hour;
    return desk.tx.wrong_codes({today, desk.responder.phone_tag}, since) +
           desk.tx.wrong_codes({today - 1, desk.responder.phone_tag}, since);
}

bool implies_acceptance(Word word) {
    return word == Word::accept || word == Word::on_the_way || word == Word::arrived ||
           word == Word::resolved;
}

bool was_confirmed_lately(const Desk& desk, const Alert& alert) {
    const auto since = desk.tx.now() - desk.context.rules.config.undo_window;
    const auto texts = desk.tx.sms_of_alert(alert.id);
    // "Resolved" implies the acceptance that was confirmed: whoever forged the one may have forged the other.
    const bool is_on_it = alert.state == AlertState::accepted || alert.state == AlertState::resolved;
    return is_on_it && std::ranges::any_of(texts, [&](const OutboundSms& text) {
               return text.what == SmsTemplate::confirmation && text.created >= since;
           });
}

void act(const Desk& desk, const Alert& alert, Word word) {
    Transaction& tx = desk.tx;
    const cases::Rules& rules = desk.context.rules;
    switch (word) {
        case Word::accept:
            cases::accept(tx, rules, alert);
            break;
        case Word::on_the_way:
            cases::progress(tx, rules, alert, storage::EventKind::on_the_way);
            break;
        case Word::arrived:
            cases::progress(tx, rules, alert, storage::EventKind::arrived);
            break;
        case Word::resolved:
            cases::resolve(tx, rules, alert);
            break;
        case Word::cannot:
            cases::decline(tx, rules, alert);
            break;
        case Word::no:
            if (was_confirmed_lately(desk, alert)) {
                cases::undo(tx, rules, alert);
            } else {
                cases::decline(tx, rules, alert);
            }
            break;
        case Word::none:
        case Word::help:
        case Word::unknown:
            explain(desk);
            break;
    }
}

void take_reply_with_code(const Desk& desk, const Reply& reply, const std::vector<Alert>& recent) {
    const auto alert = std::ranges::find(recent, *reply.code, &Alert::reply_code);
    if (alert == recent.end()) {
        desk.tx.count_wrong_code({storage::day_of(desk.tx.wall()), desk.responder.phone_tag});
        explain(desk);
        return;
    }
    // Somebody may be guessing codes under this number: nothing he sends may silence an alarm.
    if (implies_acceptance(reply.word) && wrong_codes(desk) >= wrong_codes_max) {
        explain(desk);
        return;
    }
    act(desk, *alert, reply.word);
}

// Alerts a bare answer may be about: not over, of a case that is not closed.
std::vector<Alert> running(const Desk& desk, const std::vector<Alert>& recent) {
    std::vector<Alert> running;
    for (const Alert& alert : recent) {
        const bool is_live = alert.state == AlertState::open || alert.state == AlertState::accepted ||
                             alert.state == AlertState::going;
        // Who was asked twice about one case answers what was asked last.
        const bool is_known = std::ranges::find(running, alert.incident, &Alert::incident) != running.end();
        if (is_live && !is_known && desk.tx.clock(alert.incident)) running.push_back(alert);
    }
    return running;
}

// A provider repeats for hours what it could not hand over: an old "OK" must not accept an alert that nobody
// had been told of when it was sent.
std::vector<Alert> made_before(storage::ServiceTime sent, std::vector<Alert> alerts) {
    std::erase_if(alerts, [&](const Alert& alert) { return alert.created > sent + clocks_differ_max; });
    return alerts;
}

void take_bare_reply(const Desk& desk, Word word, const std::vector<Alert>& recent) {
    if (word == Word::no) {
        std::vector<Alert> undoable;
        std::ranges::copy_if(recent, std::back_inserter(undoable), [&](const Alert& alert) {
            return was_confirmed_lately(desk, alert) && desk.tx.clock(alert.incident);
        });
        // It only makes an alarm ring on, so even for P1 the confirmation just read is clear enough.
        if (undoable.size() == 1) return act(desk, undoable.front(), word);
    }
    const auto meant = running(desk, recent);
    if (meant.empty()) return explain(desk);
    const bool is_clear = meant.size() == 1 && severity_of(desk.tx, meant.front()) != storage::Severity::p1;
    if (!is_clear) return ask_which(desk, meant);
    if (implies_acceptance(word) && wrong_codes(desk) >= wrong_codes_max) return explain(desk);
    act(desk, meant.front(), word);
}

void take_reply(const Desk& desk, const Reply& reply) {
    if (reply.word == Word::unknown || reply.word == Word::help || reply.word == Word::none) {
        return explain(desk);
    }
    const auto recent = desk.tx.recent_alerts(desk.responder.id, desk.tx.now() - code_life);
    if (reply.code) {
        take_reply_with_code(desk, reply, recent);
    } else {
        take_bare_reply(desk, reply.word, made_before(desk.sent, recent));
    }
}

}  // namespace
}  // namespace kengele::sms
