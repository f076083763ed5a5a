#pragma once

#include <string>

#include "gateway/cases/rules.hpp"
#include "storage/store.hpp"

namespace kengele::cases {

// What a responder's answer to an alert does to its case. Each runs inside the asker's transaction, writes
// history, audit and the texts that tell others, and may be repeated: a repeat changes nothing and is
// answered the same.

enum class Outcome {
    done,      // it changed the case
    repeated,  // it had already been so
    not_open,  // the alert is over; its responder was told how and who has the case
};

// By the lead, its deputy or a higher rung: holds the case, stops the ladder, withdraws the other alerts of
// the line. By a copied or community role: recorded and shown to the others, stops nothing.
Outcome accept(storage::Transaction& tx, const Rules& rules, const storage::Alert& alert);

// "On the way" and "arrived" imply an acceptance; `what` is EventKind::on_the_way or EventKind::arrived.
// `word` goes into the history.
Outcome progress(storage::Transaction& tx, const Rules& rules, const storage::Alert& alert,
                 storage::EventKind what, const std::string& word = {});

// "Resolved": a claim until the reporter confirms it. Implies an acceptance; only the holder ends the alarm
// by it, from others it is recorded. `outcome` is a word of the menu's, "arrested"; empty when none was told.
Outcome resolve(storage::Transaction& tx, const Rules& rules, const storage::Alert& alert,
                const std::string& outcome = {});

// "Cannot attend", for a `reason` of the menu's, "vehicle", or none. The ladder moves at once when nobody of
// the rung is left to hold the case.
Outcome decline(storage::Transaction& tx, const Rules& rules, const storage::Alert& alert,
                const std::string& reason = {});

// NO to a confirmation: the acceptance is void, the desk is told, those it had withdrawn are asked again and
// the ladder resumes where it stood.
Outcome undo(storage::Transaction& tx, const Rules& rules, const storage::Alert& alert);

// No text can reach this responder: the ladder moves at once if this alert was to hold the case.
void undeliverable(storage::Transaction& tx, const Rules& rules, storage::AlertId alert);

}  // namespace kengele::cases
