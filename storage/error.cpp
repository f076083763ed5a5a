#include "storage/error.hpp"

#include <string>

namespace kengele::storage {
namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "storage"; }

    std::string message(int code) const override {
        switch (static_cast<Error>(code)) {
            case Error::busy:
                return "too many units are waiting";
            case Error::too_late:
                return "the unit's time was over before its commit";
            case Error::in_doubt:
                return "the commit did not answer in time";
            case Error::full:
                return "no space or memory left to write";
            case Error::conflict:
                return "a uniqueness rule refused the row";
            case Error::not_found:
                return "no such row";
            case Error::failed:
                return "the unit of work failed";
            case Error::broken:
                return "the database can no longer be trusted to write";
            case Error::newer:
                return "the database was written by a newer version of the program";
            case Error::locked:
                return "another process owns the data folder";
        }
        return "unknown storage error";
    }
};

}  // namespace

const boost::system::error_category& error_category() {
    static const Category category;
    return category;
}

boost::system::error_code make_error_code(Error error) {
    return {static_cast<int>(error), error_category()};
}

}  // namespace kengele::storage
