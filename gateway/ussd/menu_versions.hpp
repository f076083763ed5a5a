#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"

namespace kengele::ussd {

// The versions of both menus that calls may be in. A new call begins with the newest of the residents' one;
// one under way finishes on the version it began with, whatever is published meanwhile. Immutable, shared by
// all turns.
class MenuVersions {
public:
    using Version = std::shared_ptr<const menus::Menu>;

    // The newest first; of the residents' menu at least one.
    explicit MenuVersions(std::vector<Version> residents, std::vector<Version> responders = {});

    const Version& newest() const { return residents_.front(); }
    // Null where responders have no menu.
    Version newest_for(menus::Audience audience) const;
    // By content hash; null when that version is not kept any more.
    Version find(std::string_view hash) const;
    // The residents' newest where find() has none.
    Version of(std::string_view hash) const;

private:
    std::vector<Version> residents_;
    std::vector<Version> responders_;
};

}  // namespace kengele::ussd
