#pragma once

#include <optional>

#include "gateway/reporters/day_keys.hpp"
#include "gateway/world/random.hpp"
#include "storage/model/caller_text.hpp"
#include "storage/model/phone_number.hpp"
#include "storage/model/private_text.hpp"

namespace kengele::reporters {

struct TextToCaller {
    storage::PhoneNumber to;
    storage::PrivateText text;
};

// A text to a caller, sealed with its number under the key of `day` as it waits in the outbox. Nothing to
// open is left when that key is gone.
storage::CallerText seal_caller_text(const DayKeys& days, storage::Day day, const TextToCaller& text,
                                     world::Random& random);
std::optional<TextToCaller> open_caller_text(const DayKeys& days, const storage::CallerText& sealed);

}  // namespace kengele::reporters
