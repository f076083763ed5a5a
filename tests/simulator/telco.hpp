#pragma once

#include <functional>
#include <map>
#include <string>

#include "tests/simulator/journal.hpp"
#include "tests/simulator/model.hpp"
#include "tests/simulator/seeded_random.hpp"
#include "tests/simulator/virtual_clock.hpp"
#include "tests/simulator/virtual_network.hpp"

namespace kengele::simulator {

// Chances, each of one exchange.
struct TelcoFaults {
    double same_turn_at_once = 0;  // a callback sent twice, both under way together
    double same_turn_later = 0;    // and again up to 20 s later, when the call may have gone on
    double same_sms_again = 0;     // an inbound text repeated though it was taken
    double refused_for_now = 0;    // of a text of ours: "GatewayError", "InternalServerError"
    double refused_for_good = 0;   // "UserInBlacklist"
    double no_credit = 0;
    double undelivered = 0;      // taken, and later reported as failed
    double never_delivered = 0;  // taken, and neither delivered nor reported
    double strange_reports = 0;  // twice, out of order, unknown words
};

// The mobile network and the aggregator between it and the service: speaks Africa's Talking's protocol both
// ways, and carries texts to phones.
class Telco {
public:
    using OnAnswer = std::function<void(const std::string* body)>;  // null: the network ended the call
    using OnText = std::function<void(const std::string& text)>;

    // All outlive this. `callbacks` is the path of the channel's callbacks, up to its last slash.
    Telco(VirtualClock& clock, VirtualNetwork& network, SeededRandom& random, Journal& journal, Model& model,
          std::string callbacks);

    TelcoFaults faults;

    // One hop of a call: everything typed so far, joined by '*'.
    void turn(const CallName& call, const std::string& transcript, const OnAnswer& on_answer);
    void end(const CallName& call, const std::string& transcript, bool reached_the_end);

    // A phone sends a text to the service's number. It is repeated every minute until the service takes it.
    void send_sms(const std::string& from, const std::string& text);

    void give_phone(const std::string& number, OnText on_text);

private:
    world::HttpResponse take_post(const world::HttpRequest& request);
    void deliver(const std::string& to, const std::string& text, const std::string& id);
    void report(const std::string& id, const std::string& to, const char* status, const char* reason,
                Millis after);
    void offer_sms(const std::string& body, int tries_left);
    world::HttpRequest callback(const char* name, std::string body) const;

    VirtualClock& clock_;
    VirtualNetwork& network_;
    SeededRandom& random_;
    Journal& journal_;
    Model& model_;
    const std::string callbacks_;
    std::map<std::string, OnText, std::less<>> phones_;
    std::uint64_t messages_ = 0;
};

}  // namespace kengele::simulator
