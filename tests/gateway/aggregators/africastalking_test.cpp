#include "gateway/aggregators/africastalking/africastalking.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <sstream>

using namespace kengele;
using namespace kengele::aggregators;
using namespace std::chrono_literals;
using State = storage::DeliveryReport::State;

namespace {

gateway::ChannelConfig account() {
    gateway::ChannelConfig channel;
    channel.name = "at";
    channel.kind = "africastalking";
    channel.username = "kengele";
    channel.api_key = storage::PrivateText("key-of-the-account");
    channel.api_base = "https://api.africastalking.com";
    channel.sender = "22384";
    return channel;
}

const AfricasTalking provider(account());

world::HttpRequest post(std::string body) {
    return {
        "POST", "/cb/at/secret/x", {{"Content-Type", "application/x-www-form-urlencoded"}}, std::move(body)};
}

// One message as it went over the wire, but for line ends.
struct Recording {
    std::string first_line;
    std::vector<world::HttpHeader> headers;
    std::string body;

    world::HttpRequest request() const {
        const auto space = first_line.find(' ');
        const auto target = first_line.substr(space + 1, first_line.rfind(' ') - space - 1);
        return {first_line.substr(0, space), target, headers, body};
    }
    world::HttpResponse response() const {
        return {std::stoi(first_line.substr(first_line.find(' '))), headers.front().value, body, {}};
    }
};

Recording recording(const std::string& name) {
    std::ifstream file(std::string(KENGELE_SOURCE_DIR) +
                       "/tests/gateway/aggregators/recordings/africastalking/" + name + ".http");
    REQUIRE(file.is_open());
    Recording recorded;
    std::getline(file, recorded.first_line);
    for (std::string line; std::getline(file, line) && !line.empty();) {
        const auto colon = line.find(':');
        recorded.headers.push_back({line.substr(0, colon), line.substr(colon + 2)});
    }
    std::getline(file, recorded.body);
    return recorded;
}

template <class T>
T played(const std::string& name, Callback callback) {
    return std::get<T>(provider.read(callback, recording(name).request()).value());
}

const OutgoingText text{storage::PhoneNumber::parse("+254700072929").value(),
                        storage::PrivateText("KENGELE 4829137: moto & moshi")};

std::string answer(const std::string& recipients) {
    return R"({"SMSMessageData":{"Message":"any prose","Recipients":)" + recipients + "}}";
}

std::string recipient(const std::string& code, const std::string& number = "+254700072929") {
    return R"({"messageId":"ATXid_1","number":")" + number + R"(","status":"x","statusCode":)" + code + "}";
}

}  // namespace

TEST_CASE("recorded callbacks are read as what they are") {
    const auto start = played<UssdTurn>("ussd_start", Callback::ussd);
    CHECK(start.session_id == "ATUid_5d3b4c2bc589f4811820a7184eed4df5");
    CHECK(start.caller.reveal() == "+254711000111");
    CHECK(start.service_code == "*384*911#");
    CHECK(start.network == "63902");
    CHECK(start.transcript.empty());

    const auto input = played<UssdTurn>("ussd_input", Callback::ussd);
    CHECK(input.session_id == start.session_id);
    CHECK(input.service_code == "*384*911#");
    CHECK(input.transcript.reveal() == "1*2*Makina juu");

    const auto end = played<UssdEnd>("ussd_end", Callback::ussd_end);
    CHECK(end.session_id == start.session_id);
    CHECK(end.caller == start.caller);
    CHECK(end.reached_the_end);
    CHECK(end.last_screen_waited == false);

    const auto sms = played<InboundSms>("sms_reply", Callback::sms);
    CHECK(sms.id == "ec9adc86-51d5-4bc8-8eb0-d8ab0bb53dc3");
    CHECK(sms.sender.reveal() == "+254791541111");
    CHECK(sms.text.reveal() == "4821 1");
    CHECK(sms.network == "63902");
    CHECK(sms.sent == std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + 15h + 46min + 2s);

    const auto delivered = played<DeliveryNews>("dlr_delivered", Callback::dlr);
    CHECK(delivered.id == "ATXid_7468c9a2b1d94f3d");
    CHECK(delivered.state == State::delivered);

    const auto failed = played<DeliveryNews>("dlr_failed", Callback::dlr);
    CHECK(failed.state == State::failed);
    CHECK(failed.reason == "DeliveryFailure");
}

