#pragma once

#include <string>

#include "storage/store.hpp"

namespace kengele::cases {

// Puts one text about an alert into the outbox, in this transaction.
void text(storage::Transaction& tx, const storage::Alert& alert, storage::Severity severity,
          storage::SmsTemplate what, std::string about = {});

// Takes back what its responder was to be told of an alert and was not sent yet; true when something had
// already left, so that its phone must be told.
bool take_back(storage::Transaction& tx, storage::AlertId alert);

}  // namespace kengele::cases
