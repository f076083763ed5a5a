#include <map>

#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {
namespace {

// A fact without an end, and one that has always been so.
constexpr Day for_ever = 1'000'000;
constexpr Day always = 0;

}  // namespace

void SqliteTransaction::import_places(const std::vector<Place>& places) {
    for (const auto& place : places) {
        const auto known = number_of_code(place.code);
        db_.run(
            "INSERT INTO place (number, name, level, aliases) VALUES (?, ?, ?, ?) ON CONFLICT (number)"
            " DO UPDATE SET name = excluded.name, level = excluded.level, aliases = excluded.aliases",
            known, place.name, place.level, place.aliases);
        if (known) continue;
        db_.run("INSERT INTO place_code (place, code, from_day, to_day) VALUES (?, ?, ?, ?)", db_.last_id(),
                place.code, always, for_ever);
    }
    // Parents second: a file may name a child first.
    for (const auto& place : places) {
        db_.run("UPDATE place_code SET parent = ? WHERE place = ? AND to_day = ?", parent_of(place),
                number_of_code(place.code), for_ever);
    }
    grow_rules_version();
}

void SqliteTransaction::import_kinds(const std::vector<Kind>& kinds) {
    for (const auto& it : kinds) {
        db_.run(
            "INSERT OR REPLACE INTO kind (code, category, label_en, label_sw, severity, lead_role, "
            "copy_roles,"
            " sensitivity, ladder, flags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            it.code, it.category, it.label_en, it.label_sw, it.severity, it.lead_role, it.copy_roles,
            it.sensitivity, it.ladder, it.flags);
    }
    grow_rules_version();
}

void SqliteTransaction::import_roles(const std::vector<Role>& roles) {
    for (const auto& it : roles) {
        db_.run("INSERT OR REPLACE INTO role (key, label_en, label_sw, line, tier) VALUES (?, ?, ?, ?, ?)",
                it.key, it.label_en, it.label_sw, it.line, it.tier);
    }
    grow_rules_version();
}

void SqliteTransaction::import_ladders(const std::vector<Rung>& rungs) {
    for (const auto& it : rungs)
        db_.run("DELETE FROM rung WHERE ladder = ?", it.ladder);
    for (const auto& it : rungs) {
        db_.run("INSERT INTO rung (ladder, number, after_minutes, roles, never) VALUES (?, ?, ?, ?, ?)",
                it.ladder, it.number, it.after_minutes, it.roles, it.never);
    }
    grow_rules_version();
}

void SqliteTransaction::import_roster(const std::vector<RosterRow>& rows, Day from) {
    // What the file says of an office replaces from that day on what was known of it, planned changes
    // included. An office met for the first time has always been so: a wall clock that is set back must not
    // leave its places without anybody.
    std::map<OfficeId, Day> since;
    for (const auto& row : rows) {
        const auto office = put_office(row.office);
        if (since.contains(office)) continue;
        for (const std::string table : {"office_place", "office_holder"}) {
            db_.run("DELETE FROM " + table + " WHERE office = ? AND from_day >= ?", office, from);
            db_.run("UPDATE " + table + " SET to_day = ?1 WHERE office = ?2 AND to_day > ?1", from, office);
        }
        const auto known =
            db_.first(only<int>, "SELECT count(*) FROM office_holder WHERE office = ?", office);
        since[office] = known == 0 ? always : from;
    }
    for (const auto& row : rows) {
        const auto office = put_office(row.office);
        const auto responder = put_responder(row.responder);
        for (const auto place : row.places) {
            db_.run(
                "INSERT INTO office_place (place, office, from_day, to_day) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                place, office, since[office], for_ever);
        }
        db_.run(
            "INSERT INTO office_holder (office, responder, rank, from_day, to_day)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            office, responder, row.rank, since[office], for_ever);
    }
    grow_rules_version();
}

PlaceNumber SqliteTransaction::country() {
    return db_
        .first(only<PlaceNumber>, "SELECT number FROM place WHERE level = ? ORDER BY number LIMIT 1",
               PlaceLevel::country)
        .value_or(PlaceNumber{});
}

PlaceNumber SqliteTransaction::number_of_code(std::string_view code) {
    return db_
        .first(only<PlaceNumber>, "SELECT place FROM place_code WHERE code = ? AND to_day = ?", code,
               for_ever)
        .value_or(PlaceNumber{});
}

// The place whose path the code continues; a county continues none and lies in the country, where there is
// one.
PlaceNumber SqliteTransaction::parent_of(const Place& place) {
    std::string_view path = place.code;
    for (auto end = path.rfind('-'); end != std::string_view::npos; end = path.rfind('-')) {
        path = path.substr(0, end);
        if (const auto parent = number_of_code(path)) return parent;
    }
    if (place.level == PlaceLevel::country) return {};
    if (place.parent) return place.parent;
    return country();
}

OfficeId SqliteTransaction::put_office(const Office& it) {
    db_.run(
        "INSERT INTO office (organisation, name, role) VALUES (?, ?, ?)"
        " ON CONFLICT (organisation, name, role) DO NOTHING",
        it.organisation, it.name, it.role);
    const auto id =
        db_.first(only<OfficeId>, "SELECT id FROM office WHERE organisation = ? AND name = ? AND role = ?",
                  it.organisation, it.name, it.role);
    return id.value();
}

// A person is known by the phone.
ResponderId SqliteTransaction::put_responder(const Responder& it) {
    db_.run(
        "INSERT INTO responder (organisation, name, phone_sealed, phone_tag, language, is_on_duty)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (phone_tag) DO UPDATE SET organisation = "
        "excluded.organisation,"
        " name = excluded.name, phone_sealed = excluded.phone_sealed, language = excluded.language,"
        " is_on_duty = excluded.is_on_duty",
        it.organisation, it.name, it.phone_sealed, it.phone_tag, it.language, it.is_on_duty);
    return db_.first(only<ResponderId>, "SELECT id FROM responder WHERE phone_tag = ?", it.phone_tag).value();
}

}  // namespace kengele::storage::sqlite
