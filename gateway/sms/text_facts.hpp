#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "gateway/aggregators/aggregator.hpp"
#include "gateway/reporters/day_keys.hpp"
#include "gateway/reporters/key_ring.hpp"
#include "gateway/sms/texts.hpp"
#include "storage/store.hpp"

namespace kengele::sms {

// Gathers what a row's text is made of, and to whom it goes, inside the unit that claims it. A responder's
// number is opened here and nowhere earlier.
class TextFactsReader {
public:
    // The ring outlives this. `undo_window`: how long NO makes an acceptance void.
    TextFactsReader(const reporters::KeyRing& ring, std::chrono::minutes undo_window);

    TextFacts facts_of(storage::Transaction& tx, const storage::OutboundSms& row) const;

    // Nothing when the responder is gone or the number cannot be opened: the row can never be sent.
    std::optional<aggregators::OutgoingText> text_of(storage::Transaction& tx,
                                                     const storage::OutboundSms& row) const;

private:
    const reporters::KeyRing& ring_;
    std::chrono::minutes undo_window_;
};

// The text of a row to a caller; nothing once its day is over.
std::optional<aggregators::OutgoingText> text_to_caller(storage::Transaction& tx,
                                                        const reporters::DayKeys& days,
                                                        const storage::OutboundSms& row);

}  // namespace kengele::sms
