#include "tests/simulator/inspection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <set>

#include "storage/sqlite/sqlite_store.hpp"
#include "tests/simulator/climbing.hpp"
#include "tests/simulator/faulty_vfs.hpp"

namespace kengele::simulator {
namespace {

using storage::AlertView;
using storage::EventKind;
using storage::IncidentView;
using storage::SmsState;
using storage::SmsTemplate;
using storage::Viewer;

constexpr int everything = 1'000'000;

bool is_alarm(SmsTemplate what) {
    return what == SmsTemplate::alert || what == SmsTemplate::alert_private ||
           what == SmsTemplate::escalation || what == SmsTemplate::desk;
}

storage::IncidentFilter all_of_them() {
    storage::IncidentFilter filter;
    filter.limit = everything;
    return filter;
}

template <class T>
T value_of(Result<T> result, const char* what) {
    if (!result) {
        throw BrokenInvariant(
            fmt::format("after a crash {} cannot be read: {}", what, result.error().message()));
    }
    return std::move(*result);
}

std::string words_of(const Town& town, const IncidentView& view) {
    if (!view.text) return {};
    const auto opened = town.ring.open_text(view.incident.id, *view.text);
    return opened ? opened->reveal() : "unreadable";
}

// Life in danger, by what was answered or by what it is.
bool is_critical(const Town& town, const Intent& said) {
    if (said.urgency == "life") return true;
    const auto kind = town.kinds.find(said.kind);
    if (kind == town.kinds.end() || kind->second.severity != storage::Severity::p1) return false;
    return said.urgency != "calm" || kind->second.sensitivity == storage::Sensitivity::protected_;
}

// The words of a call that broke off stay with the case when its caller finishes it without any.
bool has_begun_with(const Model& model, const std::string& number, const Intent& said,
                    const std::string& words) {
    return std::ranges::any_of(model.beginnings(), [&](const Beginning& beginning) {
        return beginning.call.number == number && beginning.said.kind == said.kind &&
               beginning.said.place == said.place && beginning.said.words == words;
    });
}

}  // namespace

// The copy, opened. Its reader is the console's own; what no reader shows is asked of the tables.
struct Inspection::Stored {
    Stored(const FaultyDisk::Image& image, const std::string& lane)
        : random(0, SeededRandom::Part::disk), vfs("inspection" + lane, random) {
        vfs.disk().load(image);
        storage::SqliteOptions options;
        options.path = database_path;
        options.vfs = vfs.name();
        options.sessions_expected = 16;
        store = value_of(storage::open_sqlite(options), "the database");
        mark = store->clock_mark();
        const auto reader = store->reader();
        const auto viewer = Viewer::at_the_machine();
        incidents = value_of(reader->incidents(viewer, all_of_them()), "incidents");
        alerts = value_of(reader->alerts(viewer, all_of_them()), "alerts");
        sqlite3_open_v2(database_path.c_str(), &tables, SQLITE_OPEN_READONLY, vfs.name().c_str());
    }
    ~Stored() { sqlite3_close(tables); }
    Stored(const Stored&) = delete;
    Stored& operator=(const Stored&) = delete;

    std::int64_t count(const std::string& sql) const {
        std::int64_t number = -1;
        const auto keep = [](void* into, int, char** values, char**) {
            *static_cast<std::int64_t*>(into) = values[0] ? std::stoll(values[0]) : 0;
            return 0;
        };
        if (sqlite3_exec(tables, sql.c_str(), keep, &number, nullptr) != SQLITE_OK) {
            throw BrokenInvariant(fmt::format("cannot ask '{}': {}", sql, sqlite3_errmsg(tables)));
        }
        return number;
    }

    const IncidentView* find(const std::string& case_number) const {
        const auto found = std::ranges::find_if(
            incidents, [&](const IncidentView& view) { return view.incident.case_number == case_number; });
        return found == incidents.end() ? nullptr : &*found;
    }

