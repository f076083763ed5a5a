#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace kengele::storage {

// A number of one kind of row; two kinds cannot be mixed up. Zero means "not stored yet".
template <class Tag>
struct Id {
    std::int64_t value = 0;

    auto operator<=>(const Id&) const = default;
    explicit operator bool() const { return value != 0; }
};

using IncidentId = Id<struct IncidentTag>;
using AlertId = Id<struct AlertTag>;
using SmsId = Id<struct SmsTag>;
using ResponderId = Id<struct ResponderTag>;
using OfficeId = Id<struct OfficeTag>;
// A place keeps its number for ever; its path code may change on a day (a unit splits).
using PlaceNumber = Id<struct PlaceTag>;
using OrganisationId = Id<struct OrganisationTag>;

// The deployment itself; guard firms and programmes get numbers of their own.
inline constexpr OrganisationId the_deployment{1};

}  // namespace kengele::storage

template <class Tag>
struct std::hash<kengele::storage::Id<Tag>> {
    std::size_t operator()(const kengele::storage::Id<Tag>& id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};
