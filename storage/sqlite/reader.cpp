#include "storage/sqlite/reader.hpp"

#include <fmt/format.h>

#include <boost/system/system_error.hpp>

#include "storage/sqlite/columns.hpp"

namespace kengele::storage::sqlite {
namespace {

RosterRow read_roster_row(Rows& rows) {
    RosterRow it;
    rows.read(it.rank, it.office.id, it.office.organisation, it.office.name, it.office.role, it.responder.id,
              it.responder.organisation, it.responder.name, it.responder.phone_sealed, it.responder.phone_tag,
              it.responder.language, it.responder.is_on_duty);
    return it;
}

AlertView read_alert_view(Rows& rows) {
    AlertView it;
    auto& alert = it.alert;
    auto& responder = it.responder;
    rows.read(alert.id, alert.incident, alert.office, alert.responder, alert.role, alert.rung, alert.standing,
              alert.reply_code, alert.state, alert.cause, alert.created, alert.created_wall, responder.id,
              responder.organisation, responder.name, responder.phone_sealed, responder.phone_tag,
              responder.language, responder.is_on_duty, it.case_number);
    return it;
}

// As valid on ?2, or as last known when the wall clock stands before its first day.
constexpr std::string_view place_sql =
    "SELECT {} FROM place p JOIN place_code c ON c.place = p.number WHERE p.number = ?1"
    " ORDER BY (c.from_day <= ?2 AND ?2 < c.to_day) DESC, c.from_day DESC LIMIT 1";

}  // namespace

SqliteReader::SqliteReader(const std::string& path, const std::string& vfs)
    : db_(path, vfs, Database::Access::read_only) {
    apply_settings(db_);
}

Result<std::vector<IncidentView>> SqliteReader::incidents(const Viewer& viewer,
                                                          const IncidentFilter& filter) {
    static const auto seen_sql = fmt::format(
        "SELECT {} FROM incident i WHERE {} AND (?7 IS NULL OR i.case_number = ?7)"
        " ORDER BY i.id DESC LIMIT ?8",
        incident_columns, may_see_incident);
    static const auto one_place_sql = fmt::format(place_sql, place_columns);
    static const auto events_sql =
        fmt::format("SELECT {} FROM case_event WHERE incident = ? ORDER BY seq", event_columns);
    static const auto text_sql = fmt::format("SELECT {} FROM report_text WHERE incident = ?", text_columns);

    return at_one_moment(viewer, [&] {
        std::vector<IncidentView> views;
        for (auto& incident : seen(read_incident, seen_sql, filter.case_number, filter.limit)) {
            IncidentView view;
            view.place = db_.first(read_place, one_place_sql, incident.place, eyes_.today).value_or(Place{});
            view.events = db_.all(read_event, events_sql, incident.id);
            view.text = db_.first(read_text, text_sql, incident.id);
            view.incident = std::move(incident);
            views.push_back(std::move(view));
        }
        return views;
    });
}

Result<std::vector<AlertView>> SqliteReader::alerts(const Viewer& viewer, const IncidentFilter& filter) {
    static const auto seen_sql = fmt::format(
        "SELECT {}, {}, i.case_number FROM incident i JOIN alert a ON a.incident = i.id"
        " JOIN responder r ON r.id = a.responder"
        " WHERE {} AND (?7 IS NULL OR i.case_number = ?7) ORDER BY a.id DESC LIMIT ?8",
        alert_columns, responder_columns, may_see_incident);
    static const auto texts_sql =
        fmt::format("SELECT {} FROM outbound_sms s WHERE s.alert = ? ORDER BY s.id", sms_columns);

    return at_one_moment(viewer, [&] {
        auto views = seen(read_alert_view, seen_sql, filter.case_number, filter.limit);
        for (auto& view : views)
            view.texts = db_.all(read_sms, texts_sql, view.alert.id);
        return views;
    });
}

Result<std::vector<Place>> SqliteReader::places(const Viewer& viewer) {
    static const auto sql = fmt::format(
        "SELECT {} FROM viewer JOIN place p JOIN place_code c ON c.place = p.number"
        " AND c.from_day <= viewer.today AND viewer.today < c.to_day WHERE {} ORDER BY p.level, c.code",
        place_columns, may_see_lists);
    return at_one_moment(viewer, [&] { return seen(read_place, sql); });
}

Result<std::vector<Kind>> SqliteReader::kinds(const Viewer& viewer) {
    static const auto sql =
        fmt::format("SELECT {} FROM kind WHERE {} ORDER BY code", kind_columns, may_see_lists);
    return at_one_moment(viewer, [&] { return seen(read_kind, sql); });
}

Result<std::vector<Role>> SqliteReader::roles(const Viewer& viewer) {
    static const auto sql =
        fmt::format("SELECT {} FROM role WHERE {} ORDER BY tier, key", role_columns, may_see_lists);
    return at_one_moment(viewer, [&] { return seen(read_role, sql); });
}

Result<std::vector<Rung>> SqliteReader::rungs(const Viewer& viewer) {
    static const auto sql =
        fmt::format("SELECT {} FROM rung WHERE {} ORDER BY ladder, number", rung_columns, may_see_lists);
    return at_one_moment(viewer, [&] { return seen(read_rung, sql); });
}

Result<std::vector<RosterRow>> SqliteReader::roster(const Viewer& viewer) {
    static const auto sql = fmt::format(
        "SELECT h.rank, {}, {} FROM viewer JOIN office o JOIN office_holder h ON h.office = o.id"
        " AND h.from_day <= viewer.today AND viewer.today < h.to_day JOIN responder r ON r.id = h.responder"
        " WHERE {} ORDER BY o.id, h.rank, r.id",
        office_columns, responder_columns, may_see_office);
    static const std::string places_sql =
        "SELECT place FROM office_place WHERE office = ?1 AND from_day <= ?2 AND ?2 < to_day ORDER BY place";

    return at_one_moment(viewer, [&] {
        auto rows = seen(read_roster_row, sql);
        for (auto& row : rows)
            row.places = db_.all(only<PlaceNumber>, places_sql, row.office.id, eyes_.today);
        return rows;
    });
}

Result<std::vector<DirectoryEntry>> SqliteReader::directory(const Viewer& viewer) {
    static const auto sql = fmt::format(
        "SELECT {} FROM directory_entry d WHERE {} ORDER BY d.list, d.name COLLATE NOCASE, d.code",
        directory_entry_columns, may_see_directory);
    return at_one_moment(viewer, [&] { return seen(read_directory_entry, sql); });
}

Result<std::vector<Publication>> SqliteReader::publications(const Viewer& viewer, std::string_view menu) {
    static const auto sql = fmt::format(
        "SELECT {} FROM menu_publication m JOIN menu_version v USING (organisation, menu, hash)"
        " WHERE {} AND m.menu = ?7 ORDER BY m.number DESC",
        publication_columns, may_see_menu);
    return at_one_moment(viewer, [&] { return seen(read_publication, sql, menu); });
}

Result<std::vector<MenuDraft>> SqliteReader::menu_drafts(const Viewer& viewer, std::string_view menu) {
    static const auto sql = fmt::format(
        "SELECT d.number, d.menu, d.hash, v.name, d.by_whom, d.note, d.at_wall FROM menu_draft d"
        " JOIN menu_version v USING (organisation, menu, hash) WHERE {} AND d.menu = ?7 ORDER BY d.number "
        "DESC",
        may_see_menu);
    const auto read = +[](Rows& rows) {
        MenuDraft it;
        rows.read(it.number, it.menu, it.hash, it.name, it.by, it.note, it.wall);
        return it;
    };
    return at_one_moment(viewer, [&] { return seen(read, sql, menu); });
}

Result<std::optional<MenuVersion>> SqliteReader::menu_version(const Viewer& viewer, std::string_view menu,
                                                              std::string_view hash) {
    static const auto sql =
        fmt::format("SELECT {} FROM menu_version v WHERE {} AND v.menu = ?7 AND v.hash = ?8",
                    menu_version_columns, may_see_menu);
    return at_one_moment(viewer, [&]() -> std::optional<MenuVersion> {
        auto found = seen(read_menu_version, sql, menu, hash);
        if (found.empty()) return std::nullopt;
        return std::move(found.front());
    });
}

Result<std::vector<ScreenCount>> SqliteReader::screen_counts(const Viewer& viewer, std::string_view menu) {
    static const auto sql = fmt::format(
        "SELECT c.menu_hash, c.screen, c.what, c.day, c.calls FROM menu_version v"
        " JOIN screen_count c ON c.menu_hash = v.hash WHERE {} AND v.menu = ?7"
        " ORDER BY c.menu_hash, c.screen, c.what, c.day",
        may_see_menu);
    const auto read = +[](Rows& rows) {
        ScreenCount it;
        rows.read(it.menu_hash, it.screen, it.what, it.day, it.calls);
        return it;
    };
    return at_one_moment(viewer, [&] { return seen(read, sql, menu); });
}

Result<Totals> SqliteReader::totals(const Viewer& viewer) {
    static const auto incidents_sql =
        fmt::format("SELECT count(*) FROM incident i WHERE {}", may_see_incident);
    static const auto clocks_sql =
        fmt::format("SELECT count(*) FROM ladder_clock k JOIN incident i ON i.id = k.incident WHERE {}",
                    may_see_incident);
    static const auto queued_sql = fmt::format(
        "SELECT count(*) FROM outbound_sms s LEFT JOIN incident i ON i.id = s.incident WHERE s.state = 0"
        " AND (CASE WHEN s.incident IS NULL"
        " THEN s.organisation IN (SELECT value FROM viewer, json_each(viewer.organisations)) ELSE {} END)",
        may_see_incident);
    static const auto unowned_sql = fmt::format(
        "SELECT count(*) FROM ladder_clock k JOIN incident i ON i.id = k.incident WHERE {} AND k.held_by IS "
        "NULL"
        " AND k.rung >= (SELECT max(number) FROM rung WHERE ladder = k.ladder)",
        may_see_incident);

    return at_one_moment(viewer, [&] {
        const auto count = [&](const std::string& sql) { return seen(only<std::int64_t>, sql).front(); };
        return Totals{count(incidents_sql), count(clocks_sql), count(queued_sql), count(unowned_sql)};
    });
}

template <class Query>
auto SqliteReader::at_one_moment(const Viewer& viewer, Query query) -> Result<std::invoke_result_t<Query>> {
    try {
        db_.run("BEGIN");
        const auto wall = db_.first(only<WallTime>, "SELECT marked_wall FROM clock_mark");
        eyes_ = arguments_of(viewer, day_of(wall.value_or(WallTime{})));
        auto answer = query();
        db_.run("COMMIT");
        return answer;
    } catch (const boost::system::system_error& error) {
        if (db_.is_in_transaction()) db_.run("ROLLBACK");
        return error.code();
    } catch (...) {
        if (db_.is_in_transaction()) db_.run("ROLLBACK");
        throw;
    }
}

template <class T, class... Arguments>
std::vector<T> SqliteReader::seen(T (*read)(Rows&), const std::string& sql, const Arguments&... arguments) {
    const auto whole = fmt::format("{} {}", viewer_sql, sql);
    return db_.all(read, whole, eyes_.organisations, eyes_.classes, eyes_.areas, eyes_.offices,
                   eyes_.sees_all_areas, eyes_.today, arguments...);
}

}  // namespace kengele::storage::sqlite
