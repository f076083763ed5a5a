#include "storage/sqlite/viewer_filter.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace kengele::storage::sqlite {
namespace {

std::string json_list(const std::vector<std::int64_t>& numbers) {
    return fmt::format("[{}]", fmt::join(numbers, ","));
}

template <class Tag>
std::string json_list(const std::vector<Id<Tag>>& ids) {
    std::vector<std::int64_t> numbers;
    numbers.reserve(ids.size());
    for (const auto id : ids)
        numbers.push_back(id.value);
    return json_list(numbers);
}

}  // namespace

const std::string_view viewer_sql = R"(
    WITH viewer (organisations, classes, areas, offices, sees_all_areas, today) AS (VALUES (?1, ?2, ?3, ?4, ?5, ?6)),
    -- Every place on today's paths inside the areas; the country's path holds all others.
    seen_place (number) AS (
        SELECT inner_code.place
        FROM viewer
            JOIN json_each(viewer.areas) area
            JOIN place_code area_code ON area_code.place = area.value
                AND area_code.from_day <= viewer.today AND viewer.today < area_code.to_day
            JOIN place_code inner_code ON inner_code.from_day <= viewer.today AND viewer.today < inner_code.to_day
        WHERE inner_code.code = area_code.code
            OR substr(inner_code.code, 1, length(area_code.code) + 1) = area_code.code || '-'
            OR (SELECT level FROM place WHERE number = area_code.place) = 0
    ))";

const std::string_view may_see_incident = R"((
    i.organisation IN (SELECT value FROM viewer, json_each(viewer.organisations))
    AND i.sensitivity IN (SELECT value FROM viewer, json_each(viewer.classes))
    AND ((SELECT sees_all_areas FROM viewer) OR i.place IN (SELECT number FROM seen_place))
    AND NOT EXISTS (SELECT 1 FROM viewer, json_each(viewer.offices) mine
                    JOIN excluded_office x ON x.incident = i.id AND x.office = mine.value)
))";

const std::string_view may_see_office = R"((
    o.organisation IN (SELECT value FROM viewer, json_each(viewer.organisations))
    AND ((SELECT sees_all_areas FROM viewer)
         OR o.id IN (SELECT office FROM office_place WHERE place IN (SELECT number FROM seen_place)))
))";

const std::string_view may_see_menu =
    "v.organisation IN (SELECT value FROM viewer, json_each(viewer.organisations))";

const std::string_view may_see_directory =
    "d.organisation IN (SELECT value FROM viewer, json_each(viewer.organisations))";

const std::string_view may_see_lists = "(SELECT count(*) > 0 FROM viewer, json_each(viewer.organisations))";

ViewerArguments arguments_of(const Viewer& viewer, Day today) {
    std::vector<std::int64_t> classes;
    for (const auto sensitivity : viewer.classes)
        classes.push_back(static_cast<std::int64_t>(sensitivity));
    return {json_list(viewer.organisations), json_list(classes),    json_list(viewer.areas),
            json_list(viewer.offices),       viewer.sees_all_areas, today};
}

}  // namespace kengele::storage::sqlite
