#include "gateway/ussd/menu_versions.hpp"

#include <algorithm>

#include "storage/ensure.hpp"

namespace kengele::ussd {

MenuVersions::MenuVersions(std::vector<Version> newest_first) : versions_(std::move(newest_first)) {
    ensure(!versions_.empty());
}

MenuVersions::Version MenuVersions::find(std::string_view hash) const {
    const auto found = std::ranges::find_if(versions_, [&](const Version& it) { return it->hash == hash; });
    return found == versions_.end() ? nullptr : *found;
}

MenuVersions::Version MenuVersions::of(std::string_view hash) const {
    auto version = find(hash);
    return version ? version : newest();
}

}  // namespace kengele::ussd
