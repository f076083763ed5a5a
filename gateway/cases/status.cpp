#include "gateway/cases/status.hpp"

namespace kengele::cases {
namespace {

using storage::CaseEvent;
using storage::EventKind;

struct Telling {
    Status status;
    storage::AlertId holder;
    bool has_climbed = false;

    void set(Stage stage, const CaseEvent& event) { status = {stage, event.alert, event.at}; }

    // Nobody holds the case any more: what is left to say is how far up it is.
    void release(const CaseEvent& event) {
        holder = {};
        set(has_climbed ? Stage::higher_office : Stage::sent, event);
    }

    void take(const CaseEvent& event) {
        switch (event.kind) {
            case EventKind::raised:
                set(Stage::received, event);
                break;
            case EventKind::alerted:
                // The first one asked is who the caller was told of.
                if (status.stage == Stage::received) set(Stage::sent, event);
                if (status.stage == Stage::higher_office || status.stage == Stage::reopened) {
                    set(Stage::higher_office, event);
                }
                break;
            case EventKind::accepted:
                holder = event.alert;
                set(Stage::accepted, event);
                break;
            case EventKind::on_the_way:
                take_progress(Stage::on_the_way, event);
                break;
            case EventKind::arrived:
                take_progress(Stage::arrived, event);
                break;
            case EventKind::resolved:
                take_progress(Stage::resolved, event);
                break;
            case EventKind::declined:
            case EventKind::undone:
                if (event.alert == holder) release(event);
                break;
            case EventKind::climbed:
                has_climbed = true;
                if (!holder) set(Stage::higher_office, event);
                break;
            case EventKind::at_the_desk:
                if (!holder) set(Stage::at_the_desk, event);
                break;
            case EventKind::disputed:
                // Of a case that nobody holds it says nothing new: the ladder's own events follow.
                if (!holder && status.stage != Stage::closed) break;
                holder = {};
                set(Stage::reopened, event);
                break;
            case EventKind::confirmed:
                set(Stage::closed, event);
                break;
            case EventKind::also_going:
            case EventKind::withdrawn:
            case EventKind::undeliverable:
            case EventKind::continued:
                break;
        }
    }

    // A copied role that is on its way says nothing about who holds the case. Texts overtake each other, and
    // an "on the way" that comes after "arrived" takes nothing back.
    void take_progress(Stage stage, const CaseEvent& event) {
        if (event.alert == holder && stage > status.stage) set(stage, event);
    }
};

}  // namespace

Status status_of(std::span<const CaseEvent> events) {
    Telling telling;
    for (const CaseEvent& event : events)
        telling.take(event);
    return telling.status;
}

std::string_view word_of(Stage stage) {
    switch (stage) {
        case Stage::received:
            return "received";
        case Stage::sent:
            return "sent";
        case Stage::accepted:
            return "accepted";
        case Stage::on_the_way:
            return "on the way";
        case Stage::arrived:
            return "arrived";
        case Stage::resolved:
            return "resolved";
        case Stage::higher_office:
            return "higher office";
        case Stage::at_the_desk:
            return "at the desk";
        case Stage::reopened:
            return "reopened";
        case Stage::closed:
            return "closed";
    }
    return "";
}

}  // namespace kengele::cases
