#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/ussd/call.hpp"
#include "gateway/ussd/exchange.hpp"
#include "menus/input.hpp"
#include "storage/model/phone_number.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

// What a turn must be told from the database, read before the menu decides or its screen is drawn.

// What the caller spoke last; the menu's first language for who never said.
menus::Language remembered_language(storage::Transaction& tx, const Exchange& exchange,
                                    const storage::PhoneNumber& caller);

// Where a new call begins: the caller's remembered language, and the case whose last screen may be unread
// instead of the first menu; `follow_up` is then its fresh code.
menus::Session first_screen(storage::Transaction& tx, const Exchange& exchange,
                            const storage::PhoneNumber& caller,
                            const reporters::DayKeys::SessionName& session, std::string& follow_up);

// What a typed follow-up code is worth, when the session stands where one is asked for, or the proof asked
// for beside it. The phone that filed a case in the last 48 hours needs the code alone, any other also the
// case's category when that is secret or when wrong codes rain in from all sides; a code that leads nowhere
// is asked the same. Wrong ones of both are counted; past five an hour none is right any more, and the answer
// is the same.
std::optional<menus::CodeCheck> check_code(storage::Transaction& tx, const Exchange& exchange,
                                           const storage::PhoneNumber& caller, const menus::Session& session,
                                           std::string_view typed);

// The open alerts of a responder who gave the PIN, a line each. A secret case may be named to whom it was
// given.
std::vector<menus::Row> alert_rows(storage::Transaction& tx, const Exchange& exchange,
                                   storage::ResponderId responder);

// Fillings for the screen at which the call stands.
menus::Facts facts_of(storage::Transaction& tx, const Exchange& exchange, const Call& call);

}  // namespace kengele::ussd
