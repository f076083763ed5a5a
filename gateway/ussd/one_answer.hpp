#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/ussd/apply_effects.hpp"
#include "gateway/ussd/call.hpp"
#include "gateway/ussd/exchange.hpp"
#include "menus/screen.hpp"

namespace kengele::ussd {

// What a call by USSD and a conversation by SMS do alike: find where the caller stands, take one typed
// answer, draw the screen that follows, and keep it all sealed.

struct FoundCall {
    reporters::DayKeys::SessionName name;  // under which to write
    std::optional<Call> call;
};

// Under the names of both living days: what began before midnight keeps the name and key of its day.
FoundCall find_call(storage::Transaction& tx, const Exchange& exchange, std::string_view session_id,
                    const storage::PhoneNumber& caller);

// One that is known goes on in the version of the menu it began with.
Exchange in_its_version(Exchange exchange, const std::optional<Call>& call);

// And knows who calls: a responder when the number is enrolled. That is all a call is told of it before a
// PIN.
Exchange with_caller(storage::Transaction& tx, Exchange exchange, const storage::PhoneNumber& caller);

// The rows of the lookup at which the call has come to stand.
void look_up(storage::Transaction& tx, const Exchange& exchange, Call& call);

// What one typed answer does, and everything it asks for, in this transaction. True when texts may wait in
// the outbox.
bool take_answer(const Filer& filer, Call& call, std::string_view typed);

// The screen at which the call stands, filled.
menus::Screen screen_of(storage::Transaction& tx, const Exchange& exchange, const Call& call);

// "en": what the call is held in.
std::string language_of(const Exchange& exchange, const Call& call);

void keep_call(storage::Transaction& tx, const Exchange& exchange,
               const reporters::DayKeys::SessionName& name, const Call& call);

// The screen with a report's code was seen: in the call that filed it, or in one that was shown it again.
void note_read(storage::Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
               const storage::Key128& session, const Call& call);

}  // namespace kengele::ussd
