#include "gateway/aggregators/africastalking/africastalking.hpp"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <sstream>

#include "gateway/aggregators/form.hpp"

namespace kengele::aggregators {
namespace {

using State = storage::DeliveryReport::State;

Result<Inbound> read_turn(const Form& form);
Result<Inbound> read_end(const Form& form);
Result<Inbound> read_sms(const Form& form);
Result<Inbound> read_report(const Form& form);
std::optional<storage::WallTime> moment_of(std::string text);
Result<SendReceipt> receipt_of(const boost::json::object& recipient);
bool is_same_word(std::string_view a, std::string_view b);
std::string plain_word(std::string_view text);

struct StatusRow {
    std::string_view word;
    State state;
};
// Delivery states as told to the callback; spelled with varying capitals.
constexpr std::array statuses{
    StatusRow{"Sent", State::underway},       // left the provider
    StatusRow{"Submitted", State::underway},  // the operator has it
    StatusRow{"Buffered", State::underway},   // queued by the operator
    StatusRow{"Success", State::delivered},       StatusRow{"Rejected", State::failed},
    StatusRow{"Failed", State::failed},           StatusRow{"Expired", State::failed},
    StatusRow{"AbsentSubscriber", State::failed},
};

struct CodeRow {
    std::int64_t code;
    boost::system::error_code meaning;  // none: accepted
};
// Per-recipient statusCode of the send answer.
const std::array codes{
    CodeRow{100, {}},                    // Processed
    CodeRow{101, {}},                    // Sent
    CodeRow{102, {}},                    // Queued
    CodeRow{401, Error::refused},        // RiskHold
    CodeRow{402, Error::refused},        // InvalidSenderId
    CodeRow{403, Error::refused},        // InvalidPhoneNumber
    CodeRow{404, Error::refused},        // UnsupportedNumberType
    CodeRow{405, Error::no_credit},      // InsufficientBalance
    CodeRow{406, Error::refused},        // UserInBlacklist
    CodeRow{407, Error::refused},        // CouldNotRoute
    CodeRow{409, Error::refused},        // DoNotDisturbRejection
    CodeRow{500, Error::try_again},      // InternalServerError
    CodeRow{501, Error::try_again},      // GatewayError
    CodeRow{502, Error::try_once_more},  // RejectedByGateway
};

}  // namespace

AfricasTalking::AfricasTalking(const gateway::ChannelConfig& channel)
    : messaging_url_(channel.api_base),
      username_(channel.username),
      sender_(channel.sender),
      api_key_(channel.api_key) {
    while (messaging_url_.ends_with('/'))
        messaging_url_.pop_back();
    messaging_url_ += "/version1/messaging";
}

Result<Inbound> AfricasTalking::read(Callback callback, const world::HttpRequest& request) const {
    const auto form = Form::read(request);
    if (!form) return form.error();
    switch (callback) {
        case Callback::ussd:
            return read_turn(*form);
        case Callback::ussd_end:
            return read_end(*form);
        case Callback::sms:
            return read_sms(*form);
        case Callback::dlr:
            return read_report(*form);
    }
    return Error::bad_request;
}

world::HttpResponse AfricasTalking::reply(const menus::Screen& screen) const {
    // These must be the very first bytes: with a space or a byte-order mark before them the call ends.
    return world::HttpResponse::text(200, (screen.waits ? "CON " : "END ") + screen.text);
}

world::HttpResponse AfricasTalking::received() const {
    // Any 200 ends its retries, which otherwise come every minute for twelve hours; the body is ignored.
    return world::HttpResponse::text(200, "");
}

world::HttpRequest AfricasTalking::sms_request(const OutgoingText& sms) const {
    std::vector<std::pair<std::string_view, std::string_view>> fields{
        {"username", username_},
        {"to", sms.to.reveal()},
        {"message", sms.text.reveal()},
        {"bulkSMSMode", "1"},
        // Answer at once instead of waiting for the operator, which may take longer than our limit.
        {"enqueue", "1"},
    };
    if (!sender_.empty()) fields.emplace_back("from", sender_);
    return {"POST",
            messaging_url_,
            {{"apiKey", api_key_.reveal()},
             {"Accept", "application/json"},
             {"Content-Type", "application/x-www-form-urlencoded"}},
            encode_form(fields)};
}

Result<SendReceipt> AfricasTalking::sms_outcome(const OutgoingText& sms,
                                                const world::HttpResponse& response) const {
    if (response.status >= 500) return Error::unknown_outcome;
    // A wrong key is a 401 in plain text, a wrong api_base a 404 or 405: nothing goes out until the operator
    // acts, then all of it should.
    if (response.status == 401 || response.status == 403 || response.status == 404 ||
        response.status == 405) {
        return Error::no_credit;
    }
    if (response.status == 408 || response.status == 429) return Error::try_again;
    if (response.status >= 400) return Error::refused;
    if (response.status < 200 || response.status >= 300) return Error::try_again;

    boost::system::error_code broken;
    const auto answer = boost::json::parse(response.body, broken);
    if (broken || !answer.is_object()) return Error::unknown_outcome;
    const auto* data = answer.as_object().if_contains("SMSMessageData");
    if (data == nullptr || !data->is_object()) return Error::unknown_outcome;
    // Even a refusal of the whole call, say for a wrong sender, is a 201; its reason is prose.
    const auto* recipients = data->as_object().if_contains("Recipients");
    if (recipients == nullptr || !recipients->is_array()) return Error::refused;
    if (recipients->as_array().empty()) return Error::refused;
    for (const auto& recipient : recipients->as_array()) {
        if (!recipient.is_object()) continue;
        const auto* number = recipient.as_object().if_contains("number");
        if (number == nullptr || !number->is_string()) continue;
        if (storage::PhoneNumber::parse(number->as_string()) == sms.to) {
            return receipt_of(recipient.as_object());
        }
    }
    return Error::unknown_outcome;
}

namespace {

Result<Inbound> read_turn(const Form& form) {
    const auto session = form.value_or_empty("sessionId");
    const auto caller = storage::PhoneNumber::parse(form.value_or_empty("phoneNumber"));
    if (session.empty() || !caller) return Error::bad_request;
    return UssdTurn{std::string(session), *caller, std::string(form.value_or_empty("serviceCode")),
                    std::string(form.value_or_empty("networkCode")),
                    storage::PrivateText(std::string(form.value_or_empty("text")))};
}

Result<Inbound> read_end(const Form& form) {
    const auto session = form.value_or_empty("sessionId");
    const auto caller = storage::PhoneNumber::parse(form.value_or_empty("phoneNumber"));
    if (session.empty() || !caller) return Error::bad_request;
    // Incomplete, Failed and any word not known to us: the last screen may not have been seen.
    UssdEnd end{std::string(session), *caller, is_same_word(form.value_or_empty("status"), "Success"), {}};
    const auto last_answer = form.value_or_empty("lastAppResponse");
    if (last_answer.starts_with("CON ")) end.last_screen_waited = true;
    if (last_answer.starts_with("END ")) end.last_screen_waited = false;
    return end;
}

Result<Inbound> read_sms(const Form& form) {
    const auto from = form.value_or_empty("from");
    if (from.empty()) return Error::bad_request;
    const auto sender = storage::PhoneNumber::parse(from);
    if (!sender) return Error::not_a_subscriber;
    return InboundSms{std::string(form.value_or_empty("id")), *sender,
                      storage::PrivateText(std::string(form.value_or_empty("text"))),
                      std::string(form.value_or_empty("networkCode")),
                      moment_of(std::string(form.value_or_empty("date")))};
}

// Seen are `2017-05-03T06:04:45Z` and `2017-05-03 06:04:45`, both UTC; newer callbacks may carry a fraction
// of the second and an offset.
std::optional<storage::WallTime> moment_of(std::string text) {
    static constexpr std::size_t date_letters = 10;
    static constexpr std::size_t whole_letters = 19;
    if (text.size() < whole_letters) return std::nullopt;
    if (text[date_letters] == 'T') text[date_letters] = ' ';
    if (text.ends_with('Z')) text.pop_back();
    if (text.size() > whole_letters && text[whole_letters] == '.') {
        const auto end = text.find_first_not_of("0123456789", whole_letters + 1);
        text.erase(whole_letters, end == std::string::npos ? end : end - whole_letters);
    }
    for (const char* format : {"%F %T", "%F %T%Ez"}) {
        std::istringstream in(text);
        std::chrono::sys_seconds moment;
        date::from_stream(in, format, moment);
        if (!in.fail() && in.peek() == std::istringstream::traits_type::eof()) return moment;
    }
    return std::nullopt;
}

Result<Inbound> read_report(const Form& form) {
    const auto id = form.value_or_empty("id");
    const auto status = form.value_or_empty("status");
    if (id.empty() || status.empty()) return Error::bad_request;
    const auto row = std::ranges::find_if(
        statuses, [&](const StatusRow& known) { return is_same_word(known.word, status); });
    const auto cause = form.value_or_empty("failureReason");
    DeliveryNews news{std::string(id), State::underway, plain_word(status)};
    // A word not in the table decides nothing and is kept for whoever reads the alert's history.
    if (row == statuses.end()) return news;
    news.state = row->state;
    if (row->state == State::failed && !cause.empty()) news.reason = plain_word(cause);
    return news;
}

Result<SendReceipt> receipt_of(const boost::json::object& recipient) {
    const auto* code = recipient.if_contains("statusCode");
    if (code == nullptr || !code->is_int64()) return Error::unknown_outcome;
    const auto row = std::ranges::find(codes, code->as_int64(), &CodeRow::code);
    if (row == codes.end()) return Error::unknown_outcome;
    if (row->meaning) return row->meaning;
    const auto* id = recipient.if_contains("messageId");
    if (id == nullptr || !id->is_string() || id->as_string() == "None") return SendReceipt{};
    return SendReceipt{std::string(id->as_string())};
}

bool is_same_word(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

// A provider's word as it may stand in a log and in a history: letters and digits, not long.
std::string plain_word(std::string_view text) {
    constexpr std::size_t word_max = 40;
    std::string word;
    for (const char c : text) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_plain) word += c;
        if (word.size() == word_max) break;
    }
    return word;
}

}  // namespace
}  // namespace kengele::aggregators
