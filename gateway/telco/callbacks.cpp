#include "gateway/telco/callbacks.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include "gateway/aggregators/form.hpp"

namespace kengele::telco {
namespace {

using aggregators::encode_form;

constexpr std::string_view safaricom = "63902";

world::HttpRequest post(const std::string& url, std::string body) {
    return {"POST", url, {{"Content-Type", "application/x-www-form-urlencoded"}}, std::move(body)};
}

std::string_view word(Ending ending) {
    switch (ending) {
        case Ending::success:
            return "Success";
        case Ending::incomplete:
            return "Incomplete";
        case Ending::failed:
            break;
    }
    return "Failed";
}

std::string utc(const char* format, world::WallTime now) {
    return date::format(format, std::chrono::floor<std::chrono::seconds>(now));
}

}  // namespace

void Call::type(std::string_view typed) {
    // The platform joins with '*' and escapes nothing, so a typed '*' looks like two answers.
    if (hops > 1 || !transcript.empty()) transcript += '*';
    transcript += typed;
}

std::optional<std::string> dialled_behind(std::string_view service_code, std::string_view dialled) {
    if (dialled == service_code) return std::string{};
    if (!service_code.ends_with('#') || !dialled.ends_with('#')) return std::nullopt;
    service_code.remove_suffix(1);
    dialled.remove_suffix(1);
    if (!dialled.starts_with(service_code)) return std::nullopt;
    dialled.remove_prefix(service_code.size());
    const bool is_longer = dialled.size() > 1 && dialled.front() == '*';
    return is_longer ? std::optional{std::string{dialled.substr(1)}} : std::nullopt;
}

Shown read_answer(const world::HttpResponse& response) {
    const std::string_view body = response.body;
    const bool continues = body.starts_with("CON ");
    if (response.status != 200 || !(continues || body.starts_with("END "))) return {};
    return {true, continues, std::string{body.substr(4)}};
}

world::HttpRequest ussd_callback(const std::string& url, const Call& call) {
    return post(url, encode_form({{"sessionId", call.session_id},
                                  {"serviceCode", call.service_code},
                                  {"phoneNumber", call.caller.reveal()},
                                  {"networkCode", safaricom},
                                  {"text", call.transcript}}));
}

world::HttpRequest ussd_end_callback(const std::string& url, const Call& call, Ending ending,
                                     world::Millis lasted, world::WallTime now) {
    return post(url, encode_form({{"date", utc("%F %T", now)},
                                  {"sessionId", call.session_id},
                                  {"serviceCode", call.service_code},
                                  {"networkCode", safaricom},
                                  {"phoneNumber", call.caller.reveal()},
                                  {"status", word(ending)},
                                  {"cost", "KES 0.10"},
                                  {"durationInMillis", fmt::to_string(lasted.count())},
                                  {"hopsCount", fmt::to_string(call.hops)},
                                  {"input", call.transcript},
                                  {"lastAppResponse", call.last_answer},
                                  {"errorMessage", ending == Ending::failed ? "Bad answer" : ""}}));
}

world::HttpRequest sms_callback(const std::string& url, std::string_view id, const storage::PhoneNumber& from,
                                std::string_view to, std::string_view text, world::WallTime now) {
    return post(url, encode_form({{"date", utc("%FT%TZ", now)},
                                  {"from", from.reveal()},
                                  {"id", id},
                                  {"linkId", ""},
                                  {"text", text},
                                  {"to", to},
                                  {"networkCode", safaricom}}));
}

world::HttpRequest report_callback(const std::string& url, std::string_view id, std::string_view status,
                                   const storage::PhoneNumber& number, std::string_view failure_reason) {
    if (failure_reason.empty()) {
        return post(url, encode_form({{"id", id},
                                      {"status", status},
                                      {"phoneNumber", number.reveal()},
                                      {"networkCode", safaricom}}));
    }
    return post(url, encode_form({{"id", id},
                                  {"status", status},
                                  {"phoneNumber", number.reveal()},
                                  {"networkCode", safaricom},
                                  {"failureReason", failure_reason}}));
}

}  // namespace kengele::telco