TEST_CASE("a text to send is asked for exactly as recorded, and its recorded answers are understood") {
    const auto asked = provider.sms_request(text);
    const auto expected = recording("send_request").request();

    CHECK(asked.method == expected.method);
    CHECK(asked.target == expected.target);
    CHECK(asked.body == expected.body);
    REQUIRE(asked.headers.size() == expected.headers.size());
    for (const auto& header : expected.headers)
        CHECK(asked.header(header.name) == header.value);

    CHECK(provider.sms_outcome(text, recording("send_accepted").response()).value().provider_id ==
          "ATXid_7468c9a2b1d94f3d");
    CHECK(provider.sms_outcome(text, recording("send_wrong_sender").response()).error() == Error::refused);
    CHECK(provider.sms_outcome(text, recording("send_wrong_key").response()).error() == Error::no_credit);
}

TEST_CASE("the shared sender is asked for by leaving the field out") {
    auto channel = account();
    channel.sender.clear();
    channel.api_base = "http://127.0.0.1:9000/";

    const auto asked = AfricasTalking(channel).sms_request(text);

    CHECK(asked.target == "http://127.0.0.1:9000/version1/messaging");
    CHECK(asked.body.find("from=") == std::string::npos);
}

TEST_CASE("neither number, text nor key is in the address of a send") {
    const auto asked = provider.sms_request(text);

    CHECK(asked.target.find("254700072929") == std::string::npos);
    CHECK(asked.target.find("moto") == std::string::npos);
    CHECK(asked.target.find("key-of") == std::string::npos);
    CHECK(asked.body.find("key-of") == std::string::npos);
}

TEST_CASE("turns of a call") {
    struct Row {
        std::string name;
        std::string body;
        bool is_read;
        std::string caller;
        std::string transcript;
    };
    const std::string well = "sessionId=s1&phoneNumber=%2B254711000111";
    const std::string who = "+254711000111";
    const std::vector<Row> rows{
        {"first request", well + "&serviceCode=*384#&networkCode=63902&text=", true, who, ""},
        {"text absent is text empty", well, true, who, ""},
        {"network absent", well + "&text=1", true, who, "1"},
        {"unknown fields", well + "&text=1&debug=1&signature=zz", true, who, "1"},
        {"encoded asterisk", well + "&text=1%2A2", true, who, "1*2"},
        {"plain asterisk", well + "&text=1*2", true, who, "1*2"},
        {"trailing asterisk kept", well + "&text=1*", true, who, "1*"},
        {"typed hash kept", well + "&text=1*%23", true, who, "1*#"},
        {"leading zeros kept", well + "&text=00", true, who, "00"},
        {"plus in text is a space", well + "&text=near+church", true, who, "near church"},
        {"encoded plus in text is a plus", well + "&text=a%2Bb", true, who, "a+b"},
        {"spaces in text kept", well + "&text=+1+", true, who, " 1 "},
        {"deep dialled first request", well + "&text=1*2*3", true, who, "1*2*3"},
        {"bad byte in text", well + "&text=caf%E9", true, who, "caf\xEF\xBF\xBD"},
        {"half a percent sequence", well + "&text=1*%2", true, who,
         "1*\xEF\xBF\xBD"
         "2"},
        {"emoji", well + "&text=%F0%9F%94%A5", true, who, "\xF0\x9F\x94\xA5"},
        {"raw plus in the number", "sessionId=s1&phoneNumber=+254711000111", true, who, ""},
        {"number without plus", "sessionId=s1&phoneNumber=254711000111", true, who, ""},
        {"number with 00", "sessionId=s1&phoneNumber=00254711000111", true, who, ""},
        {"national number", "sessionId=s1&phoneNumber=0711000111", true, who, ""},
        {"repeated number, first wins", well + "&phoneNumber=%2B254722000222", true, who, ""},
        {"repeated text, first wins", well + "&text=1&text=2", true, who, "1"},
        {"fields in another order", "text=1&phoneNumber=%2B254711000111&sessionId=s1", true, who, "1"},
        {"no session", "phoneNumber=%2B254711000111&text=1", false, "", ""},
        {"empty session", "sessionId=&phoneNumber=%2B254711000111", false, "", ""},
        {"no number", "sessionId=s1&text=1", false, "", ""},
        {"empty number", "sessionId=s1&phoneNumber=&text=1", false, "", ""},
        {"a name for a number", "sessionId=s1&phoneNumber=Safaricom", false, "", ""},
        {"a short code for a number", "sessionId=s1&phoneNumber=22384", false, "", ""},
        {"a number a million digits long", "sessionId=s1&phoneNumber=" + std::string(1'000'000, '7'), false,
         "", ""},
        {"a number eight thousand digits long", "sessionId=s1&phoneNumber=" + std::string(8'000, '7'), false,
         "", ""},
        {"names in other capitals are unknown", "sessionid=s1&phonenumber=%2B254711000111", false, "", ""},
        {"empty body", "", false, "", ""},
        {"a body of JSON", R"({"sessionId":"s1","phoneNumber":"+254711000111"})", false, "", ""},
    };

    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto read = provider.read(Callback::ussd, post(row.body));
        REQUIRE(read.has_value() == row.is_read);
        if (!row.is_read) {
            CHECK(read.error() == Error::bad_request);
            continue;
        }
        const auto& turn = std::get<UssdTurn>(*read);
        CHECK(turn.session_id == "s1");
        CHECK(turn.caller.reveal() == row.caller);
        CHECK(turn.transcript.reveal() == row.transcript);
    }
}

