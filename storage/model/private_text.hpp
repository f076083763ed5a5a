#pragma once

#include <string>
#include <utility>

namespace kengele::storage {

// Words of a caller or a secret of ours: no stream or format operator, so it cannot be printed by accident.
class PrivateText {
public:
    PrivateText() = default;
    explicit PrivateText(std::string text) : text_(std::move(text)) {}

    const std::string& reveal() const { return text_; }
    bool empty() const { return text_.empty(); }

    bool operator==(const PrivateText&) const = default;

private:
    std::string text_;
};

}  // namespace kengele::storage
