#pragma once

#include <string>
#include <string_view>

#include "gateway/cases/status.hpp"
#include "storage/model/time.hpp"

namespace kengele::ussd {

// Short words of callers' screens that the data does not hold; `language` is "en" or "sw", English for
// others.

std::string_view status_word(cases::Stage stage, std::string_view language);

// Who has a report, where the office must not be named: "the officer for it".
std::string_view someone(std::string_view language);

std::string_view duty_word(bool is_on_duty, std::string_view language);

std::string age(storage::Millis passed);  // "4m", "3h", "2d", in any language: for a line of a list

std::string ago(storage::Millis passed, std::string_view language);  // "4 min ago", "dakika 4 zilizopita"
std::string within_words(storage::Millis wait, std::string_view language);  // "15 min", "saa 2"

}  // namespace kengele::ussd
