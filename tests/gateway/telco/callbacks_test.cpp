#include "gateway/telco/callbacks.hpp"

#include <doctest/doctest.h>

#include "gateway/aggregators/form.hpp"

namespace kengele::telco {
namespace {

Call a_call() {
    return {"ATUid_1", *storage::PhoneNumber::parse("+254722000111"), "*384*911#", "", "", 0, {}};
}

TEST_CASE("a call is told as the platform's own form post") {
    auto call = a_call();
    call.transcript = "1*Kibera ndani";

    const auto request = ussd_callback("http://127.0.0.1:1/cb/at/s/ussd", call);

    CHECK(request.method == "POST");
    CHECK(request.target == "http://127.0.0.1:1/cb/at/s/ussd");
    CHECK(request.header("content-type") == "application/x-www-form-urlencoded");
    CHECK(request.body ==
          "sessionId=ATUid_1&serviceCode=%2A384%2A911%23&phoneNumber=%2B254722000111&networkCode=63902&"
          "text=1%2AKibera+ndani");
}

TEST_CASE("answers are joined with a star, and nothing a caller types is escaped") {
    auto call = a_call();
    call.hops = 1;

    call.type("1");
    ++call.hops;
    call.type("4*2");
    ++call.hops;
    call.type("");

    CHECK(call.transcript == "1*4*2*");
}

TEST_CASE("an empty first answer leaves the transcript empty, as on a real network") {
    auto call = a_call();
    call.hops = 1;

    call.type("");

    CHECK(call.transcript.empty());
}

TEST_CASE("only CON and END with 200 are answers") {
    struct Row {
        int status;
        const char* body;
        bool is_answer;
        bool waits;
        const char* text;
    };
    const Row rows[] = {
        {200, "CON Choose:\n1 Fire", true, true, "Choose:\n1 Fire"},
        {200, "END Thank you", true, false, "Thank you"},
        {200, " CON x", false, false, ""},
        {200, "", false, false, ""},
        {200, "CON", false, false, ""},
        {500, "CON x", false, false, ""},
        {404, "Not found", false, false, ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.body);

        const auto shown = read_answer(world::HttpResponse::text(row.status, row.body));

        CHECK(shown.is_answer == row.is_answer);
        CHECK(shown.waits == row.waits);
        CHECK(shown.text == row.text);
    }
}

TEST_CASE("an end event says how the call ended and for how long it lasted") {
    auto call = a_call();
    call.hops = 3;

    const auto request =
        ussd_end_callback("http://x/end", call, Ending::incomplete, world::Millis{12'345}, world::WallTime{});

    const auto form = *aggregators::Form::read(request);
    CHECK(form.value_or_empty("status") == "Incomplete");
    CHECK(form.value_or_empty("durationInMillis") == "12345");
    CHECK(form.value_or_empty("hopsCount") == "3");
    CHECK(form.value_or_empty("date") == "1970-01-01 00:00:00");
}

}  // namespace
}  // namespace kengele::telco
