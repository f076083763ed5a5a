#include "gateway/ussd/thread.hpp"

#include <fmt/format.h>

#include <charconv>

namespace kengele::ussd {
namespace {

constexpr std::string_view form = "1";  // another number is another program's

std::string_view take_word(std::string_view& rest) {
    const auto word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    if (!rest.empty()) rest.remove_prefix(1);
    return word;
}

std::optional<std::int64_t> number(std::string_view word) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return value;
}

}  // namespace

std::string encode(const Thread& thread) {
    auto out = fmt::format("{} {} {} {}", form, thread.conversation, thread.last.ms, thread.is_open ? 1 : 0);
    for (const auto at : thread.sent)
        out += fmt::format(" {}", at.ms);
    return out;
}

std::optional<Thread> decode_thread(std::string_view bytes) {
    if (take_word(bytes) != form) return std::nullopt;
    Thread thread;
    thread.conversation = take_word(bytes);
    const auto last = number(take_word(bytes));
    const auto open = number(take_word(bytes));
    if (!last || !open) return std::nullopt;
    thread.last.ms = *last;
    thread.is_open = *open == 1;
    while (!bytes.empty()) {
        const auto at = number(take_word(bytes));
        if (!at) return std::nullopt;
        thread.sent.push_back({*at});
    }
    return thread;
}

}  // namespace kengele::ussd
