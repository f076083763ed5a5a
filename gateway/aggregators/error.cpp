#include "gateway/aggregators/error.hpp"

#include <string>

namespace kengele::aggregators {
namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "aggregator"; }

    std::string message(int code) const override {
        switch (static_cast<Error>(code)) {
            case Error::bad_request:
                return "a callback that cannot be read";
            case Error::not_a_subscriber:
                return "sent by a short code or a name";
            case Error::refused:
                return "the provider refuses this text for good";
            case Error::try_again:
                return "the provider did not take the text now";
            case Error::no_credit:
                return "the account at the provider does not pay or is not known";
            case Error::unknown_outcome:
                return "the text may have been sent";
            case Error::try_once_more:
                return "the operator behind the provider did not take the text";
        }
        return "unknown aggregator error";
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

}  // namespace kengele::aggregators
