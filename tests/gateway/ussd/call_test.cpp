#include <doctest/doctest.h>

#include "gateway/ussd/call.hpp"

using namespace kengele::ussd;

namespace {

Call a_call() {
    Call call;
    call.transcript = "1*2*a*b";
    call.session.node = "place";
    call.session.fields["kind"] = "EMG1";
    call.follow_up = "482107369";
    call.began_in = 1;
    call.answer("1", {"one", true});
    call.answer("1*2", {"two\nlines", true});
    call.answer("1*2*a*b", {"bye", false});
    return call;
}

}  // namespace

TEST_CASE("a call comes back as it was stored") {
    const Call call = a_call();

    const auto back = decode(encode(call));

    REQUIRE(back.has_value());
    CHECK(*back == call);
}

TEST_CASE("how a call was dialled comes back too, and a plain call is written as it always was") {
    Call call = a_call();
    CHECK(encode(call).starts_with('3'));
    call.dialled = "31";
    call.beside = "31*4";

    const auto bytes = encode(call);

    CHECK(bytes.starts_with('4'));
    REQUIRE(decode(bytes).has_value());
    CHECK(*decode(bytes) == call);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto cut = decode(bytes.substr(0, size));
        if (cut) CHECK(cut->hops.size() < 3);
    }
}

TEST_CASE("only the last three answers are kept, each found by its transcript") {
    Call call = a_call();

    call.answer("1*2*a*b*", {"again", true});

    CHECK(call.hops.size() == 3);
    CHECK(call.answer_to("1") == nullptr);
    REQUIRE(call.answer_to("1*2") != nullptr);
    CHECK(call.answer_to("1*2")->text == "two\nlines");
}

TEST_CASE("bytes that are no call are refused, wherever they are cut") {
    const std::string whole = encode(a_call());

    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto cut = decode(whole.substr(0, size));
        // A cut between two kept answers is a shorter call; anything else is none.
        if (cut) CHECK(cut->hops.size() < 3);
    }
    CHECK_FALSE(decode("1" + whole.substr(1)).has_value());
    CHECK_FALSE(decode("1\xff\xff\xff\xffx").has_value());
}
