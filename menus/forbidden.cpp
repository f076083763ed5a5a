#include "menus/forbidden.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace kengele::menus {

namespace {

struct Forbidden {
    std::string_view word;
    std::string_view about;
};

constexpr std::array forbidden{
    Forbidden{"faith", "faith"},
    Forbidden{"religion", "faith"},
    Forbidden{"religious", "faith"},
    Forbidden{"denomination", "faith"},
    Forbidden{"dini", "faith"},
    Forbidden{"dhehebu", "faith"},
    Forbidden{"tribe", "people"},
    Forbidden{"tribal", "people"},
    Forbidden{"ethnicity", "people"},
    Forbidden{"ethnic", "people"},
    Forbidden{"clan", "people"},
    Forbidden{"kabila", "people"},
    Forbidden{"ukabila", "people"},
    Forbidden{"ukoo", "people"},
    Forbidden{"nationality", "nationality"},
    Forbidden{"citizenship", "nationality"},
    Forbidden{"uraia", "nationality"},
    Forbidden{"utaifa", "nationality"},
    Forbidden{"party", "party"},
    Forbidden{"chama", "party"},
};

// Of the words a name is made of, in small or capital letters: "caller_religion", "DINI".
std::optional<Forbidden> forbidden_in(std::string_view name);

class Census {
public:
    explicit Census(std::string_view file) : file_(file) {}

    Problems problems(const Menu& menu) {
        for (const auto& shortcut : menu.shortcuts) {
            where_ = fmt::format("shortcut {}", shortcut.number);
            judge(shortcut.line, shortcut.set);
        }
        for (const auto& node : menu.nodes) {
            where_ = fmt::format("screen \"{}\"", node.id);
            screen_ = node.id;
            judge(node.line, "field", node.store);
            judge(node.line, node.set);
            for (const auto& option : node.options) {
                judge(option.line, "value", option.value);
                judge(option.line, option.set);
            }
        }
        return std::move(problems_);
    }

private:
    void judge(int line, const std::vector<Assignment>& set) {
        for (const auto& [field, value] : set) {
            judge(line, "field", field);
            judge(line, "value", value);
        }
    }

    void judge(int line, std::string_view what, std::string_view name) {
        const auto found = forbidden_in(name);
        if (!found) return;
        Problem problem{
            file_, line, 0,
            fmt::format("{}: {} \"{}\" would record a person's {}", where_, what, name, found->about),
            "leave it out: such a list is a danger to everybody on it"};
        problem.screen = screen_;
        problems_.push_back(std::move(problem));
    }

    std::string file_;
    std::string where_;   // of the file the names are: "screen "home""
    std::string screen_;  // its id; empty for a shortcut
    Problems problems_;
};

}  // namespace

Problems forbidden_fields(const Menu& menu, std::string_view file_name) {
    return Census(file_name).problems(menu);
}

namespace {

char small(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::optional<Forbidden> forbidden_in(std::string_view name) {
    std::string word;
    for (std::size_t at = 0; at <= name.size(); ++at) {
        const char letter = at < name.size() ? small(name[at]) : '_';
        if (letter >= 'a' && letter <= 'z') {
            word += letter;
            continue;
        }
        const auto found = std::ranges::find(forbidden, word, &Forbidden::word);
        if (found != forbidden.end()) return *found;
        word.clear();
    }
    return std::nullopt;
}

}  // namespace

}  // namespace kengele::menus
