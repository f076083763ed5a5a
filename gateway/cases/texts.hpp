#pragma once

#include <string>

#include "storage/store.hpp"

namespace kengele::cases {

// Puts one text about an alert into the outbox, in this transaction. An answer to the responder's own text is
// said at most five times an hour and alert.
void text(storage::Transaction& tx, const storage::Alert& alert, storage::Severity severity,
          storage::SmsTemplate what, std::string about = {});

// Takes back what its responder was to be told of an alert and was not sent yet; true when something had
// already left, so that its phone must be told.
bool take_back(storage::Transaction& tx, storage::AlertId alert);

}  // namespace kengele::cases
