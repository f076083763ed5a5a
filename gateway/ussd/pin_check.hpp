#pragma once

#include <string_view>

#include "gateway/ussd/exchange.hpp"
#include "menus/input.hpp"
#include "menus/menu.hpp"
#include "menus/session.hpp"
#include "storage/model/phone_number.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

// Who dials from a responder's number; only this turn knows it, and no session before a right PIN.
std::optional<storage::Responder> responder_calling(storage::Transaction& tx, const Exchange& exchange,
                                                    const storage::PhoneNumber& caller);

// What was typed where a PIN is asked for or chosen is worth: `asked` says which of the three. A stranger's
// is as wrong as any.
menus::CodeCheck check_pin(storage::Transaction& tx, const Exchange& exchange,
                           const storage::PhoneNumber& caller, const menus::Session& session,
                           menus::NodeKind asked, std::string_view typed);

}  // namespace kengele::ussd
