#include "menus/pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "menus/gsm7.hpp"

namespace kengele::menus {

namespace {

std::string on_two_lines(const std::string& above, const std::string& below) {
    return above.empty() || below.empty() ? above + below : above + '\n' + below;
}

class Paginator {
public:
    Paginator(const Parts& parts, int budget) : parts_(parts), budget_(budget) {}

    std::vector<Page> pages() {
        const std::string back = parts_.is_back_on_first ? parts_.back : std::string();
        if (Page page = make(parts_.heading, 0, all(), beside(back, parts_.home)); fits(page)) return {page};
        if (Page page = make(parts_.heading, 0, all(), back); fits(page)) return {page};
        is_divided_ = true;
        const bool stands = all() > 0 && fits(make(parts_.heading, 0, 1, foot(all() > 1)));
        if (!stands) divide_heading();
        divide_lines(stands ? parts_.heading : std::string());
        return std::move(pages_);
    }

private:
    std::size_t all() const { return parts_.lines.size(); }

    static std::string beside(const std::string& left, const std::string& right) {
        return left.empty() || right.empty() ? left + right : left + ' ' + right;
    }

    std::string foot(bool has_more) const {
        const bool has_back = parts_.is_back_on_first || !pages_.empty();
        const auto keys = beside(has_back ? parts_.back : std::string(), parts_.home);
        return has_more ? on_two_lines(parts_.more, keys) : keys;
    }

    std::string line(std::size_t at, std::size_t first) const {
        if (!parts_.are_keys_of_the_page) return parts_.lines[at];
        return fmt::format("{} {}", at - first + 1, parts_.lines[at]);
    }

    Page make(const std::string& heading, std::size_t first, std::size_t count,
              const std::string& under) const {
        Page page{heading, {}, first, count, first + count < all()};
        for (std::size_t at = first; at < first + count; ++at) {
            page.body = on_two_lines(page.body, line(at, first));
        }
        page.body = on_two_lines(page.body, under);
        return page;
    }

    bool fits(const Page& page) const {
        const bool has_keys = !parts_.are_keys_of_the_page || page.lines <= names_on_a_page;
        const int missing = is_divided_ ? std::max(0, parts_.heading_room - cost(page.heading).units) : 0;
        return has_keys && cost(page.text()).units + missing <= budget_;
    }

    void divide_lines(const std::string& heading) {
        for (std::size_t first = 0; first < all();) {
            const std::size_t left = all() - first;
            Page best = make(heading, first, 1, foot(left > 1));
            // The last page has no "98 More": where one line too many does not fit, two may, and end the
            // list.
            for (std::size_t count = 2; count <= std::min(left, best.lines + 2); ++count) {
                Page page = make(heading, first, count, foot(count < left));
                if (fits(page)) best = std::move(page);
            }
            first += best.lines;
            pages_.push_back(std::move(best));
        }
    }

    void divide_heading() {
        std::string_view rest = parts_.heading;
        while (!rest.empty()) {
            std::size_t taken = word_end(rest, 0);
            while (taken < rest.size()) {
                const auto next = word_end(rest, taken + 1);
                if (!fits(make(std::string(rest.substr(0, next)), 0, 0, foot(true)))) break;
                taken = next;
            }
            taken = line_end(rest, taken);
            const bool has_more = taken < rest.size() || all() > 0;
            Page page = make(std::string(rest.substr(0, taken)), 0, 0, foot(has_more));
            page.has_more = has_more;
            pages_.push_back(std::move(page));
            rest.remove_prefix(std::min(rest.size(), taken + 1));
        }
    }

    // A line is not torn in two where whole ones fill half a page.
    static std::size_t line_end(std::string_view text, std::size_t taken) {
        if (taken >= text.size()) return taken;
        const auto line = text.rfind('\n', taken);
        return line != std::string_view::npos && line >= taken / 2 ? line : taken;
    }

    static std::size_t word_end(std::string_view text, std::size_t from) {
        return std::min(text.size(), text.find_first_of(" \n", from));
    }

    const Parts& parts_;
    int budget_;
    bool is_divided_ = false;
    std::vector<Page> pages_;
};

}  // namespace

std::string Page::text() const {
    return on_two_lines(heading, body);
}

std::vector<Page> paginate(const Parts& parts, int budget) {
    return Paginator(parts, budget).pages();
}

}  // namespace kengele::menus
