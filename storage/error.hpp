#pragma once

#include <boost/system/error_code.hpp>

namespace kengele::storage {

// What went wrong, by what the asker can do about it.
enum class Error {
    busy = 1,  // the queue is full: nothing was tried, ask again later
    too_late,  // the unit's give-up time passed before its commit began: rolled back, surely not saved
    in_doubt,  // the limit passed while a COMMIT was under way, or the COMMIT failed: it may or may not be
               // saved
    full,      // disk full or out of memory: rolled back, surely not saved; the store goes on
    conflict,  // a uniqueness rule refused the row
    not_found,
    failed,  // the unit threw: rolled back, surely not saved, logged
    broken,  // an earlier COMMIT or sync failed, or the file is damaged: nothing of this was saved; final,
             // the process must restart
    newer,   // the database was written by a newer program: left untouched
    locked,  // another process owns the data folder
};

const boost::system::error_category& error_category();
boost::system::error_code make_error_code(Error error);

}  // namespace kengele::storage

template <>
struct boost::system::is_error_code_enum<kengele::storage::Error> : std::true_type {};
