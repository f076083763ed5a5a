#pragma once

#include <cstddef>
#include <stdexcept>
#include <string_view>

#include "menus/menu.hpp"

namespace kengele::menus {

// The words of the menu language for what a screen can be: read in menu files and written in canonical form.
template <typename Value>
struct Word {
    const char* word;
    Value value;
};

inline constexpr Word<NodeKind> kind_words[] = {
    {"menu", NodeKind::menu},
    {"text", NodeKind::text},
    {"area", NodeKind::area},
    {"code", NodeKind::code},
    {"list", NodeKind::list},
    {"info", NodeKind::info},
    {"lookup", NodeKind::lookup},
    {"number", NodeKind::number},
    {"date", NodeKind::date},
    {"end", NodeKind::end},
    {"pin", NodeKind::pin},
    {"new_pin", NodeKind::new_pin},
    {"pin_again", NodeKind::pin_again},
};

inline constexpr Word<Audience> audience_words[] = {
    {"residents", Audience::residents},
    {"responders", Audience::responders},
};

inline constexpr Word<Privacy> privacy_words[] = {
    {"normal", Privacy::normal},
    {"private", Privacy::private_},
    {"protected", Privacy::protected_},
};

inline constexpr Word<SmsRule> sms_words[] = {
    {"never", SmsRule::never},
    {"neutral", SmsRule::neutral},
    {"full", SmsRule::full},
};

inline constexpr Word<ResumeRule> resume_words[] = {
    {"resume", ResumeRule::resume},
    {"restart", ResumeRule::restart},
    {"ask", ResumeRule::ask},
};

inline constexpr Word<CallerKind> caller_words[] = {
    {"resident", CallerKind::resident},
    {"responder", CallerKind::responder},
};

inline constexpr Word<ChannelKind> channel_words[] = {
    {"ussd", ChannelKind::ussd},
    {"sms", ChannelKind::sms},
};

inline constexpr Word<AlertKind> alert_words[] = {
    {"none", AlertKind::none},
    {"open", AlertKind::open},
    {"going", AlertKind::going},
    {"accepted", AlertKind::accepted},
    {"on_the_way", AlertKind::on_the_way},
    {"arrived", AlertKind::arrived},
    {"resolved", AlertKind::resolved},
    {"over", AlertKind::over},
};

inline constexpr Word<CaseKind> case_words[] = {
    {"normal", CaseKind::normal},
    {"private", CaseKind::private_},
    {"protected", CaseKind::protected_},
};

inline constexpr Word<Relation> relation_words[] = {
    {"=", Relation::equal}, {"!=", Relation::unequal},  {"<", Relation::less},    {"<=", Relation::at_most},
    {">", Relation::more},  {">=", Relation::at_least}, {"in", Relation::one_of},
};

template <typename Value, std::size_t Count>
constexpr std::string_view word_of(const Word<Value> (&words)[Count], Value value) {
    for (const auto& known : words) {
        if (known.value == value) return known.word;
    }
    throw std::logic_error("no word for a value of the menu language");
}

}  // namespace kengele::menus
