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
#ifdef KENGELE_CANARY_CALL_JUMPS_TO_THE_NEWEST
    // A bug on purpose (scripts/prove_simulator): a call goes on with what was published meanwhile.
    return newest();
#endif
    auto version = find(hash);
    return version ? version : newest();
}

}  // namespace kengele::ussd
