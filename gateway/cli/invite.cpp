#include <fmt/format.h>

#include <chrono>

#include "gateway/cli/owner.hpp"
#include "gateway/ussd/pin.hpp"

namespace kengele::cli {
namespace {

constexpr storage::Millis patience = std::chrono::seconds{60};

}  // namespace

Task<Answer> invite_responder(Owner& owner, const boost::json::object& request) {
    const auto number = storage::PhoneNumber::parse(text_of(request, "number"));
    if (!number) {
        co_return Answer::refuse("That is no subscriber's number.\nWrite it as 0712345678 or +254712345678.");
    }
    auto unit = [&owner,
                 tag = owner.ring.number_tag(*number)](storage::Transaction& tx) -> Result<std::string> {
        const auto responder = tx.responder_of_phone(tag);
        if (!responder) return make_error_code(storage::Error::not_found);
        return ussd::invite(tx, owner.ring, owner.random, responder->id);
    };
    const auto code = co_await owner.queue.commit(std::move(unit), patience);
    if (!code && code.error() == storage::Error::not_found) {
        co_return Answer::refuse(
            "No responder has this number.\nPut it on the roster first: kengele responders import FILE.csv.");
    }
    if (!code) co_return Answer::refuse("Not invited: " + code.error().message());
    co_return Answer{done,
                     fmt::format("{}\nGood once, for seven days: dial, choose 8, type it where the PIN is "
                                 "asked for, then choose a PIN.\n",
                                 *code),
                     {}};
}

}  // namespace kengele::cli
