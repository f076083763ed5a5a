#pragma once

#include <boost/system/error_code.hpp>

namespace kengele::host {

// What the machine refused, by what its owner can do about it. What is not named here stays an error of the
// operating system.
enum class Error {
    address_taken = 1,  // another program listens there
    address_not_here,   // no interface of this machine has that address
    address_forbidden,  // a port below 1024 without the right to it
    not_private,        // a folder or file with secrets that others may read
    folder_locked,      // another process owns the data folder
    not_running,        // nobody listens on the control socket
    bad_name,           // a key file's name that could leave its folder
};

const boost::system::error_category& error_category();
boost::system::error_code make_error_code(Error error);

// The operating system's last error of this thread.
boost::system::error_code last_error();

}  // namespace kengele::host

template <>
struct boost::system::is_error_code_enum<kengele::host::Error> : std::true_type {};
