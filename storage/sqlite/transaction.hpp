#pragma once

#include "storage/sqlite/database.hpp"
#include "storage/sqlite/rules_cache.hpp"
#include "storage/sqlite/session_table.hpp"
#include "storage/store.hpp"

namespace kengele::storage::sqlite {

// The Transaction of the running group. Its methods lie in one file per noun: sessions.cpp, salvages.cpp,
// unfinished.cpp, counts.cpp, callers.cpp, caller_texts.cpp, credentials.cpp, incidents.cpp, clocks.cpp,
// alerts.cpp, outbox.cpp, inbound.cpp, rules.cpp, imports.cpp, roster.cpp, directory.cpp, menus.cpp,
// folder.cpp.
class SqliteTransaction final : public Transaction {
public:
    SqliteTransaction(Database& database, SessionTable& sessions) : db_(database), sessions_(sessions) {}

    void begin_group(ServiceTime now, WallTime wall) {
        now_ = now;
        wall_ = wall;
        rules_.begin_group();
    }

    ServiceTime now() const override { return now_; }
    WallTime wall() const override { return wall_; }

    std::optional<StoredSession> session(const Key128& key) override;
    void put_session(const StoredSession& session) override;
    void forget_sessions(ServiceTime untouched_since) override;

    void put_salvage(const Salvage& salvage) override;
    void drop_salvage(const Key128& session) override;
    std::optional<Salvage> salvage(const Key128& session) override;
    std::vector<Salvage> salvages_of(const Pseudonym& caller) override;
    std::vector<Salvage> due_salvages(ServiceTime now, int limit) override;

    void put_unfinished(const UnfinishedCall& call) override;
    std::optional<UnfinishedCall> unfinished(const Pseudonym& caller) override;
    void drop_unfinished(const Pseudonym& caller, const Key128& session) override;

    void put_uncounted(const UncountedCall& call) override;
    std::optional<UncountedCall> uncounted(const Key128& session) override;
    std::vector<UncountedCall> due_to_count(ServiceTime now, int limit) override;
    void drop_uncounted(const Key128& session) override;
    void count_screen(const ScreenCount& count) override;

    std::optional<std::string> language_of(const Pseudonym& caller) override;
    void remember_language(const Pseudonym& caller, std::string_view language) override;
    bool link_caller(const CallerLink& link) override;
    std::optional<CallerLink> link_of_session(const Key128& session) override;
    std::optional<CallerLink> latest_link(const Pseudonym& caller) override;
    std::vector<CallerLink> links(const Pseudonym& caller, ServiceTime since) override;
    void move_link(const Key128& session, IncidentId incident) override;
    bool has_filed(const Pseudonym& caller, IncidentId incident) override;
    void confirm_link(const Key128& session) override;
    int wrong_codes(const Pseudonym& caller, ServiceTime since) override;
    void count_wrong_code(const Pseudonym& caller, CodeKind kind) override;
    int wrong_follow_up_codes(ServiceTime since, int most) override;
    void forget_callers(Day through) override;

    std::optional<IncidentId> insert_incident(const Incident& incident) override;
    std::optional<Incident> incident(IncidentId id) override;
    std::optional<Incident> lock_incident(IncidentId id) override;
    void continue_incident(const Incident& incident) override;
    void put_report_text(IncidentId id, const SealedText& text) override;
    std::optional<SealedText> report_text(IncidentId id) override;
    void add_follow_up(const Key128& code_hash, IncidentId id) override;
    std::optional<IncidentId> incident_of_follow_up(const Key128& code_hash) override;
    void add_event(const CaseEvent& event) override;
    std::vector<CaseEvent> events(IncidentId id) override;

    void put_clock(const LadderClock& clock) override;
    void stop_clock(IncidentId id) override;
    std::optional<LadderClock> clock(IncidentId id) override;
    std::vector<LadderClock> due_clocks(ServiceTime now, int limit) override;
    std::optional<ServiceTime> next_clock() override;

