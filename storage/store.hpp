#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/error.hpp"
#include "storage/model/alert.hpp"
#include "storage/model/audit.hpp"
#include "storage/model/caller.hpp"
#include "storage/model/caller_text.hpp"
#include "storage/model/credential.hpp"
#include "storage/model/directory_entry.hpp"
#include "storage/model/incident.hpp"
#include "storage/model/menu_version.hpp"
#include "storage/model/outbound_sms.hpp"
#include "storage/model/place.hpp"
#include "storage/model/responder.hpp"
#include "storage/model/screen_count.hpp"
#include "storage/model/session.hpp"
#include "storage/model/taxonomy.hpp"
#include "storage/model/viewer.hpp"
#include "storage/result.hpp"
#include "storage/service_clock.hpp"

namespace kengele::storage {

// What a unit of work sees and changes. Its reads serve the machine alone and never reach a page; they see
// what the running group has written so far. Every change belongs to the unit's savepoint. Methods throw on a
// database error; the queue turns that into the unit's Error. Used only on the writer's executor.
class Transaction {
public:
    virtual ~Transaction() = default;

    // Fixed for the whole group.
    virtual ServiceTime now() const = 0;
    virtual WallTime wall() const = 0;

    // Calls in progress.
    virtual std::optional<StoredSession> session(const Key128& key) = 0;
    virtual void put_session(const StoredSession& session) = 0;
    virtual void forget_sessions(ServiceTime untouched_since) = 0;

    // Calls whose report is raised unfinished when they stay silent; one entry for each session.
    virtual void put_salvage(const Salvage& salvage) = 0;
    virtual void drop_salvage(const Key128& session) = 0;
    virtual std::optional<Salvage> salvage(const Key128& session) = 0;
    virtual std::vector<Salvage> salvages_of(const Pseudonym& caller) = 0;
    virtual std::vector<Salvage> due_salvages(ServiceTime now, int limit) = 0;  // earliest first

    // Calls that broke off and may be gone on with: of each caller the last one.
    virtual void put_unfinished(const UnfinishedCall& call) = 0;
    virtual std::optional<UnfinishedCall> unfinished(const Pseudonym& caller) = 0;
    // Does nothing when the caller's is another session by now.
    virtual void drop_unfinished(const Pseudonym& caller, const Key128& session) = 0;

    // How far calls come.
    virtual void put_uncounted(const UncountedCall& call) = 0;
    virtual std::optional<UncountedCall> uncounted(const Key128& session) = 0;
    virtual std::vector<UncountedCall> due_to_count(ServiceTime now, int limit) = 0;  // earliest first
    virtual void drop_uncounted(const Key128& session) = 0;
    virtual void count_screen(const ScreenCount& count) = 0;  // adds to that day's

    // Callers, for at most 48 hours.
    virtual std::optional<std::string> language_of(const Pseudonym& caller) = 0;
    virtual void remember_language(const Pseudonym& caller, std::string_view language) = 0;
    // False when this session already made an incident: a session makes at most one.
    virtual bool link_caller(const CallerLink& link) = 0;
    virtual std::optional<CallerLink> link_of_session(const Key128& session) = 0;
    virtual std::optional<CallerLink> latest_link(const Pseudonym& caller) = 0;
    virtual std::vector<CallerLink> links(const Pseudonym& caller, ServiceTime since) = 0;  // newest first
    // The session's incident is this one from now on, and its last screen not yet read.
    virtual void move_link(const Key128& session, IncidentId incident) = 0;
    virtual bool has_filed(const Pseudonym& caller, IncidentId incident) = 0;
    virtual void confirm_link(const Key128& session) = 0;
    virtual int wrong_codes(const Pseudonym& caller, ServiceTime since) = 0;
    virtual void count_wrong_code(const Pseudonym& caller, CodeKind kind) = 0;
    // Of all callers; counts no further than `most`.
    virtual int wrong_follow_up_codes(ServiceTime since, int most) = 0;
    // Rows of callers of that day and before, texts to them included: their key is gone.
    virtual void forget_callers(Day through) = 0;

    // Incidents. lock_incident reads for a decision about the case; other readers use incident().
    virtual std::optional<IncidentId> insert_incident(
        const Incident& incident) = 0;  // nothing: case number is taken
    virtual std::optional<Incident> incident(IncidentId id) = 0;
    virtual std::optional<Incident> lock_incident(IncidentId id) = 0;
    // Writes timing, urgency and is_incomplete.
    virtual void continue_incident(const Incident& incident) = 0;
    virtual void put_report_text(IncidentId id, const SealedText& text) = 0;
    virtual std::optional<SealedText> report_text(IncidentId id) = 0;
    virtual void add_follow_up(const Key128& code_hash, IncidentId id) = 0;
    virtual std::optional<IncidentId> incident_of_follow_up(const Key128& code_hash) = 0;
    virtual void add_event(const CaseEvent& event) = 0;
    virtual std::vector<CaseEvent> events(IncidentId id) = 0;  // oldest first

