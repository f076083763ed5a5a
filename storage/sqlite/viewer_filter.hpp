#pragma once

#include <string>
#include <string_view>

#include "storage/model/time.hpp"
#include "storage/model/viewer.hpp"

// Whom a read is for, as SQL. Deny by default: what a Viewer does not grant matches nothing. Every query of
// the Reader joins `viewer_sql` in front and asks one of these conditions; there is no other way to a case.
namespace kengele::storage::sqlite {

// A table `viewer` of one row made from arguments ?1 to ?6.
extern const std::string_view viewer_sql;
// True for an incident `i` these eyes may see.
extern const std::string_view may_see_incident;
// True for an office `o` these eyes may see.
extern const std::string_view may_see_office;
// True for a menu version `v` of an organisation these eyes may see.
extern const std::string_view may_see_menu;
// True for an entry `d` of the directory of an organisation these eyes may see.
extern const std::string_view may_see_directory;
// True for whoever was granted anything: reference lists (places, kinds, roles, ladders).
extern const std::string_view may_see_lists;

// The arguments of viewer_sql, in order.
struct ViewerArguments {
    std::string organisations;
    std::string classes;
    std::string areas;
    std::string offices;
    bool sees_all_areas = false;
    Day today = 0;
};
ViewerArguments arguments_of(const Viewer& viewer, Day today);

}  // namespace kengele::storage::sqlite
