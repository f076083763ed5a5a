#include "tests/simulator/screens.hpp"

#include <algorithm>
#include <cctype>

namespace kengele::simulator {
namespace {

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

struct PageRow {
    Page page;
    std::string_view en;
    std::string_view sw;
};

// Told by words that no other screen has. The first that fits counts.
constexpr PageRow pages[] = {
    {Page::not_saved, "NOT saved", "HAIJAHIFADHIWA"},
    {Page::unsure, "could not confirm", "Hatukuweza kuthibitisha"},
    {Page::unsure, "could not confirm", "Hatujathibitisha"},
    {Page::over, "This call is over", "Simu hii imeisha"},
    {Page::filed, "Follow up: dial", "Fuatilia: *"},
    {Page::resumed, "New code", "Nambari mpya"},
    {Page::unfinished, "Unfinished report", "Ripoti haijakamilika"},
    {Page::status, "1 Help came", "1 Msaada umefika"},
    {Page::home, "1 Report incident", "1 Ripoti tukio"},
    {Page::category, "Report what?", "Ripoti nini?"},
    {Page::danger, "If you can, call 999", "Ukiweza piga 999"},
    {Page::help, "1 Alcohol/drug recovery", "1 Tiba ya pombe/dawa"},
    {Page::recovery, "Recovery is possible", "Kupona kunawezekana"},
    {Page::ask_near, "Near which ward?", "Karibu na wadi ipi?"},
    {Page::centres, "Near you", "Karibu nawe"},
    {Page::centre, "Call before you go", "Piga kabla ya kwenda"},
    {Page::pick_place, "Which one?", "Ni ipi?"},
    {Page::pick_county, "Choose county", "Chagua kaunti"},
    {Page::pick_county, "Choose sub-county", "Chagua kaunti ndogo"},
    {Page::pick_ward, "Choose ward", "Chagua wadi"},
    {Page::ask_place, "Where? Type", "Wapi? Andika"},
    {Page::landmark_sends, "It is sent at once", "Itatumwa mara moja"},
    {Page::landmark, "Near what?", "Karibu na nini?"},
    {Page::timing, "When?", "Lini?"},
    {Page::urgency, "Is anyone in danger?", "Kuna aliye hatarini?"},
    {Page::review, "1 SEND", "1 TUMA"},
    {Page::ask_code, "follow-up code (9 digits)", "nambari yako ya kufuatilia (tarakimu 9)"},
};

Page page_of(std::string_view text, bool waits) {
    const auto row = std::ranges::find_if(
        pages, [&](const PageRow& known) { return has(text, known.en) || has(text, known.sw); });
    if (row != std::end(pages)) return row->page;
    return waits ? Page::other : Page::last;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return lines;
}

// The first run of exactly `length` digits, groups of three joined when `spaced`.
std::string digits_of(std::string_view text, std::size_t length, bool spaced) {
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        if (!is_digit(text[begin]) || (begin > 0 && is_digit(text[begin - 1]))) continue;
        std::string digits;
        std::size_t at = begin;
        while (at < text.size() && digits.size() < length) {
            if (is_digit(text[at])) {
                digits += text[at++];
            } else if (spaced && digits.size() % 3 == 0 && text[at] == ' ') {
                ++at;
            } else {
                break;
            }
        }
        const bool ends = at == text.size() || !is_digit(text[at]);
        const bool is_spaced = at - begin == length + length / 3 - 1;
        if (digits.size() == length && ends && spaced == is_spaced) return digits;
    }
    return {};
}

}  // namespace

std::optional<ScreenSeen> read_screen(std::string_view body) {
    const bool waits = body.starts_with("CON ");
    if (!waits && !body.starts_with("END ")) return std::nullopt;
    const auto text = body.substr(4);
    ScreenSeen seen;
    seen.waits = waits;
    seen.page = page_of(text, waits);
    for (const std::string_view hint : {"Wrong choice.", "Si sahihi.", "That code is not right",
                                        "Nambari hiyo si", "No place found", "Hakuna mahali"}) {
        seen.is_again = seen.is_again || text.starts_with(hint);
    }
    for (const auto line : lines_of(text)) {
        const auto space = line.find(' ');
        if (space == 0 || space == std::string_view::npos) continue;
        const auto key = line.substr(0, space);
        if (key == "98") seen.has_more = true;
        if (key.size() != 1 || !is_digit(key[0]) || key == "0") continue;
        seen.options.emplace_back(key, line.substr(space + 1));
    }
    seen.case_number = digits_of(text, 7, false);
    seen.code = digits_of(text, 9, true);
    return seen;
}

std::optional<std::size_t> version_seen(std::string_view body) {
    for (std::size_t number = 0; number < version_marks.size(); ++number) {
        const auto& mark = version_marks[number];
        if (body.substr(std::min<std::size_t>(4, body.size())).starts_with(mark.title)) return number;
        if (has(body, "\n0 " + mark.back_en) || has(body, "\n0 " + mark.back_sw)) return number;
    }
    return std::nullopt;
}

std::optional<int> count_septets(std::string_view text) {
    int septets = 0;
    for (const char c : text) {
        const bool is_plain = c == '\n' || (c >= ' ' && c < 0x7f);
        if (!is_plain || c == '`') return std::nullopt;
        septets += std::string_view("[\\]^{|}~").find(c) == std::string_view::npos ? 1 : 2;
    }
    return septets;
}

TextSeen read_text(std::string_view text) {
    using Kind = TextSeen::Kind;
    TextSeen seen;
    seen.case_number = digits_of(text, 7, false);
    for (const std::string_view word : {"Reply ", "Jibu "}) {
        const auto at = text.find(word);
        if (at != std::string_view::npos)
            seen.reply_code = digits_of(text.substr(at, word.size() + 4), 4, false);
    }
    if (has(text, "NOT accepted yet") || has(text, "BADO haijapokelewa")) {
        seen.kind = Kind::accept_again;
    } else if (has(text, "you have it") || has(text, "umeipokea")) {
        seen.kind = Kind::confirmation;
    } else if (has(text, "took back") || has(text, "amefuta kupokea")) {
        seen.kind = Kind::other;
    } else if (text.starts_with("KENGELE DESK") || text.starts_with("KENGELE DAWATI")) {
        seen.kind = Kind::desk;
    } else if (text.starts_with("KENGELE ESCALATED") || text.starts_with("KENGELE IMEPANDISHWA")) {
        seen.kind = Kind::escalation;
    } else if (has(text, "private case") || has(text, "kesi ya siri")) {
        seen.kind = Kind::private_alert;
    } else if (has(text, " 1 got it, 2 on way, 5 can't.") || has(text, " 1 nimepokea, 2 njiani, 5 siwezi.")) {
        seen.kind = Kind::alert;
    }
    return seen;
}

}  // namespace kengele::simulator
