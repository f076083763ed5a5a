#include "gateway/ussd/call.hpp"

#include <algorithm>
#include <cstdint>

namespace kengele::ussd {
namespace {

// Every part as its length in four bytes, little end first, and then its bytes.
void put(std::string& out, std::string_view part) {
    const auto size = static_cast<std::uint32_t>(part.size());
    for (int shift = 0; shift < 32; shift += 8)
        out.push_back(static_cast<char>((size >> shift) & 0xff));
    out.append(part);
}

std::string bytes_of(const std::vector<std::uint16_t>& numbers) {
    std::string bytes;
    for (const auto number : numbers) {
        bytes.push_back(static_cast<char>(number & 0xff));
        bytes.push_back(static_cast<char>(number >> 8));
    }
    return bytes;
}

std::vector<std::uint16_t> numbers_of(std::string_view bytes) {
    std::vector<std::uint16_t> numbers;
    for (; bytes.size() >= 2; bytes.remove_prefix(2)) {
        const auto low = static_cast<std::uint8_t>(bytes[0]);
        const auto high = static_cast<std::uint8_t>(bytes[1]);
        numbers.push_back(static_cast<std::uint16_t>(low | (high << 8)));
    }
    return numbers;
}

std::optional<std::string_view> take(std::string_view& in) {
    if (in.size() < 4) return std::nullopt;
    std::uint32_t size = 0;
    for (unsigned i = 0; i < 4; ++i)
        size |= std::uint32_t{static_cast<std::uint8_t>(in[i])} << (8 * i);
    in.remove_prefix(4);
    if (in.size() < size) return std::nullopt;
    const auto part = in.substr(0, size);
    in.remove_prefix(size);
    return part;
}

}  // namespace

void Call::answer(std::string_view for_transcript, const menus::Screen& screen) {
    hops.push_back({std::string{for_transcript}, screen});
    while (hops.size() > hops_max)
        hops.pop_front();
}

const menus::Screen* Call::answer_to(std::string_view for_transcript) const {
    const auto hop = std::ranges::find(hops, for_transcript, &Hop::transcript);
    return hop == hops.end() ? nullptr : &hop->screen;
}

std::string encode(const Call& call) {
    // The number is that of the form. A plain call is written as it was before calls could be dialled
    // directly, so that the program of then goes on with it.
    const bool is_plain = call.dialled.empty() && call.beside.empty();
    std::string out = is_plain ? "3" : "4";
    put(out, call.transcript);
    put(out, menus::encode(call.session));
    put(out, call.follow_up);
    put(out, std::string(1, static_cast<char>(call.began_in)));
    put(out, bytes_of(call.screens));
    put(out, call.begun ? menus::encode(*call.begun) : std::string{});
    if (!is_plain) {
        put(out, call.dialled);
        put(out, call.beside);
    }
    for (const Hop& hop : call.hops) {
        put(out, hop.transcript);
        put(out, hop.screen.waits ? "C" : "E");
        put(out, hop.screen.text);
    }
    return out;
}

std::optional<Call> decode(std::string_view bytes) {
    const bool is_plain = bytes.starts_with('3');
    if (!is_plain && !bytes.starts_with('4')) return std::nullopt;
    bytes.remove_prefix(1);
    const auto transcript = take(bytes);
    const auto session = take(bytes);
    const auto follow_up = take(bytes);
    const auto began_in = take(bytes);
    const auto screens = take(bytes);
    const auto begun = take(bytes);
    if (!transcript || !session || !follow_up || !began_in || !screens || !begun || began_in->size() != 1)
        return std::nullopt;
    const auto dialled = is_plain ? std::string_view{} : take(bytes);
    const auto beside = is_plain ? std::string_view{} : take(bytes);
    if (!dialled || !beside) return std::nullopt;
    const auto decoded = menus::decode(*session);
    const auto decoded_begun = menus::decode(*begun);
    if (!decoded || (!begun->empty() && !decoded_begun)) return std::nullopt;
    Call call{std::string{*transcript},
              {},
              *decoded,
              std::string{*follow_up},
              static_cast<menus::Language>(began_in->front()),
              numbers_of(*screens),
              decoded_begun,
              std::string{*dialled},
              std::string{*beside}};
    while (!bytes.empty()) {
        const auto hop = take(bytes);
        const auto waits = take(bytes);
        const auto text = take(bytes);
        if (!hop || !waits || !text) return std::nullopt;
        call.hops.push_back({std::string{*hop}, {std::string{*text}, *waits == "C"}});
    }
    return call;
}

}  // namespace kengele::ussd
