#include "menus/submenu.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "menus/spelling.hpp"
#include "menus/words.hpp"

namespace kengele::menus {

namespace {

constexpr std::string_view call_word = "@call:";
constexpr std::string_view return_word = "@return";
// What copies may repeat: a large menu has a tenth of it.
constexpr std::size_t copied_bytes_max = 2'097'152;

bool calls(std::string_view to) {
    return to.starts_with(call_word);
}

// Hands every way of a screen to `change`: where it leads, what follows, and its line.
template <typename Change>
void each_way(Node& node, Change change) {
    for (auto& option : node.options)
        change(option.to, option.then, option.line);
    for (auto& branch : node.next)
        change(branch.to, branch.then, branch.line);
    if (!node.to.empty()) change(node.to, node.then, node.line);
}

template <typename Look>
void each_way(const Node& node, Look look) {
    for (const auto& option : node.options)
        look(option.to, option.then, option.line);
    for (const auto& branch : node.next)
        look(branch.to, branch.then, branch.line);
    if (!node.to.empty()) look(node.to, node.then, node.line);
}

std::size_t size_of(const Text& text) {
    std::size_t bytes = 0;
    for (const auto& words : text.by_language)
        bytes += words.size();
    return bytes;
}

std::size_t size_of(const Submenu& submenu) {
    std::size_t bytes = 0;
    for (const auto& node : submenu.nodes) {
        bytes += size_of(node.text) + size_of(node.again) + size_of(node.none);
        for (const auto& option : node.options)
            bytes += size_of(option.text);
    }
    return bytes;
}

std::size_t screens_and_options(const std::vector<Node>& nodes) {
    auto count = nodes.size();
    for (const auto& node : nodes)
        count += node.options.size();
    return count;
}

// Whether what is written can be copied at all.
class Judge {
public:
    Judge(const Menu& menu, const std::vector<Submenu>& submenus, std::string_view file)
        : menu_(menu), submenus_(submenus), file_(file) {}

    Problems problems() {
        for (const auto& node : menu_.nodes)
            judge(node, "", nullptr);
        for (const auto& submenu : submenus_)
            judge(submenu);
        for (const auto& submenu : submenus_) {
            if (!called_.contains(submenu.name)) {
                add(submenu.line, submenu.name, "nothing calls it",
                    fmt::format("lead to it by to = \"@call:{}\", or leave it out", submenu.name));
            }
        }
        if (problems_.empty()) judge_circles();
        return std::move(problems_);
    }

private:
    void add(int line, std::string_view submenu, std::string_view what, std::string mend) {
        problems_.push_back(
            {file_, line, 0, fmt::format("sub-menu \"{}\": {}", submenu, what), std::move(mend)});
    }

    void add(const Node& node, int line, std::string_view within, std::string_view what, std::string mend) {
        problems_.push_back(
            {file_, line, 0, fmt::format("screen \"{}{}\": {}", within, node.id, what), std::move(mend)});
        problems_.back().screen = std::string(within) + node.id;
    }

    void judge(const Submenu& submenu) {
        std::vector<std::string> ids;
        for (const auto& node : submenu.nodes)
            ids.push_back(node.id);
        if (std::ranges::find(ids, submenu.start) == ids.end()) {
            add(submenu.line, submenu.name,
                fmt::format("it starts at screen \"{}\", which it does not have", submenu.start),
                meant(submenu.start, ids));
        }
        bool returns = false;
        for (const auto& node : submenu.nodes) {
            judge(node, submenu.name + '.', &submenu);
            each_way(node, [&returns](const std::string& to, const std::string& then, int) {
                returns = returns || to == return_word || then == return_word;
            });
        }
        if (returns) return;
        add(submenu.line, submenu.name, "it never returns",
            "let an option or a screen lead to \"@return\", or make plain screens of it");
    }

    void judge(const Node& node, const std::string& within, const Submenu* inside) {
        each_way(node, [&](const std::string& to, const std::string& then, int line) {
            if ((to == return_word || then == return_word) && inside == nullptr) {
                add(node, line, within, "@return leads nowhere outside of a sub-menu", "name a screen");
            }
            if (!calls(to)) {
                if (&to == &node.to && !then.empty())
                    add(node, line, within, "then follows only @call here", "leave then out");
                return;
            }
            const auto name = to.substr(call_word.size());
            std::vector<std::string> names;
            for (const auto& known : submenus_)
                names.push_back(known.name);
            if (std::ranges::find(names, name) == names.end()) {
                return add(node, line, within, fmt::format("there is no sub-menu \"{}\"", name),
                           names.empty() ? fmt::format("write [submenu.{}]", name) : meant(name, names));
            }
            called_.insert(name);
            if (then.empty()) {
                add(node, line, within, fmt::format("{} does not say what follows", to),
                    "write then = \"...\" beside it");
            }
        });
    }

    void judge_circles() {
        for (const auto& submenu : submenus_) {
            std::vector<std::string> way{submenu.name};
            if (find_circle(submenu, way)) return;
        }
    }

    // Depth first; a sub-menu from which no circle was found is not looked at again.
    bool find_circle(const Submenu& submenu, std::vector<std::string>& way) {
        if (!sound_.insert(submenu.name).second) return false;
        for (const auto& node : submenu.nodes) {
            std::vector<std::string> called;
            each_way(node, [&called](const std::string& to, const std::string&, int) {
                if (calls(to)) called.push_back(to.substr(call_word.size()));
            });
            for (const auto& name : called) {
                way.push_back(name);
                if (std::ranges::find(way.begin(), way.end() - 1, name) != way.end() - 1) {
                    add(node, node.line, submenu.name + '.',
                        fmt::format("a sub-menu calls itself: {}", fmt::join(way, " > ")),
                        "lead to a screen instead");
                    return true;
                }
                const auto next = std::ranges::find(submenus_, name, &Submenu::name);
                if (find_circle(*next, way)) return true;
                way.pop_back();
            }
        }
        return false;
    }

