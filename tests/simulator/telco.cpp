#include "tests/simulator/telco.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "tests/simulator/form.hpp"

namespace kengele::simulator {
namespace {

using namespace std::chrono_literals;

// The provider's own patience; then its subscriber sees the network's error.
constexpr Millis turn_patience = 10s;
constexpr Millis callback_patience = 30s;

std::string tail(const std::string& transcript) {
    constexpr std::size_t shown = 24;
    return transcript.size() <= shown ? transcript : ".." + transcript.substr(transcript.size() - shown);
}

std::string head(const std::string& body) {
    constexpr std::size_t shown = 60;
    auto line = body.substr(0, shown);
    std::ranges::replace(line, '\n', '/');
    return line;
}

std::string outcome_json(const std::string& number, const std::string& id, int code, const char* word) {
    return fmt::format(
        R"({{"SMSMessageData":{{"Message":"Sent to 1/1","Recipients":[{{"cost":"KES 0.8000","messageId":"{}","number":"{}","status":"{}","statusCode":{}}}]}}}})",
        id, number, word, code);
}

}  // namespace

Telco::Telco(VirtualClock& clock, VirtualNetwork& network, SeededRandom& random, Journal& journal,
             Model& model, std::string callbacks)
    : clock_(clock),
      network_(network),
      random_(random),
      journal_(journal),
      model_(model),
      callbacks_(std::move(callbacks)) {
    network_.serve([this](const world::HttpRequest& request) { return take_post(request); });
}

void Telco::turn(const CallName& call, const std::string& transcript, const OnAnswer& on_answer) {
    const auto body = write_form({{"sessionId", call.session},
                                  {"serviceCode", "*384*911#"},
                                  {"phoneNumber", call.number},
                                  {"networkCode", "63902"},
                                  {"text", transcript}});
    const auto send = [this, call, transcript, body](const OnAnswer& hears) {
        const auto request_number = model_.turn_leaves(call, transcript);
        network_.call(callback("ussd", body), turn_patience, [=, this](const world::HttpResponse* response) {
            const std::string* said = response ? &response->body : nullptr;
            journal_.note(fmt::format("{} '{}' <- {}", call.session, tail(transcript),
                                      said ? head(*said) : "no answer"));
            model_.turn_answered(request_number, said);
            if (hears) hears(said);
        });
    };
    send(on_answer);
    if (random_.chance(faults.same_turn_at_once)) {
        journal_.fault(fmt::format("{} '{}' sent twice at once", call.session, tail(transcript)));
        send({});
    }
    if (random_.chance(faults.same_turn_later)) {
        clock_.after(Millis{random_.between(500, 20'000)}, [this, call, transcript, send] {
            journal_.fault(fmt::format("{} '{}' sent again", call.session, tail(transcript)));
            send({});
        });
    }
}

void Telco::end(const CallName& call, const std::string& transcript, bool reached_the_end) {
    const auto body = write_form({{"sessionId", call.session},
                                  {"serviceCode", "*384*911#"},
                                  {"phoneNumber", call.number},
                                  {"networkCode", "63902"},
                                  {"status", reached_the_end ? "Success" : "Incomplete"},
                                  {"durationInMillis", "45000"},
                                  {"input", transcript}});
    if (reached_the_end) model_.end_leaves(call);
    network_.call(callback("ussd-end", body), callback_patience, [](const world::HttpResponse*) {});
}

void Telco::send_sms(const std::string& from, const std::string& text) {
    const auto id = fmt::format("ATXin_{}", ++messages_);
    const auto now = std::chrono::floor<std::chrono::seconds>(clock_.read().wall);
    const auto body = write_form({{"id", id},
                                  {"from", from},
                                  {"to", "22384"},
                                  {"text", text},
                                  {"date", date::format("%FT%TZ", now)},
                                  {"networkCode", "63902"}});
    journal_.note(fmt::format("{} texts '{}'", from, text));
    offer_sms(body, 720);
    if (random_.chance(faults.same_sms_again)) {
        clock_.after(Millis{random_.between(0, 90'000)}, [this, body, id] {
            journal_.fault(id + " sent again");
            offer_sms(body, 0);
        });
    }
}

void Telco::offer_sms(const std::string& body, int tries_left) {
    network_.call(callback("sms", body), callback_patience,
                  [this, body, tries_left](const world::HttpResponse* response) {
                      const bool is_taken = response && response->status == 200;
                      if (!is_taken && tries_left > 0) {
                          clock_.after(60s, [this, body, tries_left] { offer_sms(body, tries_left - 1); });
                      }
                  });
}

void Telco::give_phone(const std::string& number, OnText on_text) {
    phones_[number] = std::move(on_text);
}

world::HttpResponse Telco::take_post(const world::HttpRequest& request) {
    const auto form = read_form(request.body);
    const auto to = form.find("to");
    const auto message = form.find("message");
    if (request.method != "POST" || to == form.end() || message == form.end()) {
        throw BrokenInvariant("the service sent the provider something that is no text");
    }
    const auto id = fmt::format("ATXid_{}", ++messages_);
    const auto answer = [&](int code, const char* word) {
        return world::HttpResponse::json(201, outcome_json(to->second, id, code, word));
    };
    if (random_.chance(faults.refused_for_now)) {
        journal_.fault("provider: gateway error for " + to->second);
        return answer(501, "GatewayError");
    }
    if (random_.chance(faults.no_credit)) {
        journal_.fault("provider: no credit for " + to->second);
        return answer(405, "InsufficientBalance");
    }
    if (random_.chance(faults.refused_for_good)) {
        journal_.fault("provider: blacklisted " + to->second);
        return answer(406, "UserInBlacklist");
    }
    journal_.note(fmt::format("provider takes {} for {}: {}", id, to->second, message->second));
    deliver(to->second, message->second, id);
    return answer(101, "Sent");
}

void Telco::deliver(const std::string& to, const std::string& text, const std::string& id) {
    if (random_.chance(faults.never_delivered)) {
        journal_.fault(id + " vanishes");
        return;
    }
    const Millis on_the_way{random_.between(1'000, 20'000)};
    const bool is_strange = random_.chance(faults.strange_reports);
    if (random_.chance(faults.undelivered)) {
        journal_.fault(id + " will be reported as failed");
        report(id, to, "Failed", "AbsentSubscriber", on_the_way);
    } else {
        clock_.after(on_the_way, [this, to, text] {
            if (const auto phone = phones_.find(to); phone != phones_.end()) phone->second(text);
        });
        report(id, to, "Success", "", on_the_way);
        if (is_strange) report(id, to, "Success", "", on_the_way + 2s);
    }
    // "Sent" often comes after the final word, which it must not undo.
    report(id, to, is_strange ? "Teleported" : "Sent", "", Millis{random_.between(0, 25'000)});
}

void Telco::report(const std::string& id, const std::string& to, const char* status, const char* reason,
                   Millis after) {
    auto body = write_form({{"id", id},
                            {"status", status},
                            {"phoneNumber", to},
                            {"networkCode", "63902"},
                            {"failureReason", reason}});
    clock_.after(after, [this, body = std::move(body)] {
        network_.call(callback("dlr", body), callback_patience, [](const world::HttpResponse*) {});
    });
}

world::HttpRequest Telco::callback(const char* name, std::string body) const {
    return {"POST",
            callbacks_ + "/" + name,
            {{"Host", "kengele.example"}, {"Content-Type", "application/x-www-form-urlencoded"}},
            std::move(body)};
}

}  // namespace kengele::simulator
