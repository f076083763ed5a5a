#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"

namespace kengele::ussd {

// The versions of one menu that calls may be in. A new call begins with the newest; one under way finishes on
// the version it began with, whatever is published meanwhile. Immutable, shared by all turns.
class MenuVersions {
public:
    using Version = std::shared_ptr<const menus::Menu>;

    // At least one; the newest first.
    explicit MenuVersions(std::vector<Version> newest_first);

    const Version& newest() const { return versions_.front(); }
    // By content hash; null when that version is not kept any more.
    Version find(std::string_view hash) const;
    // The newest where find() has none.
    Version of(std::string_view hash) const;

private:
    std::vector<Version> versions_;
};

}  // namespace kengele::ussd
