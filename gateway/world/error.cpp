#include "gateway/world/error.hpp"

#include <string>

namespace kengele::world {
namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "network"; }

    std::string message(int code) const override {
        switch (static_cast<Error>(code)) {
            case Error::unreachable:
                return "no connection";
            case Error::not_sent:
                return "the request did not leave";
            case Error::answer_lost:
                return "the connection ended before the answer";
            case Error::timed_out:
                return "no answer in time";
            case Error::bad_answer:
                return "the answer is no HTTP";
        }
        return "unknown network error";
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

}  // namespace kengele::world
