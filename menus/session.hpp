#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"

namespace kengele::menus {

// Where an area screen stands: asking, showing search results, or inside a list.
struct AreaStep {
    enum class Mode : std::uint8_t { ask, results, list } mode = Mode::ask;
    std::vector<int> found;  // results: place numbers as they are listed
    int parent = 0;          // list: place number whose children are shown; 0 for the counties

    bool operator==(const AreaStep&) const = default;
};

// One row of a lookup, as the caller reads it.
struct Row {
    std::string value;  // stored when it is chosen
    Text label;
    std::vector<Assignment> set;  // what choosing it sets besides, where the screen allows

    bool operator==(const Row&) const = default;
};

// Where one caller stands in a menu: all that the next turn needs. A value; step() returns a new one.
struct Session {
    std::string menu_hash;
    std::string node;
    Language language = 0;
    int page = 0;
    int wrong_keys = 0;                         // in a row
    std::vector<std::string> path;              // nodes to go back through
    std::map<std::string, std::string> fields;  // what was answered, by the codes of the menu
    std::map<std::string, Text> names;  // what a row that was chosen is called, by the field that keeps it
    AreaStep area;
    std::vector<Row> rows;  // of the lookup at which the session stands
    bool has_rows = false;  // they were put in, though there may be none
    std::string subject;    // what a follow-up is about: a token of the gateway's
    std::string claim;      // what the code typed leads to, while that is not proven; shown on no screen
    enum class Hint : std::uint8_t {
        none,
        wrong_key,
        wrong_code,
        no_match,
        unfit,
        continued
    } hint = Hint::none;
    bool filed = false;  // "@submit" was given; it never is again
    bool ended = false;

    bool operator==(const Session&) const = default;
};

// A compact form to store and back; nothing when the bytes are not one of ours.
std::string encode(const Session& session);
std::optional<Session> decode(std::string_view bytes);

}  // namespace kengele::menus
