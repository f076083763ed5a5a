#pragma once

#include <string>
#include <vector>

namespace kengele::menus {

enum class Severity {
    error,    // nothing is published while one is left
    warning,  // told, and for whoever publishes to judge
};

// What is wrong with a file that an operator wrote, where, and how to mend it. Line and column count from 1;
// 0 means the file, or the line, as a whole.
struct Problem {
    std::string file;
    int line = 0;
    int column = 0;
    std::string what;
    std::string mend;
    Severity severity = Severity::error;
    std::string screen = {};    // its id, where it is about one screen
    std::string language = {};  // as in the file, where it is about one
    std::string channel = {};   // its name, where that decides what is allowed
    int measured = 0;           // septets, where a screen is too large; and what is allowed
    int allowed = 0;
    std::vector<std::string> details = {};  // further lines for people: what was measured, what to write
};

using Problems = std::vector<Problem>;

// One line for machines: "incident.toml:74: screen "category": ...; how to mend". A warning says so.
std::string to_string(const Problem& problem);

// The same line and, below it and indented, the details; each line ends with LF.
std::string to_lines(const Problem& problem);

bool is_refused(const Problems& problems);  // any error among them

// As people read: in the order of the file, and at one place as they were found.
void sort(Problems& problems);

}  // namespace kengele::menus
