#include "gateway/telco/telco.hpp"

#include <doctest/doctest.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "gateway/aggregators/form.hpp"
#include "tests/gateway/telco/fakes.hpp"

namespace kengele::telco {
namespace {

using storage::PhoneNumber;
using tests::finish;

struct Bench {
    tests::HandClock clock;
    tests::CountingRandom random;
    tests::ScriptedClient gateway;
    Telco telco{settings(), gateway, clock, random};

    Bench() { telco.connect({"http://g/ussd", "http://g/ussd-end", "http://g/sms", "http://g/dlr"}); }

    static Settings settings() {
        Settings settings;
        settings.api_key = storage::PrivateText{"key"};
        settings.labels = {{*PhoneNumber::parse("0733000001"), "Chief"}};
        return settings;
    }

    world::HttpResponse ask(std::string target, const boost::json::object& body) {
        return finish(telco.handle({"POST",
                                    std::move(target),
                                    {{"Content-Type", "application/json"}},
                                    boost::json::serialize(body)}));
    }
    boost::json::object told(std::string target, const boost::json::object& body) {
        const auto response = ask(std::move(target), body);
        REQUIRE(response.status == 200);
        return boost::json::parse(response.body).as_object();
    }
    world::HttpResponse send_text(const std::string& to, const std::string& key = "key") {
        return finish(telco.handle(
            {"POST",
             "/version1/messaging",
             {{"apiKey", key}, {"Content-Type", "application/x-www-form-urlencoded"}},
             aggregators::encode_form({{"username", "sandbox"}, {"to", to}, {"message", "Fire"}})}));
    }
    boost::json::object state() {
        return boost::json::parse(finish(telco.handle({"GET", "/telco/state", {}, ""})).body).as_object();
    }
    // Lets what is due travel for this long.
    void pass(world::Millis time) {
        boost::asio::io_context loop;
        boost::asio::co_spawn(loop, telco.run(), boost::asio::detached);
        for (const auto until = clock.elapsed + time; clock.elapsed < until;
             clock.elapsed += world::Millis{50}) {
            for (int i = 0; i < 10; ++i)
                loop.poll_one();
        }
    }
    std::vector<std::string> sent_to(std::string_view url) {
        std::vector<std::string> bodies;
        for (const auto& request : gateway.sent) {
            if (request.target == url) bodies.push_back(request.body);
        }
        return bodies;
    }
};

std::string field(std::string body, std::string_view name) {
    const auto form = aggregators::Form::read({"POST", "", {}, std::move(body)});
    return std::string{form->value_or_empty(name)};
}

boost::json::object first_recipient(const world::HttpResponse& response) {
    return boost::json::parse(response.body)
        .at("SMSMessageData")
        .at("Recipients")
        .as_array()
        .at(0)
        .as_object();
}

TEST_CASE("a text is taken as the real platform takes it, shown on the phone and reported") {
    Bench bench;

    const auto response = bench.send_text("+254733000001");

    CHECK(response.status == 201);
    const auto recipient = first_recipient(response);
    CHECK(recipient.at("statusCode").as_int64() == 101);
    CHECK(recipient.at("number").as_string() == "+254733000001");
    const auto phone = bench.state().at("phones").as_array().at(0).as_object();
    CHECK(phone.at("label").as_string() == "Chief");
    CHECK(phone.at("texts").as_array().at(0).as_object().at("text").as_string() == "Fire");
    bench.pass(std::chrono::seconds{2});
    const auto reports = bench.sent_to("http://g/dlr");
    REQUIRE(reports.size() == 2);
    CHECK(field(reports[1], "status") == "Success");
    CHECK(field(reports[1], "id") == recipient.at("messageId").as_string());
}

TEST_CASE("a wrong key is refused as plain text") {
    Bench bench;

    const auto response = bench.send_text("+254733000001", "other");

    CHECK(response.status == 401);
    CHECK(bench.state().at("phones").as_array().empty());
}

TEST_CASE("a phone that is off is reported as failed, a barred one is refused at once") {
    Bench bench;
    bench.told("/telco/phone", {{"number", "0733000001"}, {"reach", "off"}});
    bench.told("/telco/phone", {{"number", "0733000002"}, {"reach", "barred"}});

    const auto off = first_recipient(bench.send_text("+254733000001"));
    const auto barred = first_recipient(bench.send_text("+254733000002"));
    bench.pass(std::chrono::seconds{2});

    CHECK(off.at("statusCode").as_int64() == 101);
    CHECK(barred.at("statusCode").as_int64() == 406);
    const auto reports = bench.sent_to("http://g/dlr");
    REQUIRE(reports.size() == 2);
    CHECK(field(reports[1], "status") == "Failed");
}

TEST_CASE("a counted fault passes by itself") {
    Bench bench;
    bench.told("/telco/faults", {{"fault", "error_500"}, {"count", 1}});

    CHECK(bench.send_text("+254733000001").status == 500);
    CHECK(bench.send_text("+254733000001").status == 201);
}

TEST_CASE("a call goes to the gateway with everything typed so far, and its end is told") {
    Bench bench;
    bench.gateway.answer = [](const world::HttpRequest& request) {
        const bool is_first = request.target == "http://g/ussd" && field(request.body, "text").empty();
        return world::HttpResponse::text(200, is_first ? "CON Choose\n1 Fire" : "END Thank you");
    };

    const auto first = bench.told("/telco/dial", {{"number", "0722000111"}});
    const auto last = bench.told("/telco/press", {{"session", first.at("session")}, {"typed", "1"}});
    bench.pass(std::chrono::seconds{1});

    CHECK(first.at("text").as_string() == "Choose\n1 Fire");
    CHECK(first.at("units").as_int64() == 13);
    CHECK(first.at("waits").as_bool());
    CHECK_FALSE(last.at("waits").as_bool());
    CHECK(field(bench.sent_to("http://g/ussd").at(1), "text") == "1");
    CHECK(field(bench.sent_to("http://g/ussd-end").at(0), "status") == "Success");
}

TEST_CASE("what is dialled behind the code is told as if it had been typed") {
    Bench bench;
    bench.gateway.answer = [](const world::HttpRequest&) {
        return world::HttpResponse::text(200, "CON Choose\n1 Fire");
    };

    const auto first = bench.told("/telco/dial", {{"number", "0722000111"}, {"code", "*384*911*31#"}});
    bench.told("/telco/press", {{"session", first.at("session")}, {"typed", "4"}});
    bench.told("/telco/dial", {{"number", "0722000111"}, {"code", "*384*911#"}});

    const auto sent = bench.sent_to("http://g/ussd");
    REQUIRE(sent.size() == 3);
    CHECK(field(sent[0], "text") == "31");
    CHECK(field(sent[0], "serviceCode") == "*384*911#");
    CHECK(field(sent[1], "text") == "31*4");
    CHECK(field(sent[2], "text").empty());
    for (const char* other : {"*384*912#", "*384*911*31", "*384*9110#", "*384*911*#", "#", "31"})
        CHECK(bench.ask("/telco/dial", {{"number", "0722000111"}, {"code", other}}).status == 400);
}

TEST_CASE("hanging up is told as incomplete, once") {
    Bench bench;
    bench.gateway.answer = [](const world::HttpRequest&) {
        return world::HttpResponse::text(200, "CON Choose");
    };
    const auto session = bench.told("/telco/dial", {{"number", "0722000111"}}).at("session");

    bench.told("/telco/hang_up", {{"session", session}});
    const auto again = bench.ask("/telco/hang_up", {{"session", session}});

    CHECK(again.status == 404);
    bench.gateway.answer = [](const world::HttpRequest&) { return world::HttpResponse::text(200, ""); };
    bench.pass(std::chrono::seconds{1});
    const auto ends = bench.sent_to("http://g/ussd-end");
    REQUIRE(ends.size() == 1);
    CHECK(field(ends[0], "status") == "Incomplete");
}

TEST_CASE("the network drops a call after three minutes") {
    Bench bench;
    bench.gateway.answer = [](const world::HttpRequest& request) {
        return world::HttpResponse::text(200, request.target == "http://g/ussd" ? "CON Choose" : "");
    };
    const auto session = bench.told("/telco/dial", {{"number", "0722000111"}}).at("session");
    bench.clock.elapsed += std::chrono::seconds{181};

    bench.pass(std::chrono::seconds{1});

    CHECK(bench.ask("/telco/press", {{"session", session}, {"typed", "1"}}).status == 404);
    CHECK(bench.sent_to("http://g/ussd-end").size() == 1);
}

TEST_CASE("a reply comes again until the gateway has taken it") {
    Bench bench;
    int refusals = 2;
    bench.gateway.answer = [&](const world::HttpRequest&) {
        return world::HttpResponse::text(refusals-- > 0 ? 503 : 200, "");
    };

    bench.told("/telco/reply", {{"number", "0733000001"}, {"text", "4821 1"}});
    bench.pass(std::chrono::seconds{30});

    const auto posts = bench.sent_to("http://g/sms");
    REQUIRE(posts.size() == 3);
    CHECK(posts[0] == posts[2]);
    CHECK(field(posts[0], "from") == "+254733000001");
    CHECK(field(posts[0], "text") == "4821 1");
}

TEST_CASE("another page of a browser cannot post here, and the page itself allows no foreign script") {
    Bench bench;

    const auto foreign = finish(bench.telco.handle(
        {"POST", "/telco/reply", {{"Content-Type", "text/plain"}}, R"({"number":"0733"})"}));
    const auto page = finish(bench.telco.handle({"GET", "/", {}, ""}));

    CHECK(foreign.status == 415);
    CHECK(page.status == 200);
    CHECK(page.body.find("onclick") == std::string::npos);
    REQUIRE_FALSE(page.headers.empty());
    CHECK(page.headers[1].value.find("default-src 'self'") != std::string::npos);
}

}  // namespace
}  // namespace kengele::telco
