#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kengele::menus {

// What a screen consists of before it is divided into pages.
struct Parts {
    std::string heading;
    int heading_room = 0;               // septets of heading that divided pages must have room for: a hint's
    std::vector<std::string> lines;     // options with their keys, or names without
    bool are_keys_of_the_page = false;  // names get the keys 1 to 8, beginning again on each page
    std::string more;                   // "98 More"
    std::string back;                   // "0 Back"
    bool is_back_on_first = true;       // later pages always lead back to the page before
    std::string home;                   // "00 Start", or empty
};

struct Page {
    std::string heading;
    std::string body;  // lines and foot
    std::size_t first_line = 0;
    std::size_t lines = 0;
    bool has_more = false;

    std::string text() const;
};

inline constexpr std::size_t names_on_a_page = 8;

// At least one page, each within the budget, nothing left out. As many lines as fit, the heading on each
// page. "00 Start" gives way before a line moves to a next page. A heading too long to stand over a line is
// divided over pages of its own, between lines where whole ones fill half a page, else between words. Only
// what cannot be divided exceeds the budget: one line, one word.
std::vector<Page> paginate(const Parts& parts, int budget);

}  // namespace kengele::menus
