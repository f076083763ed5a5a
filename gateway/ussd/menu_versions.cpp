#include "gateway/ussd/menu_versions.hpp"

#include <algorithm>

#include "storage/ensure.hpp"

namespace kengele::ussd {

MenuVersions::MenuVersions(std::vector<Version> residents, std::vector<Version> responders)
    : residents_(std::move(residents)), responders_(std::move(responders)) {
    ensure(!residents_.empty());
}

MenuVersions::Version MenuVersions::newest_for(menus::Audience audience) const {
    if (audience == menus::Audience::residents) return newest();
    return responders_.empty() ? nullptr : responders_.front();
}

MenuVersions::Version MenuVersions::find(std::string_view hash) const {
    for (const auto* versions : {&residents_, &responders_}) {
        const auto found =
            std::ranges::find_if(*versions, [&](const Version& it) { return it->hash == hash; });
        if (found != versions->end()) return *found;
    }
    return nullptr;
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
