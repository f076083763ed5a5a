#include "gateway/cli/handset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "gateway/host/system_random.hpp"
#include "menus/gsm7.hpp"

namespace kengele::cli {
namespace {

using namespace std::chrono_literals;

constexpr world::Millis answer_limit = 10s;  // then the network gives up
constexpr int septets_max = 160;
constexpr int units_max = 80;

std::string draw_session_id() {
    std::array<std::uint8_t, 16> bytes{};
    host::SystemRandom{}.fill(bytes);
    std::string id = "ATUid_";
    for (const auto byte : bytes)
        id += fmt::format("{:02x}", byte);
    return id;
}

std::size_t width_of(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (true) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == text.npos) return lines;
        text.remove_prefix(end + 1);
    }
}

std::string repeated(std::string_view mark, std::size_t times) {
    std::string out;
    while (times-- > 0)
        out += mark;
    return out;
}

}  // namespace

Handset::Handset(Line line, storage::PhoneNumber number)
    : line_(std::move(line)),
      call_{draw_session_id(),           std::move(number), line_.service_code, {}, {}, 0,
            wire_.clock().read().elapsed} {}

telco::Shown Handset::dial(const std::string& behind) {
    call_.transcript = behind;
    return exchange();
}

telco::Shown Handset::answer(std::string_view typed) {
    call_.type(typed);
    return exchange();
}

void Handset::end(telco::Ending ending) {
    if (line_.ussd_end_url.empty()) return;
    const auto wall = wire_.clock().read().wall;
    const auto told =
        wire_.send(telco::ussd_end_callback(line_.ussd_end_url, call_, ending, lasted(), wall), answer_limit);
    static_cast<void>(told);  // A provider does not say it twice either.
}

telco::Shown Handset::exchange() {
    const auto answered = wire_.send(telco::ussd_callback(line_.ussd_url, call_), answer_limit);
    ++call_.hops;
    if (!answered) return {};
    call_.last_answer = answered->body;
    return telco::read_answer(*answered);
}

std::string framed(std::string_view text, world::Millis lasted) {
    const auto cost = menus::cost(text);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(lasted).count();
    return framed_over(
        text, fmt::format("{} of {} {}, {}:{:02} of 3:00", cost.units, cost.is_gsm7 ? septets_max : units_max,
                          cost.is_gsm7 ? "septets" : "units", seconds / 60, seconds % 60));
}

std::string framed_over(std::string_view text, const std::string& words) {
    const auto foot = ' ' + words + ' ';
    const auto lines = lines_of(text);
    std::size_t width = foot.size() + 2;
    for (const auto line : lines)
        width = std::max(width, width_of(line));

    std::string out = "┌" + repeated("─", width + 2) + "┐\n";
    for (const auto line : lines)
        out += fmt::format("│ {}{} │\n", line, repeated(" ", width - width_of(line)));
    return out + "└" + repeated("─", width + 1 - foot.size()) + foot + "─┘\n";
}

}  // namespace kengele::cli
