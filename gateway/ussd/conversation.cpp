#include "gateway/ussd/conversation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gateway/reporters/caller_texts.hpp"
#include "gateway/ussd/facts.hpp"
#include "gateway/ussd/salvage.hpp"
#include "gateway/ussd/screen_counts.hpp"
#include "gateway/ussd/subject.hpp"
#include "gateway/ussd/unfinished.hpp"
#include "menus/step.hpp"
#include "menus/text.hpp"
#include "storage/ensure.hpp"

namespace kengele::ussd {
namespace {

using namespace std::chrono_literals;
using storage::Transaction;

constexpr int screens_an_hour_max = 40;
// After alarms for life in danger, which are 1.
constexpr int screen_priority = 2;

Exchange as_texts(Exchange exchange) {
    exchange.screen_septets = menus::text_septets;
    exchange.is_texting = true;
    exchange.circumstances.channel = menus::ChannelKind::sms;
    return exchange;
}

std::string fresh_name(world::Random& random) {
    std::array<std::uint8_t, 8> bytes{};
    random.fill(bytes);
    std::string name;
    for (const auto byte : bytes)
        name += fmt::format("{:02x}", byte);
    return name;
}

std::string session_of(const std::string& conversation) {
    return "sms:" + conversation;
}

// A text is a lone key with whatever a phone adds to it: "1.", " 2 ".
std::string typed_in(const std::string& text) {
    static constexpr std::string_view around = " \t\r\n";
    const auto first = text.find_first_not_of(around);
    if (first == std::string::npos) return {};
    auto typed = text.substr(first, text.find_last_not_of(around) - first + 1);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const bool is_dotted =
        typed.size() > 1 && typed.back() == '.' && std::all_of(typed.begin(), typed.end() - 1, is_digit);
    if (is_dotted) typed.pop_back();
    return typed;
}

bool is_protected(const std::optional<storage::Sensitivity>& sensitivity) {
    return sensitivity == storage::Sensitivity::protected_;
}

}  // namespace

Conversation::Conversation(Transaction& tx, const Exchange& exchange, const aggregators::InboundSms& sms)
    : tx_(tx), sms_(sms), exchange_(as_texts(exchange)) {
    const auto names = exchange.days.session_names(exchange.channel, "sms", sms.sender);
    ensure(!names.empty());
    thread_name_ = names.front();
    for (const auto& name : names) {
        const auto stored = tx.session(name.key);
        const auto plain = stored ? exchange.days.open(name.day, name.key, stored->sealed) : std::nullopt;
        auto thread = plain ? decode_thread(*plain) : std::nullopt;
        if (!thread) continue;
        thread_name_ = name;
        thread_ = std::move(*thread);
        break;
    }
    if (thread_.conversation.empty()) return;
    auto found = find_call(tx, exchange_, session_of(thread_.conversation), sms.sender);
    name_ = found.name;
    call_ = std::move(found.call);
    if (!call_) return;
    exchange_.menu = exchange_.menus->of(call_->session.menu_hash);
    was_unfinished_ = is_unfinished(*exchange_.menu, *call_);
}

bool Conversation::is_open() const {
    // One that was gone on with in a call is over here.
    return thread_.is_open && call_ && !call_->session.ended && !is_too_old() &&
           tx_.now() - thread_.last < conversation_life;
}

std::optional<menus::BeginWord> Conversation::begins() const {
    const auto word = menus::begin_word(*exchange_.menus->newest(), sms_.text.reveal());
    if (!word || is_too_old() || (is_open() && !word->is_alone)) return std::nullopt;
    return word;
}

// A provider repeats for hours what it could not hand over. By then the phone may lie in other hands, and
// whoever wrote has found another way.
bool Conversation::is_too_old() const {
    return sms_.sent && tx_.wall() - *sms_.sent > conversation_life;
}

// Without an id a repeat is told by its words, under a name that goes with the day.
bool Conversation::is_new() {
    if (!sms_.id.empty()) return tx_.note_inbound(exchange_.channel, sms_.id);
    const auto minute = std::chrono::floor<std::chrono::minutes>(storage::Millis{tx_.now().ms}).count();
    const auto note = [this](std::int64_t of) {
        const auto words = fmt::format("words:{}:{}", of, sms_.text.reveal());
        const auto names = exchange_.days.session_names(exchange_.channel, words, sms_.sender);
        std::string name = "words:";
        for (const auto byte : names.front().key)
            name += fmt::format("{:02x}", byte);
        return tx_.note_inbound(exchange_.channel, name);
    };
    const bool is_new_now = note(minute);
    const bool is_new_then = note(minute - 1);
    return is_new_now && is_new_then;
}

void Conversation::take() {
    if (is_echo()) return;
    if (const auto word = begins()) return begin(*word);
    if (menus::is_stop(sms_.text.reveal())) return stop();
    answer();
}

// What a machine sends back that quotes what it got.
bool Conversation::is_echo() const {
    if (!call_ || call_->hops.empty()) return false;
    const auto& said = call_->hops.back().screen.text;
    return !said.empty() && sms_.text.reveal().find(said) != std::string::npos;
}

void Conversation::begin(const menus::BeginWord& word) {
    thread_name_ = exchange_.days.session_names(exchange_.channel, "sms", sms_.sender).front();
    thread_.conversation = fresh_name(exchange_.random);
    name_ = exchange_.days.session_names(exchange_.channel, session_of(thread_.conversation), sms_.sender)
                .front();
    exchange_.menu = exchange_.menus->newest();
    call_.emplace();
    was_unfinished_ = false;
    call_->session = first_screen(tx_, exchange_, sms_.sender, name_, call_->follow_up);
    if (word.language) call_->session.language = *word.language;
    call_->began_in = call_->session.language;
    const auto key = menus::danger_key(*exchange_.menu);
    if (word.begins == menus::Beginning::danger && !key.empty()) {
        call_->follow_up.clear();
        call_->session = menus::begin(*exchange_.menu, call_->session.language);
        take_answer(filer(), *call_, key);
    }
    count_later(tx_, name_);
    finish();
}

void Conversation::answer() {
    const auto typed = typed_in(sms_.text.reveal());
    had_filed_ = call_->session.filed;
    if (may_be_texted()) {
        take_answer(filer(), *call_, typed);
    } else if (typed == "0" || typed == "00") {
        // A screen that was not shown has no answer but the way back from it, to where another kind is
        // chosen.
        take_answer(filer(), *call_, typed);
        if (!call_->session.filed) call_->session.fields.erase("kind");
    }
    finish();
}

// By the caller's own choice: no further text, and nothing that was told is raised.
void Conversation::stop() {
    // Counted where it stood, as a call that was hung up: below it looks like one that came to its end.
    count_soon(tx_, name_.key);
    count_call(tx_, name_.key, *exchange_.menu, *call_);
    call_->session.ended = true;
    keep_call(tx_, exchange_, name_, *call_);
    watch_call(tx_, exchange_, sms_.sender, name_, *call_);
    note_unfinished(tx_, exchange_, sms_.sender, name_, was_unfinished_, *call_);
    thread_.is_open = false;
    keep_thread();
}

void Conversation::finish() {
    const auto screen =
        may_be_texted() ? screen_of(tx_, exchange_, *call_) : menus::Screen{dial_instead(), true};
    call_->hops.clear();
    call_->answer({}, screen);
    note_screen(*exchange_.menu, *call_);
    keep_call(tx_, exchange_, name_, *call_);
    watch_call(tx_, exchange_, sms_.sender, name_, *call_);
    // Who dials now goes on where this stands: that is what a screen that is not texted asks for.
    note_unfinished(tx_, exchange_, sms_.sender, name_, was_unfinished_, *call_);
    thread_.last = tx_.now();
    thread_.is_open = !call_->session.ended;
    send(screen.text);
    keep_thread();
}

// Nothing of what is protected lies on a phone that others may read: neither screens that say so, nor any
// while the report told, or the case looked at, is of such a kind.
bool Conversation::may_be_texted() const {
    const auto& menu = *exchange_.menu;
    const auto& session = call_->session;
    if (menus::ended_by_wrong_keys(session)) return true;
    const auto& node = menu.node(menu.has_node(session.node) ? session.node : menu.start);
    if (node.sms == menus::SmsRule::never) return false;
    const auto kind = tx_.kind(kind_told(session.fields));
    if (kind && is_protected(kind->sensitivity)) return false;
    const auto incident = tx_.incident(incident_of(session.subject));
    return !incident || !is_protected(incident->sensitivity);
}

std::string Conversation::dial_instead() const {
    const auto& menu = *exchange_.menu;
    const auto& newest = *exchange_.menus->newest();
    const auto& texting = menu.texting ? menu.texting : newest.texting;
    if (!texting) return {};
    return menus::fill(menu, *exchange_.places, call_->session, facts_of(tx_, exchange_, *call_),
                       texting->dial_instead);
}

void Conversation::send(const std::string& text) {
    if (text.empty()) return;
    const auto an_hour_ago = tx_.now() - storage::Millis{1h};
    std::erase_if(thread_.sent, [&](storage::ServiceTime at) { return at < an_hour_ago; });
    const bool has_filed = call_->session.filed && !had_filed_;
    if (thread_.sent.size() >= screens_an_hour_max && !has_filed) return;
    thread_.sent.push_back(tx_.now());

    storage::OutboundSms row;
    row.what = storage::SmsTemplate::screen;
    row.language = language_of(exchange_, *call_);
    if (has_filed) row.about = storage::filed_screen;
    row.priority = screen_priority;
    row.created = tx_.now();
    row.not_before = tx_.now();
    row.channel = exchange_.channel;
    const auto id = tx_.enqueue(row);
    const reporters::TextToCaller words{sms_.sender, storage::PrivateText{text}};
    tx_.put_caller_text(id, reporters::seal_caller_text(exchange_.days, name_.day, words, exchange_.random));
}

void Conversation::keep_thread() {
    tx_.put_session(
        {thread_name_.key, thread_name_.day, tx_.now(),
         exchange_.days.seal(thread_name_.day, thread_name_.key, encode(thread_), exchange_.random)});
}

}  // namespace kengele::ussd