    SeededRandom random;
    FaultyVfs vfs;
    std::unique_ptr<storage::Store> store;
    std::optional<storage::ClockMark> mark;
    sqlite3* tables = nullptr;
    std::vector<IncidentView> incidents;
    std::vector<AlertView> alerts;
};

Inspection::Inspection(const Town& town, const Model& model, const Chronicle& chronicle, Millis now,
                       std::string lane)
    : town_(town), model_(model), chronicle_(chronicle), now_(now), lane_(std::move(lane)) {}

Inspection::~Inspection() = default;

void Inspection::look(const FaultyDisk::Image& image, Moment moment) {
    Stored stored(image, lane_);
    check_reports(stored);
    check_broken_off(stored);
    if (moment == Moment::rest) check_salvaged(stored);
    check_codes(stored);
    check_hand_over(stored);
    check_clock(stored);
    check_climbing(stored);
    check_sending(stored);
    check_outbox(stored, moment);
}

void Inspection::check_reports(Stored& stored) const {
    const auto words_of = [&](const IncidentView& view) { return simulator::words_of(town_, view); };
    const auto says_the_same = [&](const Report& report, const IncidentView& view) {
        return view.incident.kind == report.said.kind && view.place.name == report.said.place &&
               view.incident.timing == report.said.timing && view.incident.urgency == report.said.urgency &&
               (words_of(view) == report.said.words ||
                (report.said.words.empty() &&
                 has_begun_with(model_, report.call.number, report.said, words_of(view))));
    };

    std::map<std::string, const Report*> explained;
    for (const auto& report : model_.reports()) {
        if (report.case_number.empty()) continue;
        const auto* view = stored.find(report.case_number);
        if (!view) {
            throw BrokenInvariant(fmt::format("I1: case {} was shown to a caller and is lost (call {})",
                                              report.case_number, report.call.session));
        }
        // A key of a broken-off call that comes after its caller dialled again and finished the case: the
        // later words stand.
        const auto [known, is_first] = explained.try_emplace(report.case_number, &report);
        const bool is_finished_by_other = std::ranges::any_of(model_.reports(), [&](const Report& other) {
            return other.call != report.call && other.call.number == report.call.number &&
                   other.case_number == report.case_number && other.said.kind == report.said.kind &&
                   other.said.place == report.said.place && says_the_same(other, *view);
        });
        if (!says_the_same(report, *view) && !is_finished_by_other) {
            throw BrokenInvariant(fmt::format(
                "I1: case {} is not what was reported: {}, {}, {}, {}, '{}' instead of {}, {}, {}, {}, '{}'",
                report.case_number, view->incident.kind, view->place.name, view->incident.timing,
                view->incident.urgency, words_of(*view), report.said.kind, report.said.place,
                report.said.timing, report.said.urgency, report.said.words));
        }
        if (!is_first && !is_finished_by_other) {
            throw BrokenInvariant(fmt::format("I16: two calls were shown case {}", report.case_number));
        }
    }
    // What is left was filed by calls that never heard so: one incident for each at most.
    std::set<const Report*> used;
    for (const auto& view : stored.incidents) {
        if (explained.contains(view.incident.case_number) || view.incident.is_incomplete) continue;
        const auto report = std::ranges::find_if(model_.reports(), [&](const Report& candidate) {
            return candidate.case_number.empty() && !candidate.is_gone_on_with &&
                   !used.contains(&candidate) && says_the_same(candidate, view);
        });
        if (report == model_.reports().end()) {
            throw BrokenInvariant(
                fmt::format("I5, I16: nobody reported case {} ({}, {}, '{}'), or it is there twice",
                            view.incident.case_number, view.incident.kind, view.place.name, words_of(view)));
        }
        if (model_.is_surely_not_saved(*report)) {
            throw BrokenInvariant(
                fmt::format("I14: call {} heard that its report is NOT saved, and it is case {}",
                            report->call.session, view.incident.case_number));
        }
        used.insert(&*report);
    }
}

// A case that nobody sent is the beginning of a call that told of danger: each phone's own, and once.
void Inspection::check_broken_off(const Stored& stored) const {
    std::set<std::pair<std::string, std::string>> used;  // call, kind and place
    for (const auto& view : stored.incidents) {
        if (!view.incident.is_incomplete) continue;
        const auto words = words_of(town_, view);
        const auto found = std::ranges::find_if(model_.beginnings(), [&](const Beginning& beginning) {
            const auto& said = beginning.said;
            return said.kind == view.incident.kind && said.place == view.place.name &&
                   is_critical(town_, said) && (words.empty() || words == said.words) &&
                   !used.contains({beginning.call.session, said.kind + said.place});
        });
        if (found == model_.beginnings().end()) {
            throw BrokenInvariant(
                fmt::format("I5: case {} ({}, {}, '{}') was raised and nobody began it, or it is there twice",
                            view.incident.case_number, view.incident.kind, view.place.name, words));
        }
        used.insert({found->call.session, found->said.kind + found->said.place});
    }
}

void Inspection::check_salvaged(const Stored& stored) const {
    for (const auto& beginning : model_.beginnings()) {
        if (!beginning.broke_off || !is_critical(town_, beginning.said)) continue;
        const bool is_raised = std::ranges::any_of(stored.incidents, [&](const IncidentView& view) {
            return view.incident.kind == beginning.said.kind && view.place.name == beginning.said.place;
        });
        if (!is_raised) {
            throw BrokenInvariant(fmt::format("call {} told of danger ({}, {}), broke off and raised nothing",
                                              beginning.call.session, beginning.said.kind,
                                              beginning.said.place));
        }
    }
}

void Inspection::check_codes(Stored& stored) const {
    const auto hex = [](const storage::Key128& key) {
        std::string text;
        for (const auto byte : key)
            text += fmt::format("{:02x}", byte);
        return text;
    };
    for (const auto& shown : model_.shown()) {
        const auto found =
            stored.count(fmt::format("SELECT count(*) FROM follow_up f JOIN incident i ON i.id = f.incident"
                                     " WHERE f.code_hash = x'{}' AND i.case_number = '{}'",
                                     hex(town_.ring.follow_up_hash(shown.code)), shown.case_number));
        if (found != 1) {
            throw BrokenInvariant(
                fmt::format("I1: the code that was shown for case {} leads nowhere", shown.case_number));
        }
    }
}

void Inspection::check_hand_over(Stored& stored) const {
    for (const auto& view : stored.incidents) {
        const auto& incident = view.incident;
        const auto fail = [&](const char* what) {
            throw BrokenInvariant(fmt::format("I2: case {} is stored {}", incident.case_number, what));
        };
        if (view.events.empty() || view.events.front().kind != EventKind::raised)
            fail("without its beginning");
        if (std::ranges::count(view.events, EventKind::raised, &storage::CaseEvent::kind) != 1)
            fail("twice raised");
        bool has_first_alert = false;
        for (const auto& alert : stored.alerts) {
            if (alert.alert.incident != incident.id) continue;
            has_first_alert = has_first_alert || alert.alert.created == incident.created;
            const bool has_text = std::ranges::any_of(
                alert.texts, [](const storage::OutboundSms& text) { return is_alarm(text.what); });
            if (!has_text) fail("with an alert that has no text");
        }
        if (!has_first_alert) fail("without an alert");
        const bool is_closed = std::ranges::any_of(
            view.events, [](const storage::CaseEvent& event) { return event.kind == EventKind::confirmed; });
        const auto clocks = stored.count(
            fmt::format("SELECT count(*) FROM ladder_clock WHERE incident = {}", incident.id.value));
        if (clocks != 1 && !is_closed) fail("without a clock");
        const auto audits = stored.count(
            fmt::format("SELECT count(*) FROM audit WHERE subject = 'case:{}' AND action = 'raised'",
                        incident.case_number));
        if (audits != 1) fail("without its audit record");
    }
}

void Inspection::check_clock(const Stored& stored) const {
    if (stored.mark && !chronicle_.is_honest(*stored.mark)) {
        throw BrokenInvariant(fmt::format("I8: service time does not run with the machine's own clock: {} ms",
                                          stored.mark->service.ms));
    }
}

void Inspection::check_climbing(const Stored& stored) const {
    const auto now = chronicle_.service_time(now_);
    for (const auto& view : stored.incidents) {
        if (!view.events.empty() && view.events.back().at > now) {
            throw BrokenInvariant(fmt::format("I8: case {} holds an event {} ms ahead of its time",
                                              view.incident.case_number,
                                              (view.events.back().at - now).count()));
        }
        simulator::check_climbing(town_, chronicle_, view.incident, view.events, now);
    }
}

// Of each alert: what left for its phone was claimed first, and what left again after an unknown outcome is
// marked.
void Inspection::check_sending(const Stored& stored) const {
    struct Sends {
        int all = 0;
        int after_unknown = 0;
    };
    std::map<std::pair<std::string, std::string>, Sends> sends;
    std::map<std::pair<std::string, std::string>, bool> was_unknown;
    for (const auto& post : model_.posts()) {
        if (!post.seen.asks_for_help()) continue;
        const std::pair name(post.to, post.seen.case_number + post.seen.reply_code);
        auto& of_alert = sends[name];
        ++of_alert.all;
        if (was_unknown[name] && post.seen.kind != TextSeen::Kind::desk) ++of_alert.after_unknown;
        was_unknown[name] = post.outcome == Post::Outcome::unknown || post.outcome == Post::Outcome::unheard;
    }
    for (const auto& view : stored.alerts) {
        const auto number = town_.ring.open_number(view.responder.phone_sealed).value().reveal();
        const auto found = sends.find({number, view.case_number + view.alert.reply_code});
        if (found == sends.end()) continue;
        int attempts = 0;
        bool is_marked = false;
        for (const auto& text : view.texts) {
            if (!is_alarm(text.what)) continue;
            attempts += text.attempts;
            is_marked = is_marked || text.possible_duplicate;
        }
        if (found->second.all > attempts) {
            throw BrokenInvariant(
                fmt::format("I4: {} requests left for an alert of case {} that counts {} attempts",
                            found->second.all, view.case_number, attempts));
        }
        if (found->second.after_unknown > 0 && !is_marked && view.texts.size() == 1) {
            throw BrokenInvariant(fmt::format(
                "I4: an alert of case {} was sent again after an unknown outcome and is not marked",
                view.case_number));
        }
    }
}

void Inspection::check_outbox(Stored& stored, Moment moment) const {
    const auto strange = stored.count("SELECT count(*) FROM outbound_sms WHERE state NOT BETWEEN 0 AND 5");
    const auto orphans = stored.count(
        "SELECT count(*) FROM outbound_sms s WHERE s.alert IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.id = s.alert)");
    const auto two_holders = stored.count(
        "SELECT count(*) FROM ladder_clock c JOIN alert a ON a.id = c.held_by WHERE a.state NOT IN (1, 7)");
    if (strange > 0) throw BrokenInvariant("I16: texts in no state");
    if (orphans > 0) throw BrokenInvariant("I16: texts of no alert");
    if (two_holders > 0) throw BrokenInvariant("I16: a case is held by an alert that is not accepted");
    if (moment == Moment::crash) return;
    // What was put there in the last minute may be under way.
    const auto fresh = chronicle_.service_time(now_) - std::chrono::minutes(1);
    const auto waiting = stored.count(
        fmt::format("SELECT count(*) FROM outbound_sms WHERE state IN (0, 1) AND created < {}", fresh.ms));
    if (waiting > 0) {
        throw BrokenInvariant(fmt::format(
            "I3: after ten minutes without faults {} texts are neither sent nor failed", waiting));
    }
}

}  // namespace kengele::simulator
