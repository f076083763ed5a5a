#include <date/date.h>
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "gateway/cases/history.hpp"
#include "gateway/cases/status.hpp"
#include "gateway/cli/owner.hpp"
#include "gateway/cli/words.hpp"

namespace kengele::cli {
namespace {

using storage::IncidentView;
using storage::Reader;
using storage::Viewer;

std::string utc(storage::WallTime wall) {
    return date::format("%FT%TZ", std::chrono::floor<std::chrono::seconds>(wall));
}

// The report's own words, for who is at the machine and holds the key.
std::string details_of(const IncidentView& view, const reporters::KeyRing& ring) {
    if (!view.text) return {};
    const auto opened = ring.open_text(view.incident.id, *view.text);
    return opened ? opened->reveal() : "(cannot be opened: its key is gone)";
}

boost::json::object as_json(const IncidentView& view, const reporters::KeyRing& ring) {
    const auto& incident = view.incident;
    return {{"case", incident.case_number},
            {"category", incident.category},
            {"kind", incident.kind},
            {"place", view.place.name},
            {"place_code", view.place.code},
            {"severity", severities.word(incident.severity)},
            {"sensitivity", sensitivities.word(incident.sensitivity)},
            {"status", cases::word_of(cases::status_of(view.events).stage)},
            {"timing", incident.timing},
            {"urgency", incident.urgency},
            {"incomplete", incident.is_incomplete},
            {"created", utc(incident.created_wall)},
            {"details", details_of(view, ring)}};
}

std::string one_line(const IncidentView& view) {
    const auto& incident = view.incident;
    return fmt::format("{}  {}  {}  {:<6} {:<26} {}\n", incident.case_number, utc(incident.created_wall),
                       severities.word(incident.severity), incident.kind, view.place.name,
                       cases::word_of(cases::status_of(view.events).stage));
}

std::string whole(const IncidentView& view, const reporters::KeyRing& ring) {
    const auto& incident = view.incident;
    std::string out = fmt::format(
        "Case      {}\nReported  {}\nKind      {} ({})\nPlace     {} ({})\nSeverity  {}\nStatus    {}\n",
        incident.case_number, utc(incident.created_wall), incident.kind, incident.category, view.place.name,
        view.place.code, severities.word(incident.severity),
        cases::word_of(cases::status_of(view.events).stage));
    if (const auto details = details_of(view, ring); !details.empty()) out += "Details   " + details + "\n";
    out += "History\n";
    for (const auto& event : view.events) {
        out += fmt::format("  {}  {}{} (rung {})\n", utc(event.wall), cases::word_of(event.kind),
                           event.word.empty() ? "" : ": " + event.word, event.rung);
    }
    return out;
}

}  // namespace

Task<Answer> list_incidents(Owner& owner, const boost::json::object& request) {
    const auto views = co_await owner.reads.read(
        [](Reader& reader) { return reader.incidents(Viewer::at_the_machine(), {}); });
    if (!views) co_return Answer::refuse("The database cannot be read: " + views.error().message());

    Answer answer;
    for (const auto& view : *views) {
        answer.out += flag_of(request, "json") ? serialize(as_json(view, owner.ring)) + "\n" : one_line(view);
    }
    if (views->empty() && !flag_of(request, "json")) answer.out = "No incident has been reported.\n";
    co_return answer;
}

Task<Answer> show_incident(Owner& owner, const boost::json::object& request) {
    storage::IncidentFilter filter;
    filter.case_number = text_of(request, "case");
    auto query = [filter](Reader& reader) { return reader.incidents(Viewer::at_the_machine(), filter); };
    const auto views = co_await owner.reads.read(std::move(query));
    if (!views) co_return Answer::refuse("The database cannot be read: " + views.error().message());
    if (views->empty()) {
        co_return Answer::refuse("There is no case " + *filter.case_number +
                                 ".\nSee them all: kengele incident list");
    }

    const auto& view = views->front();
    if (!flag_of(request, "json")) co_return Answer{done, whole(view, owner.ring), {}};
    auto shown = as_json(view, owner.ring);
    boost::json::array history;
    for (const auto& event : view.events) {
        history.push_back({{"event", cases::word_of(event.kind)},
                           {"at", utc(event.wall)},
                           {"rung", event.rung},
                           {"word", event.word}});
    }
    shown["history"] = std::move(history);
    co_return Answer{done, serialize(shown) + "\n", {}};
}

}  // namespace kengele::cli
