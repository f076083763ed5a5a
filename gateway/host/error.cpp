#include "gateway/host/error.hpp"

#include <cerrno>
#include <string>

namespace kengele::host {
namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "host"; }

    std::string message(int code) const override {
        switch (static_cast<Error>(code)) {
            case Error::address_taken:
                return "another program listens on that address";
            case Error::address_not_here:
                return "this machine does not have that address";
            case Error::address_forbidden:
                return "listening on that port is not allowed";
            case Error::not_private:
                return "others may read it";
            case Error::folder_locked:
                return "another process owns the data folder";
            case Error::not_running:
                return "no service listens there";
            case Error::bad_name:
                return "not a name for a key file";
        }
        return "unknown host error";
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

boost::system::error_code last_error() {
    return {errno, boost::system::system_category()};
}

}  // namespace kengele::host
