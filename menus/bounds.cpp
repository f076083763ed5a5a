#include "menus/bounds.hpp"

#include <fmt/format.h>

#include <string>

#include "menus/utf8.hpp"

namespace kengele::menus {

namespace {

constexpr std::size_t file_bytes_max = 262'144;
constexpr int depth_max = 16;

// Follows strings and notes as TOML does, so that brackets in texts do not count. Where a file is no TOML the
// reader stops at the same place, so what comes after need not be right.
class Scan {
public:
    Scan(std::string_view toml, std::string_view file) : toml_(toml), file_(file) {}

    std::optional<Problem> problem() {
        while (at_ < toml_.size()) {
            if (auto found = letter_problem()) return found;
            read_letter();
            if (depth_ > depth_max || parts_ > depth_max) {
                return told(fmt::format("tables and lists lie deeper than {}", depth_max),
                            "a menu needs no more than four; take apart what is on this line");
            }
        }
        return std::nullopt;
    }

private:
    enum class Inside { nothing, note, text, literal, long_text, long_literal };

    std::optional<Problem> letter_problem() {
        const char letter = toml_[at_];
        if (letter == '\0')
            return told("a NUL byte is no text", "write the file anew with an editor for plain text");
        if (letter == '\r' && (at_ + 1 == toml_.size() || toml_[at_ + 1] != '\n')) {
            return told("a line ends in a lone carriage return",
                        "save the file with the line ends of Unix or Windows");
        }
        const auto [value, bytes] = code_point_at(toml_, at_);
        if (value == U'\uFFFD' && bytes == 1) {
            return told(fmt::format("byte 0x{:02X} is no UTF-8", static_cast<unsigned char>(letter)),
                        "save the file as UTF-8");
        }
        return std::nullopt;
    }

    void read_letter() {
        const char letter = toml_[at_];
        switch (inside_) {
            case Inside::nothing:
                read_outside(letter);
                break;
            case Inside::note:
                if (letter == '\n') inside_ = Inside::nothing;
                break;
            case Inside::text:
                if (letter == '\\') go_on(letter);
                if (letter == '"' || letter == '\n') inside_ = Inside::nothing;
                break;
            case Inside::literal:
                if (letter == '\'' || letter == '\n') inside_ = Inside::nothing;
                break;
            case Inside::long_text:
                if (letter == '\\') go_on(letter);
                if (letter == '"') close("\"\"\"");
                break;
            case Inside::long_literal:
                if (letter == '\'') close("'''");
                break;
        }
        if (at_ < toml_.size()) go_on(toml_[at_]);
    }

    void read_outside(char letter) {
        switch (letter) {
            case '#':
                inside_ = Inside::note;
                break;
            case '"':
                open("\"\"\"", Inside::long_text, Inside::text);
                break;
            case '\'':
                open("'''", Inside::long_literal, Inside::literal);
                break;
            case '[':
            case '{':
                ++depth_;
                parts_ = 0;
                break;
            case ']':
            case '}':
                if (depth_ > 0) --depth_;
                parts_ = 0;
                break;
            case '.':
                ++parts_;
                break;
            case '\n':
            case '=':
            case ',':
                parts_ = 0;
                break;
            default:
                break;
        }
    }

    void open(std::string_view quotes, Inside with_three, Inside with_one) {
        if (!toml_.substr(at_).starts_with(quotes)) {
            inside_ = with_one;
            return;
        }
        inside_ = with_three;
        at_ += 2;
        column_ += 2;
    }

    // Up to two more quotes belong to the text before the three that end it.
    void close(std::string_view quotes) {
        if (!toml_.substr(at_).starts_with(quotes)) return;
        int count = 3;
        while (count < 5 && at_ + static_cast<std::size_t>(count) < toml_.size() &&
               toml_[at_ + static_cast<std::size_t>(count)] == quotes.front())
            ++count;
        at_ += static_cast<std::size_t>(count) - 1;
        column_ += count - 1;
        inside_ = Inside::nothing;
    }

    void go_on(char letter) {
        if (letter == '\n') {
            ++line_;
            column_ = 1;
            ++at_;
            return;
        }
        at_ += code_point_at(toml_, at_).bytes;
        ++column_;
    }

    Problem told(std::string what, std::string mend) const {
        return {std::string(file_), line_, column_, std::move(what), std::move(mend)};
    }

    std::string_view toml_;
    std::string_view file_;
    std::size_t at_ = 0;
    int line_ = 1;
    int column_ = 1;
    int depth_ = 0;  // brackets that are open
    int parts_ = 0;  // dots in a key
    Inside inside_ = Inside::nothing;
};

}  // namespace

std::optional<Problem> out_of_bounds(std::string_view toml, std::string_view file_name) {
    if (toml.size() > file_bytes_max) {
        return Problem{std::string(file_name), 0, 0, fmt::format("the file has {} bytes", toml.size()),
                       fmt::format("a menu file has at most {}; leave out screens or notes", file_bytes_max)};
    }
    // Some editors begin a file with a mark that shows nothing.
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return Scan(toml.starts_with(mark) ? toml.substr(mark.size()) : toml, file_name).problem();
}

}  // namespace kengele::menus
