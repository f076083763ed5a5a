#pragma once

#include <string>

#include "storage/sqlite/database.hpp"
#include "storage/sqlite/viewer_filter.hpp"
#include "storage/store.hpp"

namespace kengele::storage::sqlite {

// A read-only connection of its own. Each method sees one moment of the database; today is the day of the
// last commit.
class SqliteReader final : public Reader {
public:
    SqliteReader(const std::string& path, const std::string& vfs);

    Result<std::vector<IncidentView>> incidents(const Viewer& viewer, const IncidentFilter& filter) override;
    Result<std::vector<AlertView>> alerts(const Viewer& viewer, const IncidentFilter& filter) override;
    Result<std::vector<Place>> places(const Viewer& viewer) override;
    Result<std::vector<Kind>> kinds(const Viewer& viewer) override;
    Result<std::vector<Role>> roles(const Viewer& viewer) override;
    Result<std::vector<Rung>> rungs(const Viewer& viewer) override;
    Result<std::vector<RosterRow>> roster(const Viewer& viewer) override;
    Result<std::vector<DirectoryEntry>> directory(const Viewer& viewer) override;
    Result<std::vector<Publication>> publications(const Viewer& viewer, std::string_view menu) override;
    Result<std::vector<MenuDraft>> menu_drafts(const Viewer& viewer, std::string_view menu) override;
    Result<std::optional<MenuVersion>> menu_version(const Viewer& viewer, std::string_view menu,
                                                    std::string_view hash) override;
    Result<std::vector<ScreenCount>> screen_counts(const Viewer& viewer, std::string_view menu) override;
    Result<Totals> totals(const Viewer& viewer) override;

private:
    template <class Query>
    auto at_one_moment(const Viewer& viewer, Query query) -> Result<std::invoke_result_t<Query>>;
    // `sql` follows the viewer's part; its own arguments begin at ?7.
    template <class T, class... Arguments>
    std::vector<T> seen(T (*read)(Rows&), const std::string& sql, const Arguments&... arguments);

    Database db_;
    ViewerArguments eyes_;
};

}  // namespace kengele::storage::sqlite