    // Clocks of cases.
    virtual void put_clock(const LadderClock& clock) = 0;
    virtual void stop_clock(IncidentId id) = 0;
    virtual std::optional<LadderClock> clock(IncidentId id) = 0;
    virtual std::vector<LadderClock> due_clocks(ServiceTime now, int limit) = 0;  // not held, earliest first
    virtual std::optional<ServiceTime> next_clock() = 0;

    // Alerts.
    virtual AlertId insert_alert(const Alert& alert) = 0;
    virtual std::optional<Alert> alert(AlertId id) = 0;
    virtual std::vector<Alert> alerts_of(IncidentId id) = 0;                          // oldest first
    virtual std::vector<Alert> recent_alerts(ResponderId id, ServiceTime since) = 0;  // newest first
    // The newest alert to which this responder could answer with the code.
    virtual std::optional<Alert> alert_of_code(ResponderId id, std::string_view reply_code) = 0;
    // False when the alert was not in state `from`.
    virtual bool change_alert(AlertId id, AlertState from, AlertState to) = 0;
    // Takes the place of what this code stood for among the responder's fresh ones.
    virtual void give_fresh_code(const FreshCode& code) = 0;
    virtual std::optional<FreshCode> fresh_code(ResponderId id, std::string_view code) = 0;

    // Texts to send.
    virtual SmsId enqueue(const OutboundSms& sms) = 0;
    virtual std::vector<OutboundSms> due_sms(ServiceTime now,
                                             int limit) = 0;  // queued; by priority, then oldest
    virtual std::optional<ServiceTime> next_sms() = 0;
    virtual std::optional<OutboundSms> sms(SmsId id) = 0;
    virtual std::vector<OutboundSms> sms_of_alert(AlertId id) = 0;
    virtual std::vector<OutboundSms> recent_sms(ResponderId id, ServiceTime since) = 0;  // newest first
    virtual std::vector<OutboundSms> lapsed_claims(ServiceTime now, int limit) = 0;
    virtual std::optional<OutboundSms> sms_of_provider(std::string_view channel,
                                                       std::string_view provider_id) = 0;
    // Writes all fields after `created`; false when the row was no longer in state `from` with attempt
    // `attempt`.
    virtual bool change_sms(const OutboundSms& sms, SmsState from, const Key128& attempt) = 0;
    // What a row to a caller says and to whom; nothing once it was dropped.
    virtual void put_caller_text(SmsId id, const CallerText& text) = 0;
    virtual std::optional<CallerText> caller_text(SmsId id) = 0;
    virtual void drop_caller_text(SmsId id) = 0;
    virtual void put_report(const DeliveryReport& report) = 0;  // final states stick
    virtual std::optional<DeliveryReport> report(std::string_view channel, std::string_view provider_id) = 0;

    // What arrived. False when this channel already delivered this message.
    virtual bool note_inbound(std::string_view channel, std::string_view provider_id) = 0;
    virtual void forget_inbound(ServiceTime before) = 0;  // and delivery reports of that age

    // Roster and rules.
    virtual std::optional<Place> place(PlaceNumber number) = 0;
    virtual PlaceNumber country() = 0;  // the root of all places; zero when none is known
    virtual std::optional<Kind> kind(std::string_view code) = 0;
    virtual std::optional<Role> role(std::string_view key) = 0;
    virtual std::vector<Role> roles() = 0;
    virtual std::vector<Rung> ladder(std::string_view name) = 0;  // by number
    // Holders and deputies of offices of this role that cover the place or an ancestor: nearest first,
    // holders first.
    virtual std::vector<RosterEntry> roster(std::string_view role, PlaceNumber place, Day day) = 0;
    virtual std::optional<Responder> responder(ResponderId id) = 0;
    virtual std::optional<Responder> responder_of_phone(const Key128& tag) = 0;
    virtual std::optional<Office> office(OfficeId id) = 0;
    virtual void set_on_duty(ResponderId id, bool is_on_duty) = 0;
    virtual std::vector<DirectoryEntry> directory(std::string_view list) = 0;  // by name
    virtual std::optional<DirectoryEntry> directory_entry(std::string_view code) = 0;

    // What a responder dials in with; nothing when neither invited nor tried yet.
    virtual std::optional<Credential> credential(ResponderId id) = 0;
    virtual void put_credential(const Credential& credential) = 0;

    // Whole files of the starter pack or an operator. Each replaces what it names and keeps the rest.
    virtual void import_places(
        const std::vector<Place>& places) = 0;  // numbers are given by code: known codes keep theirs
    virtual void import_kinds(const std::vector<Kind>& kinds) = 0;
    virtual void import_roles(const std::vector<Role>& roles) = 0;
    virtual void import_ladders(const std::vector<Rung>& rungs) = 0;
    virtual void import_roster(const std::vector<RosterRow>& rows, Day from) = 0;
    // What they name are lists: each is these entries from now on and no others. A code that stood in another
    // list leaves that one.
    virtual void import_directory(const std::vector<DirectoryEntry>& entries) = 0;
    // Grows with every import; what is cached carries it.
    virtual std::int64_t rules_version() = 0;

