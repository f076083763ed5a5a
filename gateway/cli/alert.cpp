#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "gateway/cli/owner.hpp"
#include "gateway/cli/words.hpp"

namespace kengele::cli {
namespace {

using storage::AlertState;
using storage::AlertView;
using storage::OutboundSms;
using storage::Reader;
using storage::SmsState;
using storage::SmsTemplate;
using storage::Viewer;

constexpr Words<AlertState, 8> alert_states{
    {"open", "accepted", "going", "declined", "undone", "withdrawn", "undeliverable", "resolved"}};
constexpr Words<SmsState, 6> text_states{
    {"queued", "claimed", "accepted", "delivered", "failed", "cancelled"}};

// The text that told the responder, and not the confirmations after it; null when none was made yet.
const OutboundSms* telling_text(const AlertView& view) {
    const auto tells = [](const OutboundSms& sms) {
        return sms.what == SmsTemplate::alert || sms.what == SmsTemplate::alert_private ||
               sms.what == SmsTemplate::escalation || sms.what == SmsTemplate::desk;
    };
    const auto found = std::ranges::find_if(view.texts, tells);
    return found == view.texts.end() ? nullptr : &*found;
}

boost::json::object as_json(const AlertView& view) {
    const auto* text = telling_text(view);
    return {{"case", view.case_number},
            {"responder", view.responder.name},
            {"role", view.alert.role},
            {"rung", view.alert.rung},
            {"state", alert_states.word(view.alert.state)},
            {"text", text ? text_states.word(text->state) : "none"},
            {"attempts", text ? text->attempts : 0},
            {"possible_duplicate", text && text->possible_duplicate},
            {"reply_code", view.alert.reply_code}};
}

std::string one_line(const AlertView& view) {
    const auto* text = telling_text(view);
    return fmt::format("{}  rung {}  {:<8} {:<36} {:<13} text {}, {} sent{}\n", view.case_number,
                       view.alert.rung, view.alert.role, view.responder.name,
                       alert_states.word(view.alert.state), text ? text_states.word(text->state) : "none",
                       text ? text->attempts : 0, text && text->possible_duplicate ? ", perhaps twice" : "");
}

Task<Result<std::vector<AlertView>>> read_alerts(Owner& owner, const boost::json::object& request) {
    storage::IncidentFilter filter;
    if (const auto number = text_of(request, "case"); !number.empty()) filter.case_number = number;
    auto query = [filter](Reader& reader) { return reader.alerts(Viewer::at_the_machine(), filter); };
    co_return co_await owner.reads.read(std::move(query));
}

}  // namespace

Task<Answer> list_alerts(Owner& owner, const boost::json::object& request) {
    const auto views = co_await read_alerts(owner, request);
    if (!views) co_return Answer::refuse("The database cannot be read: " + views.error().message());

    Answer answer;
    for (const auto& view : *views) {
        answer.out += flag_of(request, "json") ? serialize(as_json(view)) + "\n" : one_line(view);
    }
    if (views->empty() && !flag_of(request, "json")) answer.out = "Nobody has been alerted.\n";
    co_return answer;
}

Task<Answer> explain_alerts(Owner& owner, const boost::json::object& request) {
    const auto views = co_await read_alerts(owner, request);
    if (!views) co_return Answer::refuse("The database cannot be read: " + views.error().message());
    if (views->empty()) {
        co_return Answer::refuse("Nobody was alerted of such a case.\nSee all alerts: kengele alert list");
    }

    Answer answer;
    for (const auto& view : *views) {
        if (flag_of(request, "json")) {
            auto shown = as_json(view);
            shown["why"] = view.alert.cause;
            answer.out += serialize(shown) + "\n";
        } else {
            answer.out += fmt::format("{}\n    {}\n", view.responder.name, view.alert.cause);
        }
    }
    co_return answer;
}

}  // namespace kengele::cli
