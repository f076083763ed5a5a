#include "gateway/telco/telco.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "gateway/aggregators/form.hpp"
#include "gateway/telco/page.hpp"
#include "menus/gsm7.hpp"

namespace kengele::telco {
namespace {

using namespace std::chrono_literals;
using storage::PhoneNumber;

constexpr world::Millis callback_limit = 10s;  // the platform's own
constexpr world::Millis call_limit = 180s;     // then the network drops the call
constexpr world::Millis report_wait = 700ms;   // a handset takes about so long
constexpr world::Millis retry_wait = 5s;       // the real platform waits a minute and goes on for 12 hours
constexpr int deliveries_tries_max = 720;

std::string string_of(const boost::json::object& asked, std::string_view field) {
    const auto* value = asked.if_contains(field);
    return value && value->is_string() ? std::string{value->get_string()} : std::string{};
}

std::pair<int, boost::json::object> refusal(int status, std::string_view why) {
    return {status, {{"error", why}}};
}

std::string_view name_of(Reach reach) {
    switch (reach) {
        case Reach::on:
            return "on";
        case Reach::off:
            return "off";
        case Reach::barred:
            break;
    }
    return "barred";
}

boost::json::object described(const PhoneText& text) {
    return {{"id", text.number},
            {"from_phone", text.is_from_phone},
            {"text", text.text},
            {"at", text.at.time_since_epoch().count()}};
}

world::HttpResponse asset(std::string content_type, std::string_view body) {
    return {200,
            std::move(content_type),
            std::string{body},
            {{"Cache-Control", "no-store"},
             {"Content-Security-Policy",
              "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"},
             {"X-Content-Type-Options", "nosniff"}}};
}

}  // namespace

Telco::Telco(Settings settings, world::HttpClient& http, world::Clock& clock, world::Random& random)
    : settings_(std::move(settings)), http_(http), clock_(clock), random_(random) {
    for (const auto& [number, label] : settings_.labels)
        phones_.label(number, label);
}

Task<world::HttpResponse> Telco::handle(world::HttpRequest request) {
    const std::string target = request.target.substr(0, request.target.find('?'));
    if (request.method == "POST" && target == "/version1/messaging") {
        co_return co_await take_messages(std::move(request));
    }
    if (request.method == "GET") {
        if (target == "/") co_return asset("text/html; charset=utf-8", page_html);
        if (target == "/telco/page.css") co_return asset("text/css; charset=utf-8", page_css);
        if (target == "/telco/page.js") co_return asset("text/javascript; charset=utf-8", page_js);
        if (target == "/telco/state") co_return world::HttpResponse::json(200, serialize(state()));
    }
    if (request.method == "POST" && target.starts_with("/telco/")) {
        // A page of another origin cannot send this type without asking first, and is then refused.
        if (!request.header("Content-Type").starts_with("application/json")) {
            co_return world::HttpResponse::json(415, R"({"error":"application/json is needed"})");
        }
        boost::system::error_code error;
        const auto asked = boost::json::parse(request.body, error);
        if (error || !asked.is_object()) {
            co_return world::HttpResponse::json(400, R"({"error":"a JSON object is needed"})");
        }
        const auto [status, answered] = co_await answer(target, asked.get_object());
        co_return world::HttpResponse::json(status, serialize(answered));
    }
    co_return world::HttpResponse::text(404, "Not found\n");
}

Task<void> Telco::run() {
    while (true) {
        co_await clock_.sleep(50ms);
        drop_old_calls();
        const auto now = elapsed();
        for (auto next = deliveries_.begin(); next != deliveries_.end();) {
            if (next->due > now) {
                ++next;
                continue;
            }
            const auto taken = co_await http_.send(next->request, callback_limit);
            const bool is_done = taken && taken->status == 200;
            if (is_done || ++next->tries >= deliveries_tries_max) {
                next = deliveries_.erase(next);
            } else {
                next->due = elapsed() + retry_wait;
                ++next;
            }
        }
    }
}

Task<world::HttpResponse> Telco::take_messages(world::HttpRequest request) {
    if (request.header("apiKey") != settings_.api_key.reveal()) {
        co_return world::HttpResponse::text(401, "The supplied authentication is invalid");
    }
    const auto form = aggregators::Form::read(request);
    if (!form) co_return world::HttpResponse::text(400, "A form is needed");
    if (form->value_or_empty("username") != settings_.username) {
        co_return world::HttpResponse::text(401, "The supplied authentication is invalid");
    }
    const std::string message{form->value_or_empty("message")};
    std::string numbers{form->value_or_empty("to")};
    if (numbers.empty() || message.empty()) {
        co_return world::HttpResponse::text(400, "Must have 'to' and 'message' parameters");
    }

    const Fault fault = faults_.take();
    if (fault == Fault::error_500) co_return world::HttpResponse::text(500, "Internal Server Error");
    if (fault == Fault::busy_429) co_return world::HttpResponse::text(429, "Too Many Requests");
    if (fault == Fault::hang) {
        co_await clock_.sleep(60s);
        co_return world::HttpResponse::text(504, "Gateway Timeout");
    }
    if (fault == Fault::slow) co_await clock_.sleep(3s);

    boost::json::array recipients;
    while (!numbers.empty()) {
        const auto end = std::min(numbers.find(','), numbers.size());
        const auto number = numbers.substr(0, end);
        if (const auto to = PhoneNumber::parse(number)) {
            recipients.push_back(take_message(*to, message));
        } else {
            recipients.push_back({{"cost", "0"},
                                  {"messageId", "None"},
                                  {"number", number},
                                  {"status", "InvalidPhoneNumber"},
                                  {"statusCode", 403}});
        }
        numbers.erase(0, end + 1);
    }
    // The gateway's patience ends long before this does, as when a connection dies under the answer.
    if (fault == Fault::answer_lost) co_await clock_.sleep(60s);

    const boost::json::object body{
        {"SMSMessageData",
         {{"Message", fmt::format("Sent to {0}/{0} Total Cost: KES {1:.4f}", recipients.size(),
                                  0.8 * static_cast<double>(recipients.size()))},
          {"Recipients", std::move(recipients)}}}};
    co_return world::HttpResponse::json(201, serialize(body));
}

boost::json::object Telco::take_message(const PhoneNumber& to, const std::string& text) {
    const auto reach = phones_.at(to).reach;
    if (reach == Reach::barred) {
        return {{"cost", "0"},
                {"messageId", "None"},
                {"number", to.reveal()},
                {"status", "UserInBlacklist"},
                {"statusCode", 406}};
    }
    const auto id = draw_id("ATXid_");
    if (reach == Reach::on) phones_.received(to, text, clock_.read().wall);
    report_later(id, to, reach == Reach::on);
    return {{"cost", fmt::format("KES {:.4f}", 0.8 * menus::sms_parts(text))},
            {"messageId", id},
            {"number", to.reveal()},
            {"status", "Success"},
            {"statusCode", 101}};
}

void Telco::report_later(const std::string& id, const PhoneNumber& number, bool delivered) {
    deliver(report_wait / 2, report_callback(urls_.dlr, id, "Submitted", number, ""));
    deliver(report_wait, report_callback(urls_.dlr, id, delivered ? "Success" : "Failed", number,
                                         delivered ? "" : "AbsentSubscriber"));
}

Task<Telco::Answer> Telco::answer(std::string_view target, const boost::json::object& asked) {
    if (target == "/telco/dial") co_return co_await dial(asked);
    if (target == "/telco/press") co_return co_await press(asked);
    if (target == "/telco/hang_up") co_return hang_up(asked);
    if (target == "/telco/reply") co_return reply(asked);
    if (target == "/telco/phone") co_return set_phone(asked);
    if (target == "/telco/faults") co_return set_faults(asked);
    co_return refusal(404, "no such address");
}

Task<Telco::Answer> Telco::dial(const boost::json::object& asked) {
    const auto caller = PhoneNumber::parse(string_of(asked, "number"));
    if (!caller) co_return refusal(400, "that is no phone number of Kenya");

    const auto dialled = string_of(asked, "code");
    const auto behind = dialled_behind(settings_.service_code, dialled);
    if (!dialled.empty() && !behind)
        co_return refusal(400, fmt::format("this network knows only {}", settings_.service_code));

    Call call{draw_id("ATUid_"), *caller, settings_.service_code, behind.value_or(""), "", 0, elapsed()};
    const auto session_id = call.session_id;
    calls_.emplace(session_id, std::move(call));
    co_return co_await exchange(session_id);
}

Task<Telco::Answer> Telco::press(const boost::json::object& asked) {
    const auto call = calls_.find(string_of(asked, "session"));
    if (call == calls_.end()) co_return refusal(404, "the call is over");
    call->second.type(string_of(asked, "typed"));
    co_return co_await exchange(call->first);
}

// The call is looked up again after each wait: the caller may have hung up meanwhile.
Task<Telco::Answer> Telco::exchange(std::string session_id) {
    const auto asked_at = elapsed();
    const auto answered =
        co_await http_.send(ussd_callback(urls_.ussd, calls_.at(session_id)), callback_limit);
    const auto call = calls_.find(session_id);
    if (call == calls_.end()) co_return refusal(404, "the call is over");

    ++call->second.hops;
    if (answered) call->second.last_answer = answered->body;
    const auto took = elapsed() - asked_at;
    const auto left = call_limit - (elapsed() - call->second.began);
    const Shown shown = answered ? read_answer(*answered) : Shown{};
    const std::string text = shown.is_answer ? shown.text : "Connection problem or invalid MMI code.";
    if (!shown.is_answer || !shown.waits) {
        end_call(session_id, shown.is_answer ? Ending::success : Ending::failed);
    }
    const auto cost = menus::cost(text);
    co_return Answer{200,
                     {{"session", session_id},
                      {"text", text},
                      {"waits", shown.waits},
                      {"works", shown.is_answer},
                      {"units", cost.units},
                      {"is_gsm7", cost.is_gsm7},
                      {"took_ms", took.count()},
                      {"left_ms", left.count()}}};
}

Telco::Answer Telco::hang_up(const boost::json::object& asked) {
    const auto session_id = string_of(asked, "session");
    if (!calls_.contains(session_id)) return refusal(404, "the call is over");
    end_call(session_id, Ending::incomplete);
    return {200, {{"ended", true}}};
}

void Telco::end_call(const std::string& session_id, Ending ending) {
    const auto node = calls_.extract(session_id);
    if (node.empty()) return;
    const auto now = clock_.read();
    const auto& call = node.mapped();
    deliver(0ms, ussd_end_callback(urls_.ussd_end, call, ending, now.elapsed - call.began, now.wall));
}

void Telco::drop_old_calls() {
    std::vector<std::string> old;
    for (const auto& [id, call] : calls_) {
        if (elapsed() - call.began > call_limit) old.push_back(id);
    }
    for (const auto& id : old)
        end_call(id, Ending::incomplete);
}

Telco::Answer Telco::reply(const boost::json::object& asked) {
    const auto from = PhoneNumber::parse(string_of(asked, "number"));
    const auto text = string_of(asked, "text");
    if (!from) return refusal(400, "that is no phone number of Kenya");
    if (text.empty()) return refusal(400, "an empty text is not sent");
    const auto now = clock_.read().wall;
    phones_.sent(*from, text, now);
    deliver(0ms, sms_callback(urls_.sms, draw_id("ATXid_"), *from, settings_.sms_number, text, now));
    return {200, {{"sent", true}}};
}

Telco::Answer Telco::set_phone(const boost::json::object& asked) {
    const auto number = PhoneNumber::parse(string_of(asked, "number"));
    const auto reach = string_of(asked, "reach");
    if (!number) return refusal(400, "that is no phone number of Kenya");
    for (const auto choice : {Reach::on, Reach::off, Reach::barred}) {
        if (name_of(choice) != reach) continue;
        phones_.at(*number).reach = choice;
        return {200, {{"reach", reach}}};
    }
    return refusal(400, "reach is on, off or barred");
}

Telco::Answer Telco::set_faults(const boost::json::object& asked) {
    const auto fault = fault_named(string_of(asked, "fault"));
    if (!fault) return refusal(400, "fault is none, answer_lost, error_500, busy_429, slow or hang");
    const auto* count = asked.if_contains("count");
    const bool is_counted = count && count->is_int64() && count->get_int64() > 0 && count->get_int64() < 1000;
    faults_.set(*fault, is_counted ? static_cast<int>(count->get_int64()) : 0);
    return {200, {{"fault", telco::name_of(faults_.fault())}, {"left", faults_.left()}}};
}

boost::json::object Telco::state() const {
    boost::json::array phones;
    for (const auto& [number, phone] : phones_.all()) {
        if (phone.texts.empty() && phone.reach == Reach::on) continue;
        boost::json::array texts;
        for (const auto& text : phone.texts)
            texts.push_back(described(text));
        phones.push_back({{"number", number.reveal()},
                          {"label", phone.label},
                          {"reach", name_of(phone.reach)},
                          {"texts", std::move(texts)}});
    }
    return {{"service",
             {{"name", settings_.service_name},
              {"code", settings_.service_code},
              {"sms_number", settings_.sms_number}}},
            {"now", clock_.read().wall.time_since_epoch().count()},
            {"fault", telco::name_of(faults_.fault())},
            {"fault_left", faults_.left()},
            {"waiting", deliveries_.size()},
            {"phones", std::move(phones)}};
}

void Telco::deliver(world::Millis after, world::HttpRequest request) {
    deliveries_.push_back({elapsed() + after, std::move(request)});
}

std::string Telco::draw_id(std::string_view prefix) {
    std::array<std::uint8_t, 16> bytes{};
    random_.fill(bytes);
    std::string id{prefix};
    for (const auto byte : bytes)
        id += fmt::format("{:02x}", byte);
    return id;
}

}  // namespace kengele::telco
