#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kengele::simulator {

// What people read off a screen or a text, in either language. Nothing here knows how the service made it.

// Which screen of the Kenya menu a caller is looking at.
enum class Page {
    home,
    ask_place,
    pick_place,   // search results: "Makina, Kibra"
    pick_county,  // or constituency: a list that leads on
    pick_ward,
    landmark,
    landmark_sends,  // of a danger report: the answer files it
    timing,
    urgency,
    review,
    filed,
    resumed,
    unfinished,  // asks what to do with a report that broke off
    ask_code,
    status,
    category,
    danger,
    help,      // what there is besides a report
    recovery,  // one of it: who else helps
    ask_near,  // where a centre is wanted
    centres,   // near there
    centre,
    not_saved,
    unsure,
    over,
    last,   // any other screen that waits for nothing
    other,  // any other menu: of kinds, notices, numbers
};

struct ScreenSeen {
    Page page = Page::other;
    bool waits = false;
    bool is_again =
        false;  // the same screen as before, with a word on what was wrong, perhaps in its heading's place
    std::vector<std::pair<std::string, std::string>> options;  // key, text; without 0, 00 and 98
    bool has_more = false;
    std::string case_number;  // empty when none is shown
    std::string code;         // nine digits; empty when none is shown
};

// How the versions of the menu say the same things: of one length, so that every screen stays as it is.
struct VersionMark {
    std::string back_en;
    std::string back_sw;
    std::string title;
};

inline const std::vector<VersionMark> version_marks = {
    {"Back", "Rudi", "KENGELE."}, {"BACK", "RUDI", "Kengele."}, {"back", "rudi", "kengele."}};

// Which version (of version_marks) made this screen; nothing when it does not tell.
std::optional<std::size_t> version_seen(std::string_view body);

// Nothing when the answer is not one the provider understands.
std::optional<ScreenSeen> read_screen(std::string_view body);

// What it costs on the wire; nothing when it holds a character that a phone may not show.
std::optional<int> count_septets(std::string_view text);

struct TextSeen {
    enum class Kind { alert, private_alert, escalation, desk, confirmation, accept_again, other };
    Kind kind = Kind::other;
    std::string case_number;
    std::string reply_code;  // empty when it asks for none

    bool asks_for_help() const { return kind <= Kind::desk; }
};

TextSeen read_text(std::string_view text);

}  // namespace kengele::simulator