TEST_CASE("only the word Success says that the last screen was shown") {
    struct Row {
        std::string fields;
        bool reached;
    };
    const std::vector<Row> rows{
        {"&status=Success", true},
        {"&status=success", true},
        {"&status=Success&input=&errorMessage=", true},
        {"&status=Incomplete", false},
        {"&status=Failed&errorMessage=bad+answer", false},
        {"&status=Sucess", false},
        {"&status=Finished", false},
        {"&status=", false},
        {"", false},
    };

    for (const auto& row : rows) {
        CAPTURE(row.fields);
        const auto read =
            provider.read(Callback::ussd_end, post("sessionId=s1&phoneNumber=%2B254711000111" + row.fields));
        REQUIRE(read.has_value());
        CHECK(std::get<UssdEnd>(*read).reached_the_end == row.reached);
        CHECK_FALSE(std::get<UssdEnd>(*read).last_screen_waited.has_value());
    }
    CHECK(provider.read(Callback::ussd_end, post("phoneNumber=%2B254711000111&status=Success")).error() ==
          Error::bad_request);
    CHECK(provider.read(Callback::ussd_end, post("sessionId=s1&status=Success")).error() ==
          Error::bad_request);
}

TEST_CASE("inbound texts, and who sends them") {
    struct Row {
        std::string name;
        std::string body;
        boost::system::error_code error;
        std::string id;
        std::string words;
    };
    const std::string from = "from=%2B254791541111";
    const std::vector<Row> rows{
        {"plain", from + "&id=m1&text=4821+1&to=22384", {}, "m1", "4821 1"},
        {"without id", from + "&text=1", {}, "", "1"},
        {"empty text", from + "&id=m1&text=", {}, "m1", ""},
        {"text absent", from + "&id=m1", {}, "m1", ""},
        {"raw plus in from", "from=+254791541111&id=m1&text=1", {}, "m1", "1"},
        {"raw plus in text stays a space", from + "&id=m1&text=+1", {}, "m1", " 1"},
        {"national from", "from=0791541111&id=m1&text=1", {}, "m1", "1"},
        {"from without plus", "from=254791541111&id=m1&text=1", {}, "m1", "1"},
        {"several lines", from + "&id=m1&text=1%0A%3E+KENGELE", {}, "m1", "1\n> KENGELE"},
        {"other date form", from + "&id=m1&text=1&date=2026-05-03T06%3A04%3A45.123%2B03%3A00", {}, "m1", "1"},
        {"premium fields", from + "&id=m1&text=1&linkId=03090445075804249226", {}, "m1", "1"},
        {"repeated id, first wins", from + "&id=m1&id=m2&text=1", {}, "m1", "1"},
        {"bad byte in text",
         from + "&id=m1&text=%FF1",
         {},
         "m1",
         "\xEF\xBF\xBD"
         "1"},
        {"a short code", "from=22384&id=m1&text=1", Error::not_a_subscriber, "", ""},
        {"a name", "from=Safaricom&id=m1&text=1", Error::not_a_subscriber, "", ""},
        {"MPESA", "from=MPESA&id=m1&text=Confirmed", Error::not_a_subscriber, "", ""},
        {"from absent", "id=m1&text=1", Error::bad_request, "", ""},
        {"from empty", "from=&id=m1&text=1", Error::bad_request, "", ""},
        {"empty body", "", Error::bad_request, "", ""},
    };

    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto read = provider.read(Callback::sms, post(row.body));
        REQUIRE(read.has_error() == static_cast<bool>(row.error));
        if (row.error) {
            CHECK(read.error() == row.error);
            continue;
        }
        const auto& sms = std::get<InboundSms>(*read);
        CHECK(sms.sender.reveal() == "+254791541111");
        CHECK(sms.id == row.id);
        CHECK(sms.text.reveal() == row.words);
    }
}

