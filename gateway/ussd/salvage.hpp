#pragma once

#include <optional>

#include "gateway/ussd/call.hpp"
#include "gateway/ussd/exchange.hpp"
#include "gateway/ussd/filing.hpp"
#include "storage/model/phone_number.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

// A report of danger whose caller falls silent is raised as it stands: the phone may have been taken away.
// It must tell what happened and where, and be life in danger by its urgency or its kind. All deadlines are
// in service time and stored with the turn.

// After every turn: the call waits to be salvaged from now on, or no longer. It does no longer when it filed
// or its caller left the report by their own choice; a call ended by too many wrong keys still does.
void watch_call(storage::Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
                const reporters::DayKeys::SessionName& session, const Call& call);

// The provider says that the call broke off: less need be waited.
void hasten_salvage(storage::Transaction& tx, const storage::Key128& session);

// What a waiting call has told so far, with what its menu takes for told where nothing was answered; nothing
// when its session cannot be opened any more.
std::optional<Fields> fields_of(storage::Transaction& tx, const Office& office,
                                const storage::Salvage& waiting);

// Raises what this call told. False when its session cannot be opened: then it waits no longer either.
bool salvage(storage::Transaction& tx, const Office& office, const storage::Salvage& waiting);

}  // namespace kengele::ussd
