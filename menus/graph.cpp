#include "menus/graph.hpp"

#include <fmt/format.h>

namespace kengele::menus {

namespace {

// Graphviz reads a label between < and > as a subset of HTML.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '\n':
                out += "<BR ALIGN=\"LEFT\"/>";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string row(std::string_view port, std::string_view text) {
    return fmt::format("<TR><TD ALIGN=\"LEFT\" PORT=\"{}\">{}<BR ALIGN=\"LEFT\"/></TD></TR>", port,
                       escaped(text));
}

std::string_view paper_of(const Menu& menu, const Node& node) {
    if (node.id == menu.start) return "#d6e9ff";
    if (node.id == menu.filed) return "#d8f3dc";
    if (node.kind == NodeKind::end) return "#eeeeee";
    return "#ffffff";
}

// What is typed on screens that are not chosen from by keys.
std::string_view typed_on(NodeKind kind) {
    switch (kind) {
        case NodeKind::area:
            return "(a place)";
        case NodeKind::code:
            return "(the follow-up code)";
        case NodeKind::text:
            return "(words)";
        case NodeKind::number:
            return "(a number)";
        case NodeKind::date:
            return "(a day)";
        case NodeKind::lookup:
            return "(a row of the list)";
        case NodeKind::pin:
            return "(the PIN)";
        case NodeKind::new_pin:
        case NodeKind::pin_again:
            return "(a new PIN)";
        case NodeKind::menu:
        case NodeKind::list:
        case NodeKind::info:
        case NodeKind::end:
            break;
    }
    return {};
}

// White words stand on each of them.
const char* head_of(Privacy privacy) {
    switch (privacy) {
        case Privacy::normal:
            break;
        case Privacy::private_:
            return "#7a4b00";
        case Privacy::protected_:
            return "#8b1a1a";
    }
    return "#333333";
}

std::string only_when(const Condition& when) {
    return when.empty() ? std::string() : fmt::format(" (when {})", to_string(when));
}

class Picture {
public:
    Picture(const Menu& menu, Language language) : menu_(menu), language_(language) {}

    std::string dot() {
        out_ =
            "digraph menu {\n"
            "  rankdir=LR; nodesep=0.3; ranksep=1.2;\n"
            "  node [shape=plain, fontname=\"Helvetica\", fontsize=11];\n"
            "  edge [arrowsize=0.7, color=\"#666666\"];\n";
        for (const auto& node : menu_.nodes)
            draw(node);
        return out_ + "}\n";
    }

private:
    void draw(const Node& node) {
        std::string rows = fmt::format("<TR><TD BGCOLOR=\"{}\"><FONT COLOR=\"white\">{}</FONT></TD></TR>",
                                       head_of(node.privacy), escaped(node.id)) +
                           dialled(node) + row("text", node.text.in(language_));
        std::string arrows;
        for (std::size_t at = 0; at < node.options.size(); ++at) {
            const auto& option = node.options[at];
            const auto port = fmt::format("option{}", at + 1);
            rows += row(port, (option.key.empty() ? "-" : option.key) + ' ' + option.text.in(language_) +
                                  only_when(option.when));
            arrows += arrow(node, port, target(option.to, option.then));
        }
        if (const auto typed = typed_on(node.kind); !typed.empty()) {
            for (std::size_t at = 0; at < node.next.size(); ++at) {
                const auto port = fmt::format("next{}", at + 1);
                rows += row(port, "when " + to_string(node.next[at].when));
                arrows += arrow(node, port, target(node.next[at].to, {}));
            }
            rows += row("typed", typed);
            arrows += arrow(node, "typed", target(node.to, {}));
            if (!node.proof.empty()) arrows += arrow(node, "typed", node.proof);
            if (!node.first.empty()) arrows += arrow(node, "typed", node.first);
        }
        out_ += fmt::format(
            "  \"{}\" [label=<<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"4\" "
            "BGCOLOR=\"{}\">{}"
            "</TABLE>>];\n{}",
            node.id, paper_of(menu_, node), rows, arrows);
    }

    // The numbers that lead here directly: "dialled 9, 31".
    std::string dialled(const Node& node) const {
        std::string numbers;
        for (const auto& shortcut : menu_.shortcuts)
            if (shortcut.to == node.id) numbers += (numbers.empty() ? "dialled " : ", ") + shortcut.number;
        return numbers.empty() ? numbers : row("dialled", numbers);
    }

    std::string target(const std::string& to, const std::string& then) const {
        if (to == "@submit") return menu_.filed;
        if (to == "@start" || to == "@forget") return menu_.start;
        if (to.starts_with('@')) return then;
        return to;
    }

    static std::string arrow(const Node& from, const std::string& port, const std::string& to) {
        return to.empty() ? std::string{}
                          : fmt::format("  \"{}\":\"{}\":e -> \"{}\":w;\n", from.id, port, to);
    }

    const Menu& menu_;
    const Language language_;
    std::string out_;
};

}  // namespace

std::string graph(const Menu& menu, Language language) {
    return Picture(menu, language).dot();
}

}  // namespace kengele::menus