    // Menus. Publishes at this moment; the version is stored when it is not known yet.
    virtual void publish_menu(const MenuVersion& version, std::string_view by, std::string_view note) = 0;

    // Keeps the version and that it waits. False when it waits already: who wrote it first, wrote it.
    virtual bool add_menu_draft(const MenuVersion& version, std::string_view by, std::string_view note) = 0;
    // False when none was there.
    virtual bool drop_menu_draft(std::string_view menu, std::string_view hash) = 0;

    virtual void audit(const AuditRecord& record) = 0;

    // True when `holder` now holds the lease: it was free, lapsed, or already its own.
    virtual bool take_lease(std::string_view name, std::string_view holder, Millis life) = 0;

    // Small facts about the data folder: "key check", ...
    virtual std::optional<Bytes> fact(std::string_view name) = 0;
    virtual void put_fact(std::string_view name, BytesView value) = 0;
};

struct IncidentFilter {
    std::optional<std::string> case_number;
    int limit = 1000;
};

struct IncidentView {
    Incident incident;
    Place place;
    std::vector<CaseEvent> events;
    std::optional<SealedText> text;
};

struct AlertView {
    Alert alert;
    std::string case_number;
    Responder responder;
    std::vector<OutboundSms> texts;  // of this alert, oldest first
};

struct Totals {
    std::int64_t incidents = 0;
    std::int64_t open_clocks = 0;
    std::int64_t queued_sms = 0;
    std::int64_t unowned = 0;  // cases whose clock runs at the last rung
};

// Reads for people. Every method takes whose eyes it is for, and there is no overload without; the filter is
// one SQL fragment in one file. Used only on a reader's executor; sees what is committed.
class Reader {
public:
    virtual ~Reader() = default;

    virtual Result<std::vector<IncidentView>> incidents(const Viewer& viewer,
                                                        const IncidentFilter& filter) = 0;
    virtual Result<std::vector<AlertView>> alerts(const Viewer& viewer, const IncidentFilter& filter) = 0;
    virtual Result<std::vector<Place>> places(const Viewer& viewer) = 0;  // as valid today, parents first
    virtual Result<std::vector<Kind>> kinds(const Viewer& viewer) = 0;
    virtual Result<std::vector<Role>> roles(const Viewer& viewer) = 0;
    virtual Result<std::vector<Rung>> rungs(const Viewer& viewer) = 0;
    virtual Result<std::vector<RosterRow>> roster(const Viewer& viewer) = 0;
    virtual Result<std::vector<DirectoryEntry>> directory(const Viewer& viewer) = 0;  // by list, then name
    virtual Result<std::vector<Publication>> publications(const Viewer& viewer,
                                                          std::string_view menu) = 0;  // newest first
    virtual Result<std::vector<MenuDraft>> menu_drafts(const Viewer& viewer,
                                                       std::string_view menu) = 0;  // newest first
    virtual Result<std::optional<MenuVersion>> menu_version(const Viewer& viewer, std::string_view menu,
                                                            std::string_view hash) = 0;
    // Of every version of this menu, a row for each day.
    virtual Result<std::vector<ScreenCount>> screen_counts(const Viewer& viewer, std::string_view menu) = 0;
    virtual Result<Totals> totals(const Viewer& viewer) = 0;
};

// A database. One writer: begin, units in savepoints, commit. Not thread-safe; CommitQueue owns the calls.
class Store {
public:
    virtual ~Store() = default;

    // Starts a group at this moment. Errors: broken.
    virtual Result<void> begin(ServiceTime now, const ClockReading& reading) = 0;
    // Runs one unit in a savepoint of its own; what it throws or returns rolls it back. Errors: the unit's
    // own, full, failed, conflict. After `full` ask is_dissolved().
    virtual Result<void> run(const std::function<Result<void>(Transaction&)>& unit) = 0;
    // The database rolled the whole group back by itself (a full disk does): none of its units is saved.
    virtual bool is_dissolved() const = 0;
    // A group that wrote nothing costs no sync, but for one a minute that stores the clock's mark.
    // Errors: full (surely not saved), broken (unknown: final).
    virtual Result<void> commit() = 0;
    virtual void roll_back() = 0;

    // Copies the log into the database beside the writer; safe to call from a thread of its own.
    virtual Result<void> checkpoint() = 0;

    virtual std::optional<ClockMark> clock_mark() = 0;  // as stored by the last commit
    virtual std::unique_ptr<Reader> reader() = 0;
};

}  // namespace kengele::storage
