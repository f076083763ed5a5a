#include "gateway/console/console.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace kengele::console {
namespace {

using storage::Reader;
using storage::Viewer;

struct RosterSigns {
    bool has_places = false;
    bool has_kinds = false;
    bool has_desk = false;
};

Result<RosterSigns> look_at_roster(Reader& reader) {
    const auto viewer = Viewer::at_the_machine();
    const auto places = reader.places(viewer);
    const auto kinds = reader.kinds(viewer);
    const auto roster = reader.roster(viewer);
    if (!places) return places.error();
    if (!kinds) return kinds.error();
    if (!roster) return roster.error();
    return RosterSigns{
        std::ranges::any_of(*places,
                            [](const auto& place) { return place.level == storage::PlaceLevel::ward; }),
        !kinds->empty(), std::ranges::any_of(*roster, [](const auto& row) {
            return row.office.role == "OPS" && row.responder.is_on_duty;
        })};
}

Result<storage::Totals> count_all(Reader& reader) {
    return reader.totals(Viewer::at_the_machine());
}

boost::json::array as_json(const std::vector<std::string>& lines) {
    return boost::json::array(lines.begin(), lines.end());
}

constexpr std::string_view front_page = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{0}</title></head>
<body>
<h1>{0}</h1>
<p>The service runs. The operators' console is still to come; until then the command line shows incidents and alerts:
<code>kengele incident list</code>, <code>kengele alert list</code>.</p>
<ul>
<li><a href="/readyz">Can it take reports?</a></li>
<li><a href="/healthz">Is it alive?</a></li>
<li><a href="/metrics">Metrics</a> for Prometheus</li>
</ul>
</body></html>
)";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '&':
                out += "&amp;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

}  // namespace

Console::Console(const std::string& service_name, storage::CommitQueue& queue, storage::ReadPool& reads,
                 const world::Clock& clock, const Metrics& metrics, const SelfReport& self)
    : service_name_(service_name),
      queue_(queue),
      reads_(reads),
      clock_(clock),
      metrics_(metrics),
      self_(self) {}

Task<world::HttpResponse> Console::front() {
    auto page = world::HttpResponse::html(fmt::format(fmt::runtime(front_page), escaped(service_name_)));
    page.headers.push_back({"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"});
    co_return page;
}

Task<world::HttpResponse> Console::alive() {
    co_return world::HttpResponse::json(200, "{\"alive\":true}\n");
}

Task<world::HttpResponse> Console::ready() {
    Signs signs;
    signs.store_is_broken = queue_.is_broken();
    signs.has_menu = self_.has_menu;
    signs.clock_was_doubtful = queue_.clock_was_doubtful();
    signs.since_checkpoint = clock_.read().elapsed - world::Millis{self_.checkpointed_ms.load()};
    const auto roster = co_await reads_.read(look_at_roster);
    if (roster) {
        signs.has_places = roster->has_places;
        signs.has_kinds = roster->has_kinds;
        signs.has_desk = roster->has_desk;
    } else {
        signs.store_is_broken = true;
    }
    const auto found = judge(signs);
    const boost::json::object body{{"ready", found.is_ready()},
                                   {"reasons", as_json(found.reasons)},
                                   {"warnings", as_json(found.warnings)}};
    co_return world::HttpResponse::json(found.is_ready() ? 200 : 503, serialize(body) + "\n");
}

Task<world::HttpResponse> Console::metrics() {
    const auto counts = queue_.counts();
    std::vector<Metrics::Reading> readings{
        {"kengele_commit_units_total", "Units of work committed", static_cast<double>(counts.units), true, "",
         ""},
        {"kengele_commits_total", "Commits, each of one group of units", static_cast<double>(counts.commits),
         true, "", ""},
        {"kengele_checkpoint_failures_total", "Copies of the database's log that failed",
         static_cast<double>(self_.checkpoint_failures.load()), true, "", ""},
        {"kengele_climb_late_seconds", "How long the most overdue ladder step has been due",
         static_cast<double>(self_.climb_late_ms.load()) / 1000, false, "", ""}};
    for (auto& reading : self_.others_count())
        readings.push_back(std::move(reading));
    const auto totals = co_await reads_.read(count_all);
    if (totals) {
        const auto gauge = [&](const char* name, const char* help, std::int64_t value) {
            readings.push_back({name, help, static_cast<double>(value), false, "", ""});
        };
        gauge("kengele_incidents", "Incidents stored", totals->incidents);
        gauge("kengele_open_clocks", "Cases whose ladder still runs", totals->open_clocks);
        gauge("kengele_queued_sms", "Texts waiting to be sent", totals->queued_sms);
        gauge("kengele_unowned_cases", "Cases at the last rung that nobody has accepted", totals->unowned);
    }
    auto page = world::HttpResponse::text(200, metrics_.text(readings));
    page.content_type = "text/plain; version=0.0.4; charset=utf-8";
    co_return page;
}

}  // namespace kengele::console
