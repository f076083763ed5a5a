#include "storage/sqlite/columns.hpp"

namespace kengele::storage::sqlite {

Incident read_incident(Rows& rows) {
    Incident it;
    rows.read(it.id, it.organisation, it.case_number, it.kind, it.category, it.severity, it.sensitivity,
              it.place, it.timing, it.urgency, it.channel, it.is_incomplete, it.created, it.created_wall);
    return it;
}

CaseEvent read_event(Rows& rows) {
    CaseEvent it;
    rows.read(it.incident, it.kind, it.at, it.wall, it.rung, it.alert, it.office, it.responder, it.word);
    return it;
}

SealedText read_text(Rows& rows) {
    SealedText it;
    rows.read(it.key_version, it.wrapped_key, it.sealed);
    return it;
}

Alert read_alert(Rows& rows) {
    Alert it;
    rows.read(it.id, it.incident, it.office, it.responder, it.role, it.rung, it.standing, it.reply_code,
              it.state, it.cause, it.created, it.created_wall);
    return it;
}

OutboundSms read_sms(Rows& rows) {
    OutboundSms it;
    rows.read(it.id, it.organisation, it.responder, it.incident, it.alert, it.what, it.language, it.about,
              it.priority, it.created, it.not_before, it.state, it.attempts, it.attempt, it.lease_until,
              it.possible_duplicate, it.channel, it.provider_id, it.failure);
    return it;
}

Place read_place(Rows& rows) {
    Place it;
    rows.read(it.number, it.code, it.name, it.level, it.parent, it.aliases);
    return it;
}

Kind read_kind(Rows& rows) {
    Kind it;
    rows.read(it.code, it.category, it.label_en, it.label_sw, it.severity, it.lead_role, it.copy_roles,
              it.sensitivity, it.ladder, it.flags);
    return it;
}

Role read_role(Rows& rows) {
    Role it;
    rows.read(it.key, it.label_en, it.label_sw, it.line, it.tier);
    return it;
}

Rung read_rung(Rows& rows) {
    Rung it;
    rows.read(it.ladder, it.number, it.after_minutes, it.roles, it.never);
    return it;
}

DirectoryEntry read_directory_entry(Rows& rows) {
    DirectoryEntry it;
    rows.read(it.code, it.list, it.organisation, it.name, it.place, it.phone, it.hours_en, it.hours_sw,
              it.verified_on);
    return it;
}

MenuVersion read_menu_version(Rows& rows) {
    MenuVersion it;
    rows.read(it.organisation, it.menu, it.hash, it.name, it.source);
    return it;
}

Publication read_publication(Rows& rows) {
    Publication it;
    rows.read(it.number, it.organisation, it.menu, it.hash, it.name, it.by, it.note, it.at, it.wall);
    return it;
}

Office read_office(Rows& rows) {
    Office it;
    rows.read(it.id, it.organisation, it.name, it.role);
    return it;
}

Responder read_responder(Rows& rows) {
    Responder it;
    rows.read(it.id, it.organisation, it.name, it.phone_sealed, it.phone_tag, it.language, it.is_on_duty);
    return it;
}

}  // namespace kengele::storage::sqlite