    AlertId insert_alert(const Alert& alert) override;
    std::optional<Alert> alert(AlertId id) override;
    std::vector<Alert> alerts_of(IncidentId id) override;
    std::vector<Alert> recent_alerts(ResponderId id, ServiceTime since) override;
    std::optional<Alert> alert_of_code(ResponderId id, std::string_view reply_code) override;
    bool change_alert(AlertId id, AlertState from, AlertState to) override;
    void give_fresh_code(const FreshCode& code) override;
    std::optional<FreshCode> fresh_code(ResponderId id, std::string_view code) override;

    SmsId enqueue(const OutboundSms& sms) override;
    std::vector<OutboundSms> due_sms(ServiceTime now, int limit) override;
    std::optional<ServiceTime> next_sms() override;
    std::optional<OutboundSms> sms(SmsId id) override;
    std::vector<OutboundSms> sms_of_alert(AlertId id) override;
    std::vector<OutboundSms> recent_sms(ResponderId id, ServiceTime since) override;
    std::vector<OutboundSms> lapsed_claims(ServiceTime now, int limit) override;
    std::optional<OutboundSms> sms_of_provider(std::string_view channel,
                                               std::string_view provider_id) override;
    bool change_sms(const OutboundSms& sms, SmsState from, const Key128& attempt) override;
    void put_caller_text(SmsId id, const CallerText& text) override;
    std::optional<CallerText> caller_text(SmsId id) override;
    void drop_caller_text(SmsId id) override;
    void put_report(const DeliveryReport& report) override;
    std::optional<DeliveryReport> report(std::string_view channel, std::string_view provider_id) override;

    bool note_inbound(std::string_view channel, std::string_view provider_id) override;
    void forget_inbound(ServiceTime before) override;

    std::optional<Place> place(PlaceNumber number) override;
    PlaceNumber country() override;
    std::optional<Kind> kind(std::string_view code) override;
    std::optional<Role> role(std::string_view key) override;
    std::vector<Role> roles() override;
    std::vector<Rung> ladder(std::string_view name) override;
    std::vector<RosterEntry> roster(std::string_view role, PlaceNumber place, Day day) override;
    std::optional<Responder> responder(ResponderId id) override;
    std::optional<Responder> responder_of_phone(const Key128& tag) override;
    std::optional<Office> office(OfficeId id) override;
    void set_on_duty(ResponderId id, bool is_on_duty) override;
    std::vector<DirectoryEntry> directory(std::string_view list) override;
    std::optional<DirectoryEntry> directory_entry(std::string_view code) override;

    std::optional<Credential> credential(ResponderId id) override;
    void put_credential(const Credential& credential) override;

    void import_places(const std::vector<Place>& places) override;
    void import_kinds(const std::vector<Kind>& kinds) override;
    void import_roles(const std::vector<Role>& roles) override;
    void import_ladders(const std::vector<Rung>& rungs) override;
    void import_roster(const std::vector<RosterRow>& rows, Day from) override;
    void import_directory(const std::vector<DirectoryEntry>& entries) override;
    std::int64_t rules_version() override;

    void publish_menu(const MenuVersion& version, std::string_view by, std::string_view note) override;

    bool add_menu_draft(const MenuVersion& version, std::string_view by, std::string_view note) override;
    bool drop_menu_draft(std::string_view menu, std::string_view hash) override;

    void audit(const AuditRecord& record) override;
    bool take_lease(std::string_view name, std::string_view holder, Millis life) override;
    std::optional<Bytes> fact(std::string_view name) override;
    void put_fact(std::string_view name, BytesView value) override;

private:
    void grow_rules_version();
    PlaceNumber number_of_code(std::string_view code);
    PlaceNumber parent_of(const Place& place);
    OfficeId put_office(const Office& office);
    ResponderId put_responder(const Responder& responder);

    Database& db_;
    SessionTable& sessions_;
    RulesCache rules_;
    ServiceTime now_;
    WallTime wall_;
};

}  // namespace kengele::storage::sqlite
