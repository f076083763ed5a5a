#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace kengele::storage {

// A subscriber's number in E.164 with its plus, e.g. "+254712345678". It has no stream or format operator, so
// it cannot reach a log, a metric or an error text by accident; who needs the digits calls reveal() and is
// easy to find.
class PhoneNumber {
public:
    // Accepts the forms providers send: +2547.., 2547.., 002547.., 07../01.. and 7../1.. with Kenya's 254
    // implied, one leading space in place of a plus that a form decoder ate. Nothing for short codes, names
    // and other text.
    static std::optional<PhoneNumber> parse(std::string_view text);

    const std::string& reveal() const { return e164_; }

    auto operator<=>(const PhoneNumber&) const = default;

private:
    explicit PhoneNumber(std::string e164) : e164_(std::move(e164)) {}

    std::string e164_;
};

}  // namespace kengele::storage
