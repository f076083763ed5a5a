#include "gateway/sms/inbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>

#include "gateway/cases/actions.hpp"
#include "gateway/cases/climb.hpp"
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

storage::ServiceTime sent_at(Transaction& tx, const aggregators::InboundSms& sms);
void take_reply(const Desk& desk, const Reply& reply);

}  // namespace

Result<void> take_sms(Transaction& tx, const InboxContext& context, const aggregators::InboundSms& sms) {
    auto responder = tx.responder_of_phone(context.ring.number_tag(sms.sender));
    if (!responder || !is_new(tx, context, sms)) return {};
    take_reply({tx, context, std::move(*responder), sent_at(tx, sms)}, read_reply(sms.text.reveal()));
    return {};
}

bool is_answer_to_alerts(Transaction& tx, const Responder& responder, const aggregators::InboundSms& sms,
                         std::optional<storage::ServiceTime> screen_sent) {
    const Reply reply = read_reply(sms.text.reveal());
    const bool says_something =
        reply.word != Word::none && reply.word != Word::help && reply.word != Word::unknown;
    // Whoever guesses codes must not do it unheard behind an open conversation.
    if (reply.code && says_something) return true;
    if (!says_something && !reply.code) return false;
    return !screen_sent || !tx.recent_sms(responder.id, *screen_sent).empty();
}

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
bool is_guessing(const Desk& desk, storage::ServiceTime since) {
    const storage::Day today = storage::day_of(desk.tx.wall());
    return desk.tx.wrong_codes({today, desk.responder.phone_tag}, since) +
               desk.tx.wrong_codes({today - 1, desk.responder.phone_tag}, since) >=
           wrong_codes_max;
}

// One alert, and by which code it was meant: its own, a fresh one, or by none.
struct Meant {
    Alert alert;
    std::optional<storage::ServiceTime> fresh_since{};
};

bool would_stop_the_clock(const Desk& desk, const Alert& alert, Word word) {
    const bool implies_acceptance =
        word == Word::accept || word == Word::on_the_way || word == Word::arrived || word == Word::resolved;
    if (!implies_acceptance || !may_hold(alert.standing)) return false;
    const auto clock = desk.tx.clock(alert.incident);
    return clock && !clock->held_by;
}

// Somebody may be guessing codes under this number: nothing he sends may silence an alarm. A fresh code went
// to the true phone only, so it is good until it too may have been guessed.
bool is_doubtful(const Desk& desk, const Meant& meant) {
    const auto an_hour_ago = desk.tx.now() - an_hour;
    if (!is_guessing(desk, an_hour_ago)) return false;
    return !meant.fresh_since || is_guessing(desk, std::max(an_hour_ago, *meant.fresh_since + Millis{1}));
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

void act_if_sure(const Desk& desk, const Meant& meant, Word word) {
    if (!would_stop_the_clock(desk, meant.alert, word) || !is_doubtful(desk, meant)) {
        return act(desk, meant.alert, word);
    }
    if (!cases::ask_to_accept_again(desk.tx, desk.context.rules, meant.alert)) explain(desk);
}

std::optional<Meant> meant_by(const Desk& desk, const std::string& code, const std::vector<Alert>& recent) {
    const auto own = std::ranges::find(recent, code, &Alert::reply_code);
    if (own != recent.end()) return Meant{*own};
    const auto fresh = desk.tx.fresh_code(desk.responder.id, code);
    if (!fresh || fresh->given < desk.tx.now() - code_life) return std::nullopt;
    const auto alert = desk.tx.alert(fresh->alert);
    return alert ? std::optional{Meant{*alert, fresh->given}} : std::nullopt;
}

void take_reply_with_code(const Desk& desk, const Reply& reply, const std::vector<Alert>& recent) {
    if (const auto meant = meant_by(desk, *reply.code, recent)) {
        return act_if_sure(desk, *meant, reply.word);
    }
    desk.tx.count_wrong_code({storage::day_of(desk.tx.wall()), desk.responder.phone_tag},
                             storage::CodeKind::reply);
    explain(desk);
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
    act_if_sure(desk, {meant.front()}, word);
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
