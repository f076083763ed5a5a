#pragma once

#include <chrono>
#include <optional>

#include "gateway/aggregators/aggregator.hpp"
#include "gateway/ussd/exchange.hpp"
#include "gateway/ussd/one_answer.hpp"
#include "gateway/ussd/thread.hpp"
#include "menus/texting.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

// After this long without a text a conversation is over, as a call is that was hung up.
inline constexpr storage::Millis conversation_life = std::chrono::minutes(30);

// The menu over SMS, for one text that came: the same sessions, answers and filing as a call, with screens as
// texts of one segment in the outbox. It begins with a word of the menu's; while it is open a text is what
// was typed. One text is answered with one text at most, and with none above forty an hour, so that two
// machines do not talk for ever; what files a report is always answered. Screens of what is protected are
// never texted: the words "for this, dial" come instead.
//
// Lives within one unit; the references outlive it.
class Conversation {
public:
    Conversation(storage::Transaction& tx, const Exchange& exchange, const aggregators::InboundSms& sms);

    bool is_open() const;
    // The text begins with a word that begins a conversation, and may here: in an open one only alone, as a
    // place or a sentence may begin so too.
    std::optional<menus::BeginWord> begins() const;
    // Neither: whoever wrote it is not talking with the menu. Nothing of it is kept.
    bool is_meant() const { return is_open() || begins().has_value(); }
    // When the newest screen was sent.
    storage::ServiceTime last_screen() const { return thread_.last; }

    // False when the provider brings the same text again. Counts it as come.
    bool is_new();
    // Takes it. Once for each text that is new and meant for the menu.
    void take();

private:
    bool is_too_old() const;
    bool is_echo() const;
    void begin(const menus::BeginWord& word);
    void answer();
    void stop();
    void finish();
    bool may_be_texted() const;
    std::string dial_instead() const;
    void send(const std::string& text);
    void keep_thread();
    Filer filer() const { return {tx_, exchange_, sms_.sender, name_, true}; }

    storage::Transaction& tx_;
    const aggregators::InboundSms& sms_;
    Exchange exchange_;  // in the version of the conversation's menu
    reporters::DayKeys::SessionName thread_name_;
    Thread thread_;
    reporters::DayKeys::SessionName name_;  // of the conversation
    std::optional<Call> call_;              // the newest, open or over
    bool had_filed_ = false;
    bool was_unfinished_ = false;
};

}  // namespace kengele::ussd
