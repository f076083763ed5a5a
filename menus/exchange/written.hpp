#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kengele::exchange {

// Where a word in quotes stands in a menu file, in bytes.
struct Place {
    std::size_t key = 0;  // where "en" begins
    std::size_t begin = 0;
    std::size_t end = 0;
};

// One text of a menu file, as it is written there.
struct WrittenText {
    std::string screen;              // "home"; the engine's words and the samples: "(common)", "(sample)"
    std::string part;                // "text", "option 7", "again"; of (common) and (sample) the key
    std::vector<std::string> words;  // in the order of the menu's languages, as NFC
    std::vector<Place> places;
    bool is_inline = false;  // between braces: one line may hold several
};

struct WrittenFile {
    std::vector<WrittenText> texts;  // in the order of the file
    std::size_t languages_end = 0;   // after the last of languages = ["en", "sw"]
};

// The texts of a file that parse() takes, which has these languages. What tests expect is no text.
WrittenFile written_file(std::string_view toml, const std::vector<std::string>& languages);

// Words as TOML writes them: "..." with what must be escaped.
std::string quoted(std::string_view words);

}  // namespace kengele::exchange
