#pragma once

#include <boost/system/result.hpp>

namespace kengele {

// What may well fail says so in its type. The error is an error_code of the folder that failed.
template <class T>
using Result = boost::system::result<T>;

}  // namespace kengele
