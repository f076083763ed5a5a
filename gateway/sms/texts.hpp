#pragma once

#include <string>

#include "storage/model/outbound_sms.hpp"
#include "storage/model/private_text.hpp"
#include "storage/model/taxonomy.hpp"
#include "storage/model/time.hpp"

namespace kengele::sms {

// All that a text to a responder is made of. Labels are in the text's language already.
struct TextFacts {
    storage::SmsTemplate what = storage::SmsTemplate::alert;
    std::string language;  // "en" or "sw"; any other reads as English
    std::string case_number;
    storage::Severity severity = storage::Severity::p3;
    bool is_secret = false;  // private or protected: neither kind, place nor office is named
    std::string kind;
    std::string place;
    storage::PrivateText landmark;  // the reporter's own words; only their beginning is shown
    storage::WallTime reported{};
    int waited_minutes = 0;  // from the report to the making of this row
    std::string reply_code;
    // Per template: a role's label, a word of `recorded`, or the codes of `ask_which` with spaces between.
    std::string about;
    int undo_minutes = 30;
};

// One GSM-7 segment: at most 160 septets, whatever the facts. What does not fit is shortened at its end with
// "..": the landmark first, then place, kind and `about`; never a code or a word of ours. Pure, so a retry
// sends the same text: a time is the clock time of the report, not its age. Digits in a row that could be a
// phone number are struck from the landmark.
storage::PrivateText make_text(const TextFacts& facts);

}  // namespace kengele::sms
