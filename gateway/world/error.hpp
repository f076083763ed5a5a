#pragma once

#include <boost/system/error_code.hpp>

#include "storage/model/time.hpp"

namespace kengele::world {

// What can go wrong with the network, by what the sender may conclude.
enum class Error {
    unreachable = 1,  // no connection: surely not received
    not_sent,         // refused before any byte of the request left
    answer_lost,      // sent, and then no whole answer: may have been received
    timed_out,        // the limit passed after sending began: may have been received
    bad_answer,       // an answer that is no HTTP
};

const boost::system::error_category& error_category();
boost::system::error_code make_error_code(Error error);

}  // namespace kengele::world

template <>
struct boost::system::is_error_code_enum<kengele::world::Error> : std::true_type {};
