#include "gateway/cases/history.hpp"

#include <fmt/format.h>

namespace kengele::cases {
namespace {

using storage::CaseEvent;
using storage::EventKind;

// Who acts in an event that names no alert: the caller files, confirms and disputes; the rest is the
// service's own.
std::string_view actor_of(EventKind kind) {
    const bool is_callers = kind == EventKind::raised || kind == EventKind::confirmed ||
                            kind == EventKind::disputed || kind == EventKind::continued;
    return is_callers ? "caller" : "service";
}

bool is_responders(EventKind kind) {
    switch (kind) {
        case EventKind::accepted:
        case EventKind::also_going:
        case EventKind::on_the_way:
        case EventKind::arrived:
        case EventKind::resolved:
        case EventKind::declined:
        case EventKind::undone:
            return true;
        default:
            return false;
    }
}

void write(storage::Transaction& tx, const storage::Incident& incident, CaseEvent event) {
    event.incident = incident.id;
    event.at = tx.now();
    event.wall = tx.wall();
    tx.add_event(event);
    const std::string actor = is_responders(event.kind) ? fmt::format("responder:{}", event.responder.value)
                                                        : std::string{actor_of(event.kind)};
    tx.audit({actor, std::string{word_of(event.kind)}, "case:" + incident.case_number, tx.wall()});
}

}  // namespace

void note(storage::Transaction& tx, const storage::Incident& incident, EventKind kind, int rung) {
    CaseEvent event;
    event.kind = kind;
    event.rung = rung;
    write(tx, incident, event);
}

void note(storage::Transaction& tx, const storage::Incident& incident, EventKind kind,
          const storage::Alert& alert, std::string word) {
    CaseEvent event;
    event.word = std::move(word);
    event.kind = kind;
    event.rung = alert.rung;
    event.alert = alert.id;
    event.office = alert.office;
    event.responder = alert.responder;
    write(tx, incident, event);
}

std::string_view word_of(EventKind kind) {
    switch (kind) {
        case EventKind::raised:
            return "raised";
        case EventKind::alerted:
            return "alerted";
        case EventKind::accepted:
            return "accepted";
        case EventKind::also_going:
            return "also going";
        case EventKind::on_the_way:
            return "on the way";
        case EventKind::arrived:
            return "arrived";
        case EventKind::resolved:
            return "resolved";
        case EventKind::declined:
            return "declined";
        case EventKind::undone:
            return "undone";
        case EventKind::withdrawn:
            return "withdrawn";
        case EventKind::undeliverable:
            return "undeliverable";
        case EventKind::climbed:
            return "climbed";
        case EventKind::at_the_desk:
            return "at the desk";
        case EventKind::confirmed:
            return "confirmed";
        case EventKind::disputed:
            return "disputed";
        case EventKind::continued:
            return "continued";
    }
    return "";
}

}  // namespace kengele::cases
