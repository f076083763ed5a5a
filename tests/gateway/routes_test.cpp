#include "gateway/routes.hpp"

#include <doctest/doctest.h>

namespace kengele::gateway {
namespace {

using aggregators::Callback;

ChannelConfig channel(std::string name, std::string secret) {
    ChannelConfig made;
    made.name = std::move(name);
    made.secret = storage::PrivateText{std::move(secret)};
    return made;
}

TEST_CASE("only the right secret of the right channel opens a callback") {
    const CallbackRoutes routes{
        {channel("at", "s3cret-s3cret-s3cret-1"), channel("two", "other-other-other-22")}};
    struct Row {
        const char* target;
        std::optional<CallbackRoute> expected;
    };
    const Row rows[] = {
        {"/cb/at/s3cret-s3cret-s3cret-1/ussd", CallbackRoute{0, Callback::ussd}},
        {"/cb/at/s3cret-s3cret-s3cret-1/ussd-end", CallbackRoute{0, Callback::ussd_end}},
        {"/cb/at/s3cret-s3cret-s3cret-1/sms", CallbackRoute{0, Callback::sms}},
        {"/cb/two/other-other-other-22/dlr", CallbackRoute{1, Callback::dlr}},
        {"/cb/at/s3cret-s3cret-s3cret-1/ussd?x=1", CallbackRoute{0, Callback::ussd}},
        {"/cb/at/other-other-other-22/ussd", std::nullopt},
        {"/cb/at/s3cret-s3cret-s3cret-2/ussd", std::nullopt},
        {"/cb/at/s3cret-s3cret-s3cret-/ussd", std::nullopt},
        {"/cb/at//ussd", std::nullopt},
        {"/cb/none/s3cret-s3cret-s3cret-1/ussd", std::nullopt},
        {"/cb/at/s3cret-s3cret-s3cret-1/USSD", std::nullopt},
        {"/cb/at/s3cret-s3cret-s3cret-1/ussd/", std::nullopt},
        {"/cb/at/s3cret-s3cret-s3cret-1", std::nullopt},
        {"/CB/at/s3cret-s3cret-s3cret-1/ussd", std::nullopt},
        {"//cb/at/s3cret-s3cret-s3cret-1/ussd", std::nullopt},
        {"/cb", std::nullopt},
        {"/", std::nullopt},
        {"", std::nullopt},
    };
    for (const auto& row : rows) {
        CAPTURE(row.target);

        CHECK((routes.find(row.target) == row.expected));
    }
}

TEST_CASE("a channel's own path opens its own door") {
    const auto at = channel("at", "s3cret");
    const CallbackRoutes routes{{at}};

    CHECK(callback_path(at, Callback::ussd_end) == "/cb/at/s3cret/ussd-end");
    CHECK((routes.find(callback_path(at, Callback::dlr)) == CallbackRoute{0, Callback::dlr}));
}

}  // namespace
}  // namespace kengele::gateway