    static std::string meant(const std::string& word, const std::vector<std::string>& known) {
        const auto near = probably_meant(word, known);
        return near ? fmt::format("did you mean \"{}\"?", *near)
                    : fmt::format("known are {}", fmt::join(known, ", "));
    }

    const Menu& menu_;
    const std::vector<Submenu>& submenus_;
    std::string file_;
    std::set<std::string> called_;
    std::set<std::string> sound_;
    Problems problems_;
};

class Copier {
public:
    Copier(Menu& menu, const std::vector<Submenu>& submenus, std::string_view file)
        : menu_(menu), submenus_(submenus), file_(file), count_(screens_and_options(menu.nodes)) {}

    // Copies may call further ones: they are met as they are added.
    Problems copy_all() {
        for (std::size_t at = 0; at < menu_.nodes.size() && problems_.empty(); ++at) {
            auto node = std::move(menu_.nodes[at]);
            each_way(node, [&](std::string& to, std::string& then, int line) {
                if (!calls(to)) return;
                to = entrance(to.substr(call_word.size()), then, node.privacy, line);
                then.clear();
            });
            menu_.nodes[at] = std::move(node);
        }
        return std::move(problems_);
    }

private:
    // The first screen of the copy, which is made where there is none yet.
    std::string entrance(const std::string& name, const std::string& then, Privacy privacy, int line) {
        const auto& submenu = *std::ranges::find(submenus_, name, &Submenu::name);
        auto first = copied_id(submenu, submenu.start, then, privacy);
        if (problems_.empty() && !menu_.has_node(first)) copy(submenu, then, privacy, line);
        return first;
    }

    // "where.place>review", and the class where it is not the usual one.
    static std::string copied_id(const Submenu& submenu, const std::string& id, const std::string& then,
                                 Privacy privacy) {
        const bool is_usual = privacy == Privacy::normal;
        return fmt::format("{}.{}>{}{}{}", submenu.name, id, then, is_usual ? "" : ":",
                           is_usual ? "" : word_of(privacy_words, privacy));
    }

    void copy(const Submenu& submenu, const std::string& then, Privacy privacy, int line) {
        count_ += screens_and_options(submenu.nodes);
        bytes_ += size_of(submenu);
        if (count_ > screens_and_options_max || bytes_ > copied_bytes_max) {
            problems_.push_back(
                {file_, line, 0,
                 fmt::format("with copies of its sub-menus the menu has more than {} screens and "
                             "options, or {} letters",
                             screens_and_options_max, copied_bytes_max),
                 "call sub-menus from fewer places, or let them return to the same screen"});
            return;
        }
        std::map<std::string, std::string, std::less<>> ids;
        for (const auto& node : submenu.nodes)
            ids.emplace(node.id, copied_id(submenu, node.id, then, privacy));
        const auto resolved = [&](std::string& to) {
            // What is returned to belongs to who called, and may be called as a screen of this sub-menu.
            const auto own = ids.find(to);
            if (own != ids.end()) to = own->second;
            if (to == return_word) to = then;
        };
        for (const auto& written : submenu.nodes) {
            auto node = written;
            node.written = fmt::format("{}.{}", submenu.name, written.id);
            node.id = ids.at(written.id);
            if (node.has_callers_class) node.privacy = privacy;
            if (node.privacy == Privacy::protected_) {
                node.sms = SmsRule::never;
                if (node.resume == ResumeRule::resume) node.resume = ResumeRule::restart;
            }
            if (!node.proof.empty()) resolved(node.proof);
            each_way(node, [&resolved](std::string& to, std::string& then_there, int) {
                // What is handed on to return to is resolved first, as `then` may be "@return" itself.
                resolved(then_there);
                resolved(to);
            });
            menu_.index.emplace(node.id, menu_.nodes.size());
            menu_.nodes.push_back(std::move(node));
        }
    }

    Menu& menu_;
    const std::vector<Submenu>& submenus_;
    std::string file_;
    std::size_t count_;
    std::size_t bytes_ = 0;
    Problems problems_;
};

// Ids of copies between quotes, as what was written.
std::string with_written_names(const Menu& menu, const std::string& text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text[at] == '"' ? text.find('"', at + 1) : std::string::npos;
        const auto quoted = end == std::string::npos ? std::string() : text.substr(at + 1, end - at - 1);
        if (!quoted.empty() && menu.has_node(quoted)) {
            result += fmt::format("\"{}\"", menu.node(quoted).name());
            at = end + 1;
        } else {
            result += text[at++];
        }
    }
    return result;
}

}  // namespace

Problems put_in(Menu& menu, const std::vector<Submenu>& submenus, std::string_view file_name) {
    auto problems = Judge(menu, submenus, file_name).problems();
    if (!problems.empty()) return problems;
    return Copier(menu, submenus, file_name).copy_all();
}

Problems told_once(const Menu& menu, Problems problems) {
    Problems once;
    std::set<std::string> told;
    for (auto& problem : problems) {
        const bool is_copy = menu.has_node(problem.screen) && !menu.node(problem.screen).written.empty();
        problem.what = with_written_names(menu, problem.what);
        problem.mend = with_written_names(menu, problem.mend);
        if (is_copy) problem.screen = menu.node(problem.screen).written;
        const auto words = fmt::format("{} {} {}", problem.line, problem.language, problem.what);
        if (is_copy && !told.insert(words).second) continue;
        once.push_back(std::move(problem));
    }
    return once;
}

}  // namespace kengele::menus
