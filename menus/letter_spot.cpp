#include "menus/letter_spot.hpp"

#include "menus/utf8.hpp"

namespace kengele::menus {

namespace {

// Follows one text of a file that is known to be TOML.
class Reader {
public:
    explicit Reader(std::string_view toml) : toml_(toml) {
        // The mark that some editors begin a file with has no column.
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        if (toml_.starts_with(mark)) toml_.remove_prefix(mark.size());
    }

    std::optional<Spot> spot(Spot quote, std::size_t letter) {
        while (!is_over() && spot_.line < quote.line)
            skip_line();
        while (!is_over() && spot_.column < quote.column)
            go_on();
        if (!open()) return std::nullopt;
        skip_unwritten();
        for (; letter > 0 && !is_closed(); --letter) {
            read_letter();
            skip_unwritten();
        }
        if (is_closed()) return std::nullopt;
        return spot_;
    }

private:
    bool is_over() const { return at_ >= toml_.size(); }
    bool is_at(std::string_view words) const { return toml_.substr(at_).starts_with(words); }

    void skip_line() {
        const auto end = toml_.find('\n', at_);
        at_ = end == std::string_view::npos ? toml_.size() : end + 1;
        spot_ = {spot_.line + 1, 1};
    }

    void go_on() {
        if (is_over()) return;
        if (toml_[at_] == '\n') return skip_line();
        at_ += code_point_at(toml_, at_).bytes;
        ++spot_.column;
    }

    void go_on(int letters) {
        while (letters-- > 0)
            go_on();
    }

    bool open() {
        if (!is_at("\"") && !is_at("'")) return false;
        quotes_ = toml_.substr(at_, 1);
        is_literal_ = quotes_ == "'";
        const auto three = toml_.substr(at_, 3);
        is_long_ = three == "\"\"\"" || three == "'''";
        if (is_long_) quotes_ = three;
        go_on(static_cast<int>(quotes_.size()));
        // A line break right after three quotes is no part of the text.
        if (is_long_ && is_at("\r\n")) go_on();
        if (is_long_ && is_at("\n")) go_on();
        return true;
    }

    // Up to two quotes before the last three belong to a long text.
    bool is_closed() const {
        if (is_over() || (!is_long_ && toml_[at_] == '\n')) return true;
        if (!is_at(quotes_)) return false;
        return !is_long_ || toml_.substr(at_ + quotes_.size(), 1) != quotes_.substr(0, 1);
    }

    // A backslash at the end of a line joins it with what comes next; a line ends in one letter.
    void skip_unwritten() {
        while (is_long_ && !is_literal_ && is_at("\\")) {
            const auto end = toml_.find_first_not_of(" \t\r", at_ + 1);
            if (end == std::string_view::npos || toml_[end] != '\n') break;
            go_on();
            while (is_at(" ") || is_at("\t") || is_at("\r") || is_at("\n"))
                go_on();
        }
        if (is_long_ && is_at("\r\n")) go_on();
    }

    void read_letter() {
        if (is_literal_ || !is_at("\\")) return go_on();
        go_on();
        const int digits = is_at("u") ? 4 : is_at("U") ? 8 : 0;
        go_on(1 + digits);
    }

    std::string_view toml_;
    std::size_t at_ = 0;
    Spot spot_{1, 1};
    std::string_view quotes_;
    bool is_literal_ = false;
    bool is_long_ = false;
};

}  // namespace

std::optional<Spot> spot_of_letter(std::string_view toml, Spot quote, std::size_t letter) {
    return Reader(toml).spot(quote, letter);
}

}  // namespace kengele::menus
