#pragma once

#include <boost/system/error_code.hpp>

namespace kengele::aggregators {

// What a provider's request or answer means for us.
enum class Error {
    bad_request = 1,   // a callback we cannot read
    not_a_subscriber,  // sent by a short code or an alphanumeric name: never answered
    refused,           // the provider will never send this: final
    try_again,         // surely not sent; worth another try
    no_credit,         // as try_again, and the operator must act: credit, key or account
    unknown_outcome,   // may have been sent
    try_once_more,     // surely not sent; a second refusal is final
};

const boost::system::error_category& error_category();
boost::system::error_code make_error_code(Error error);

}  // namespace kengele::aggregators

template <>
struct boost::system::is_error_code_enum<kengele::aggregators::Error> : std::true_type {};
