#include "gateway/reporters/caller_texts.hpp"

namespace kengele::reporters {

storage::CallerText seal_caller_text(const DayKeys& days, storage::Day day, const TextToCaller& text,
                                     world::Random& random) {
    storage::CallerText sealed;
    sealed.day = day;
    random.fill(sealed.name);
    // No number holds a line's end.
    sealed.sealed = days.seal(day, sealed.name, text.to.reveal() + '\n' + text.text.reveal(), random);
    return sealed;
}

std::optional<TextToCaller> open_caller_text(const DayKeys& days, const storage::CallerText& sealed) {
    const auto plain = days.open(sealed.day, sealed.name, sealed.sealed);
    const auto end = plain ? plain->find('\n') : std::string::npos;
    if (end == std::string::npos) return std::nullopt;
    const auto to = storage::PhoneNumber::parse(plain->substr(0, end));
    if (!to) return std::nullopt;
    return TextToCaller{*to, storage::PrivateText(plain->substr(end + 1))};
}

}  // namespace kengele::reporters
