#pragma once

#include "storage/sqlite/database.hpp"
#include "storage/store.hpp"

// For each noun the columns to ask for and the reader of exactly those, side by side so that they cannot
// part. The tables are named as in the schema and may be joined: alert a, incident i, office o, outbound_sms
// s, place p with place_code c, responder r, menu_version v, menu_publication m, directory_entry d.
namespace kengele::storage::sqlite {

inline constexpr std::string_view incident_columns =
    "i.id, i.organisation, i.case_number, i.kind, i.category, i.severity, i.sensitivity, i.place, i.timing, "
    "i.urgency, i.channel, i.incomplete, i.created, i.created_wall";
Incident read_incident(Rows& rows);

inline constexpr std::string_view event_columns =
    "incident, kind, at, at_wall, rung, alert, office, responder, word";
CaseEvent read_event(Rows& rows);

inline constexpr std::string_view text_columns = "key_version, wrapped_key, sealed";
SealedText read_text(Rows& rows);

inline constexpr std::string_view alert_columns =
    "a.id, a.incident, a.office, a.responder, a.role, a.rung, a.standing, a.reply_code, a.state, a.cause, "
    "a.created, a.created_wall";
Alert read_alert(Rows& rows);

inline constexpr std::string_view sms_columns =
    "s.id, s.organisation, s.responder, s.incident, s.alert, s.what, s.language, s.about, s.priority, "
    "s.created, "
    "s.not_before, s.state, s.attempts, s.attempt, s.lease_until, s.possible_duplicate, s.channel, "
    "s.provider_id, s.failure";
OutboundSms read_sms(Rows& rows);

inline constexpr std::string_view place_columns = "p.number, c.code, p.name, p.level, c.parent, p.aliases";
Place read_place(Rows& rows);

inline constexpr std::string_view kind_columns =
    "code, category, label_en, label_sw, severity, lead_role, copy_roles, sensitivity, ladder, flags";
Kind read_kind(Rows& rows);

inline constexpr std::string_view role_columns = "key, label_en, label_sw, line, tier";
Role read_role(Rows& rows);

inline constexpr std::string_view rung_columns = "ladder, number, after_minutes, roles, never";
Rung read_rung(Rows& rows);

inline constexpr std::string_view directory_entry_columns =
    "d.code, d.list, d.organisation, d.name, d.place, d.phone, d.hours_en, d.hours_sw, d.verified_on";
DirectoryEntry read_directory_entry(Rows& rows);

inline constexpr std::string_view menu_version_columns = "v.organisation, v.menu, v.hash, v.name, v.source";
MenuVersion read_menu_version(Rows& rows);

inline constexpr std::string_view publication_columns =
    "m.number, m.organisation, m.menu, m.hash, v.name, m.by_whom, m.note, m.at, m.at_wall";
Publication read_publication(Rows& rows);

inline constexpr std::string_view office_columns = "o.id, o.organisation, o.name, o.role";
Office read_office(Rows& rows);

inline constexpr std::string_view responder_columns =
    "r.id, r.organisation, r.name, r.phone_sealed, r.phone_tag, r.language, r.is_on_duty";
Responder read_responder(Rows& rows);

}  // namespace kengele::storage::sqlite