TEST_CASE("when a text was sent is read in every form seen, in UTC; what is no moment is none") {
    struct Row {
        std::string date;
        std::optional<std::chrono::seconds> since_midnight;  // of 2017-05-03
    };
    const auto moment = 6h + 4min + 45s;
    const std::vector<Row> rows{
        {"2017-05-03T06:04:45Z", moment},
        {"2017-05-03 06:04:45", moment},
        {"2017-05-03+06%3A04%3A45", moment},
        {"2017-05-03T06:04:45", moment},
        {"2017-05-03 06:04:45Z", moment},
        {"2017-05-03T06:04:45.123Z", moment},
        {"2017-05-03T06:04:45.123456", moment},
        {"2017-05-03T09:04:45%2B03:00", moment},
        {"2017-05-03T09:04:45.123%2B03:00", moment},
        {"2017-05-03T04:34:45-01:30", moment},
        {"", {}},
        {"2017-05-03", {}},
        {"2017-05-03 06:04", {}},
        {"2017-13-03 06:04:45", {}},
        {"2017-02-30 06:04:45", {}},
        {"2017-05-03 26:04:45", {}},
        {"03/05/2017 06:04:45 AM", {}},
        {"2017-05-03 06:04:45 03:00", {}},
        {"2017-05-03 06:04:45 and more", {}},
        {"1493791485000000000", {}},
    };

    for (const auto& row : rows) {
        CAPTURE(row.date);
        const auto read =
            provider.read(Callback::sms, post("from=%2B254791541111&id=m1&text=1&date=" + row.date));
        REQUIRE(read.has_value());
        const auto& sms = std::get<InboundSms>(*read);
        REQUIRE(sms.sent.has_value() == row.since_midnight.has_value());
        if (!row.since_midnight) continue;
        CHECK(*sms.sent == std::chrono::sys_days(std::chrono::year(2017) / 5 / 3) + *row.since_midnight);
    }
    const auto silent = provider.read(Callback::sms, post("from=%2B254791541111&id=m1&text=1"));
    CHECK_FALSE(std::get<InboundSms>(*silent).sent.has_value());
}

TEST_CASE("delivery reports: every status in the table, and words that are not") {
    struct Row {
        std::string fields;
        State state;
        std::string reason;
    };
    const std::vector<Row> rows{
        {"status=Sent", State::underway, "Sent"},
        {"status=Submitted", State::underway, "Submitted"},
        {"status=Buffered", State::underway, "Buffered"},
        {"status=buffered", State::underway, "buffered"},
        {"status=Success", State::delivered, "Success"},
        {"status=SUCCESS", State::delivered, "SUCCESS"},
        {"status=Rejected", State::failed, "Rejected"},
        {"status=Rejected&failureReason=InsufficientCredit", State::failed, "InsufficientCredit"},
        {"status=Failed", State::failed, "Failed"},
        {"status=Failed&failureReason=UserInBlackList", State::failed, "UserInBlackList"},
        {"status=Failed&failureReason=NotNetworkSubcriber", State::failed, "NotNetworkSubcriber"},
        {"status=Failed&failureReason=SomethingNew", State::failed, "SomethingNew"},
        {"status=Failed&failureReason=", State::failed, "Failed"},
        {"status=Expired", State::failed, "Expired"},
        {"status=AbsentSubscriber", State::failed, "AbsentSubscriber"},
        {"status=Success&failureReason=odd", State::delivered, "Success"},
        {"status=Teleported", State::underway, "Teleported"},
        {"status=DeliveredToHandset", State::underway, "DeliveredToHandset"},
        {"status=x%0A%22%7Bfake%7D", State::underway, "xfake"},
        {"status=" + std::string(500, 'a'), State::underway, std::string(40, 'a')},
        {"status=Success&status=Failed", State::delivered, "Success"},
    };

    for (const auto& row : rows) {
        CAPTURE(row.fields);
        const auto read = provider.read(Callback::dlr, post("id=ATXid_1&" + row.fields));
        REQUIRE(read.has_value());
        const auto& news = std::get<DeliveryNews>(*read);
        CHECK(news.id == "ATXid_1");
        CHECK(news.state == row.state);
        CHECK(news.reason == row.reason);
    }
    CHECK(provider.read(Callback::dlr, post("status=Success")).error() == Error::bad_request);
    CHECK(provider.read(Callback::dlr, post("id=&status=Success")).error() == Error::bad_request);
    CHECK(provider.read(Callback::dlr, post("id=ATXid_1")).error() == Error::bad_request);
    CHECK(provider.read(Callback::dlr, post("id=ATXid_1&status=")).error() == Error::bad_request);
}

