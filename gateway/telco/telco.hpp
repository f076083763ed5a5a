#pragma once

#include <boost/json/object.hpp>
#include <list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/telco/callbacks.hpp"
#include "gateway/telco/faults.hpp"
#include "gateway/telco/phones.hpp"
#include "gateway/world/clock.hpp"
#include "gateway/world/http.hpp"
#include "gateway/world/random.hpp"
#include "storage/model/private_text.hpp"

namespace kengele::telco {

struct Settings {
    std::string service_name = "Kengele";
    std::string service_code = "*384*911#";
    std::string sms_number = "22384";
    std::string username = "sandbox";
    storage::PrivateText api_key;
    std::vector<std::pair<storage::PhoneNumber, std::string>> labels;  // whose phone is whose
};

// The mobile network and the aggregator of a demonstration, in one: it takes our texts as Africa's Talking
// does (POST /version1/messaging), reports on them, carries calls and replies of its phones to our callbacks,
// and goes wrong on demand. A page at / dials and replies; /telco/... is its JSON. For loopback only. One
// thread.
class Telco final : public world::HttpHandler {
public:
    Telco(Settings settings, world::HttpClient& http, world::Clock& clock, world::Random& random);

    // Before the first call or reply: where the gateway listens.
    void connect(CallbackUrls urls) { urls_ = std::move(urls); }

    Task<world::HttpResponse> handle(world::HttpRequest request) override;

    // Carries what is due to the gateway, reports and replies, until cancelled. A refused one comes again.
    Task<void> run();

private:
    struct Delivery {
        world::Millis due;
        world::HttpRequest request;
        int tries = 0;
    };
    using Answer = std::pair<int, boost::json::object>;

    Task<world::HttpResponse> take_messages(world::HttpRequest request);
    boost::json::object take_message(const storage::PhoneNumber& to, const std::string& text);
    void report_later(const std::string& id, const storage::PhoneNumber& number, bool delivered);

    Task<Answer> answer(std::string_view target, const boost::json::object& asked);
    Task<Answer> dial(const boost::json::object& asked);
    Task<Answer> press(const boost::json::object& asked);
    Answer hang_up(const boost::json::object& asked);
    Answer reply(const boost::json::object& asked);
    Answer set_phone(const boost::json::object& asked);
    Answer set_faults(const boost::json::object& asked);
    boost::json::object state() const;

    Task<Answer> exchange(std::string session_id);
    void end_call(const std::string& session_id, Ending ending);
    void drop_old_calls();
    void deliver(world::Millis after, world::HttpRequest request);
    std::string draw_id(std::string_view prefix);
    world::Millis elapsed() const { return clock_.read().elapsed; }

    Settings settings_;
    world::HttpClient& http_;
    world::Clock& clock_;
    world::Random& random_;
    CallbackUrls urls_;
    Phones phones_;
    Faults faults_;
    std::map<std::string, Call, std::less<>> calls_;
    std::list<Delivery> deliveries_;
};

}  // namespace kengele::telco
