#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "menus/screen.hpp"
#include "menus/session.hpp"

namespace kengele::ussd {

// One answered hop: the transcript it answered, and what was said.
struct Hop {
    std::string transcript;
    menus::Screen screen;

    bool operator==(const Hop&) const = default;
};

// A call as remembered between two turns; stored only sealed under the day's key, as it holds what was typed.
struct Call {
    static constexpr std::size_t hops_max = 3;

    std::string transcript;  // whole, as the provider last sent it
    std::deque<Hop> hops;    // the newest last; empty after the provider's end event
    menus::Session session;
    std::string follow_up;  // the code of the report this call filed, for "show again"
    menus::Language began_in = 0;
    std::vector<std::uint16_t> screens;   // it came to, each once: their positions in the menu
    std::optional<menus::Session> begun;  // where this call began, when that was another one's end
    std::string dialled;                  // the shortcut with which it began; empty: it was a plain dial
    std::string beside;  // what was dialled and told beside the transcripts, which do not hold it

    void answer(std::string_view for_transcript, const menus::Screen& screen);
    const menus::Screen* answer_to(std::string_view for_transcript) const;

    bool operator==(const Call&) const = default;
};

std::string encode(const Call& call);
std::optional<Call> decode(std::string_view bytes);

}  // namespace kengele::ussd
