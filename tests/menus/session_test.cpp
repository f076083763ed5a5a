#include "menus/session.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace kengele::menus;

namespace {

Session full_session() {
    Session session;
    session.menu_hash = std::string(64, 'f');
    session.node = "where";
    session.language = 1;
    session.page = 3;
    session.wrong_keys = 2;
    session.path = {"home", "kind"};
    session.fields = {{"kind", "fire"}, {"landmark", "shule {ya} \xC3\xA9"}};
    session.area = {AreaStep::Mode::list, {1450, 47}, 274};
    session.subject = std::string("a\0b", 3);
    session.claim = "42";
    session.hint = Session::Hint::unfit;
    session.filed = true;
    session.ended = true;
    return session;
}

}  // namespace

TEST_CASE("a session comes back as it was stored") {
    CHECK(decode(encode(full_session())) == full_session());
    CHECK(decode(encode(Session{})) == Session{});
}

TEST_CASE("a stored session is small") {
    CHECK(encode(full_session()).size() < 160);
}

TEST_CASE("a session cut short or continued is not one of ours") {
    const auto bytes = encode(full_session());

    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(decode(bytes.substr(0, size)));
    }
    CHECK_FALSE(decode(bytes + '\0'));
    CHECK_FALSE(decode(std::string(20'000, '\1')));
}

TEST_CASE("a session of another layout is not read") {
    auto bytes = encode(full_session());
    bytes.front() = 1;

    CHECK_FALSE(decode(bytes));
}

TEST_CASE("whatever is decoded from altered bytes encodes to those bytes") {
    std::mt19937 random(20261101);
    const auto sound = encode(full_session());

    for (int round = 0; round < 20'000; ++round) {
        auto bytes = sound;
        for (auto changes = random() % 4 + 1; changes > 0; --changes) {
            bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        const auto session = decode(bytes);
        if (session) CHECK(decode(encode(*session)) == session);
    }
}