TEST_CASE("what the provider says of a send decides whether it is over, tried again or in doubt") {
    struct Row {
        std::string name;
        int status;
        std::string body;
        boost::system::error_code error;
    };
    const auto list = [](const std::string& code) { return answer("[" + recipient(code) + "]"); };
    const std::vector<Row> rows{
        {"processed", 201, list("100"), {}},
        {"sent", 201, list("101"), {}},
        {"queued", 201, list("102"), {}},
        {"queued, plain 200", 200, list("102"), {}},
        {"risk hold", 201, list("401"), Error::refused},
        {"invalid sender", 201, list("402"), Error::refused},
        {"invalid number", 201, list("403"), Error::refused},
        {"unsupported number", 201, list("404"), Error::refused},
        {"no balance", 201, list("405"), Error::no_credit},
        {"blacklisted", 201, list("406"), Error::refused},
        {"no route", 201, list("407"), Error::refused},
        {"do not disturb", 201, list("409"), Error::refused},
        {"internal error", 201, list("500"), Error::try_again},
        {"gateway error", 201, list("501"), Error::try_again},
        {"rejected by gateway", 201, list("502"), Error::try_once_more},
        {"a code nobody told us of", 201, list("299"), Error::unknown_outcome},
        {"a code in quotes", 201, list("\"101\""), Error::unknown_outcome},
        {"no code", 201, answer(R"([{"number":"+254700072929","status":"Success"}])"),
         Error::unknown_outcome},
        {"no recipients", 201, answer("[]"), Error::refused},
        {"recipients null", 201, answer("null"), Error::refused},
        {"recipients absent", 201, R"({"SMSMessageData":{"Message":"Sent to 1/1"}})", Error::refused},
        {"prose says sent, code says no", 201, answer("[" + recipient("403") + "]"), Error::refused},
        {"another number only", 201, answer("[" + recipient("101", "+254700000000") + "]"),
         Error::unknown_outcome},
        {"ours is the second",
         201,
         answer("[" + recipient("403", "+254700000000") + "," + recipient("101") + "]"),
         {}},
        {"ours without plus", 201, answer("[" + recipient("101", "254700072929") + "]"), {}},
        {"an odd entry before ours", 201, answer("[7," + recipient("101") + "]"), {}},
        {"an entry without number", 201, answer(R"([{"statusCode":101}])"), Error::unknown_outcome},
        {"half an answer", 201, list("101").substr(0, 60), Error::unknown_outcome},
        {"an empty answer", 201, "", Error::unknown_outcome},
        {"a list", 201, "[]", Error::unknown_outcome},
        {"XML after all", 200, "<AfricasTalkingResponse/>", Error::unknown_outcome},
        {"no data in it", 201, "{}", Error::unknown_outcome},
        {"wrong key", 401, "The supplied authentication is invalid", Error::no_credit},
        {"account closed", 403, "", Error::no_credit},
        {"throttled", 429, "", Error::try_again},
        {"request too slow", 408, "", Error::try_again},
        {"bad request", 400, "", Error::refused},
        {"no such address", 404, "", Error::no_credit},
        {"moved", 302, "", Error::try_again},
        {"server error", 500, "", Error::unknown_outcome},
        {"server error with a good-looking body", 500, list("101"), Error::unknown_outcome},
        {"bad gateway", 502, "<html>", Error::unknown_outcome},
        {"unavailable", 503, "", Error::unknown_outcome},
        {"gateway timeout", 504, "", Error::unknown_outcome},
    };

    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto outcome = provider.sms_outcome(text, {row.status, "application/json", row.body, {}});
        REQUIRE(outcome.has_error() == static_cast<bool>(row.error));
        if (row.error) {
            CHECK(outcome.error() == row.error);
        } else {
            CHECK(outcome->provider_id == "ATXid_1");
        }
    }
}

TEST_CASE("an accepted text may come without a message id") {
    const auto none = R"([{"messageId":"None","number":"+254700072929","statusCode":101}])";
    const auto absent = R"([{"number":"+254700072929","statusCode":101}])";

    CHECK(provider.sms_outcome(text, {201, "application/json", answer(none), {}})->provider_id.empty());
    CHECK(provider.sms_outcome(text, {201, "application/json", answer(absent), {}})->provider_id.empty());
}

TEST_CASE("a screen begins with the provider's word and nothing before it") {
    const auto more = provider.reply({"Kengele\n1 Report\n2 Check", true});
    const auto last = provider.reply({"Asante", false});

    CHECK(more.status == 200);
    CHECK(more.content_type.starts_with("text/plain"));
    CHECK(more.body == "CON Kengele\n1 Report\n2 Check");
    CHECK(last.body == "END Asante");
    CHECK(provider.received().status == 200);
}
