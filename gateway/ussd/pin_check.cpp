#include "gateway/ussd/pin_check.hpp"

#include "gateway/ussd/pin.hpp"
#include "gateway/ussd/subject.hpp"

namespace kengele::ussd {
namespace {

using storage::Transaction;

menus::CodeCheck of_pin(Transaction& tx, const Exchange& exchange, const storage::Responder& responder,
                        std::string_view typed) {
    switch (prove(tx, exchange.ring, responder, typed)) {
        case Proof::pin:
            return {true, subject_of(responder.id), false};
        case Proof::invitation:
            return {false, token_of(begin_choice(tx, responder.id)), true};
        case Proof::wrong:
            break;
    }
    return {};
}

// What the session claims, as long as it is this responder's and the invitation is good.
std::optional<PinChoice> claimed(Transaction& tx, const storage::Responder& responder,
                                 const menus::Session& session) {
    const auto choice = choice_of(session.claim);
    return choice && choice->responder == responder.id && is_open(tx, *choice) ? choice : std::nullopt;
}

menus::CodeCheck of_new_pin(Transaction& tx, const Exchange& exchange, const storage::Responder& responder,
                            const menus::Session& session, std::string_view typed) {
    auto choice = claimed(tx, responder, session);
    if (!choice || !may_be_pin(typed)) return {};
    choice->pin = exchange.ring.pin_hash(responder.id, typed);
    return {true, token_of(*choice), false};
}

menus::CodeCheck of_pin_again(Transaction& tx, const Exchange& exchange, const storage::Responder& responder,
                              const menus::Session& session, std::string_view typed) {
    const auto choice = claimed(tx, responder, session);
    if (!choice || choice->pin != exchange.ring.pin_hash(responder.id, typed)) return {};
    return {true, subject_of(responder.id), false};
}

}  // namespace

std::optional<storage::Responder> responder_calling(Transaction& tx, const Exchange& exchange,
                                                    const storage::PhoneNumber& caller) {
    return tx.responder_of_phone(exchange.ring.number_tag(caller));
}

menus::CodeCheck check_pin(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
                           const menus::Session& session, menus::NodeKind asked, std::string_view typed) {
    const auto responder = responder_calling(tx, exchange, caller);
    if (!responder) return {};
    if (asked == menus::NodeKind::new_pin) return of_new_pin(tx, exchange, *responder, session, typed);
    if (asked == menus::NodeKind::pin_again) return of_pin_again(tx, exchange, *responder, session, typed);
    return of_pin(tx, exchange, *responder, typed);
}

}  // namespace kengele::ussd
