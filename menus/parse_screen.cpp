#include "menus/parse_screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "menus/parse_condition.hpp"
#include "menus/parse_option.hpp"
#include "menus/submenu.hpp"
#include "menus/ways.hpp"
#include "menus/words.hpp"

namespace kengele::menus {

namespace {

constexpr int typed_septets_max = 160;
constexpr int largest_number = 999'999'999;
// Below a year, so that a day and a month are one day.
constexpr int days_most = 364;

class ScreenReader {
public:
    // `submenu`: to which they belong; empty: to the menu itself.
    ScreenReader(TomlReader& reader, Menu& menu, std::string submenu)
        : reader_(reader), menu_(menu), submenu_(std::move(submenu)) {}

    std::vector<Node> read(const toml::table& screens) {
        // Judged before they are read: what one screen costs grows with the others.
        if (const auto count = counted(screens); count > screens_and_options_max) {
            reader_.add(screens, fmt::format("the menu has {} screens and options", count),
                        fmt::format("at most {} are allowed", screens_and_options_max));
            return {};
        }
        // TOML tables come sorted by name; people read the file from the top.
        std::vector<std::pair<std::string, const toml::node*>> in_order;
        for (const auto& [key, node] : screens) {
            in_order.emplace_back(key.str(), &node);
        }
        std::stable_sort(in_order.begin(), in_order.end(), [](const auto& left, const auto& right) {
            return line_of(*left.second) < line_of(*right.second);
        });
        for (const auto& [id, node] : in_order) {
            read_screen(id, *node);
        }
        return std::move(nodes_);
    }

private:
    static std::size_t counted(const toml::table& screens) {
        auto count = screens.size();
        for (const auto& [key, node] : screens) {
            const auto* screen = node.as_table();
            const auto* options = screen == nullptr ? nullptr : screen->get_as<toml::array>("option");
            if (options != nullptr) count += options->size();
        }
        return count;
    }

    void read_screen(const std::string& id, const toml::node& at) {
        const auto name = submenu_.empty() ? id : submenu_ + '.' + id;
        const TomlReader::Within within(reader_, fmt::format("screen \"{}\": ", name), name);
        const auto* table = at.as_table();
        if (table == nullptr) {
            return reader_.add(at, "this is no screen", "write [screen.NAME] on a line of its own");
        }
        reader_.check_name(at, id);
        Node node;
        node.id = id;
        node.line = line_of(at);
        const auto kind = reader_.choice(*table, "type", kind_words);
        // Which keys belong to a kind that is not known nobody can say.
        if (!kind && table->contains("type")) return;
        node.kind = kind.value_or(NodeKind::menu);
        auto keys = keys_of(node.kind);
        keys.insert(keys.end(), menu_.languages.begin(), menu_.languages.end());
        reader_.check_keys(*table, keys);
        node.text = reader_.text_in(*table, at);
        node.has_back = reader_.flag(*table, "back");
        node.has_home = reader_.flag(*table, "home");
        read_rules(node, *table);
        read_kind(node, *table);
        node.set = reader_.assignments(*table, "set");
        if (leads_on(node)) node.next = read_branches(reader_, *table);
        if (leads_on(node)) node.then = reader_.word(*table, "then");
        nodes_.push_back(std::move(node));
    }

    void read_rules(Node& node, const toml::table& table) {
        node.privacy = reader_.choice(table, "class", privacy_words).value_or(Privacy::normal);
        node.has_callers_class = !submenu_.empty() && !table.contains("class");
        const bool is_protected = node.privacy == Privacy::protected_;
        const auto sms = reader_.choice(table, "sms", sms_words);
        node.sms = sms.value_or(is_protected ? SmsRule::never : SmsRule::neutral);
        if (is_protected && node.sms != SmsRule::never) {
            reader_.add(*table.get("sms"), "a protected screen texts nobody",
                        "write sms = \"never\", or leave it out");
        }
        const auto usual = is_protected ? ResumeRule::restart : ResumeRule::resume;
        node.resume = reader_.choice(table, "resume", resume_words).value_or(usual);
        if (is_protected && node.resume == ResumeRule::resume) {
            reader_.add(*table.get("resume"), "a protected screen is shown to nobody unasked who dials again",
                        "write resume = \"ask\", or leave it out: the call begins anew");
        }
    }

    static Keys keys_of(NodeKind kind) {
        Keys keys{"type", "back", "home", "class", "sms", "resume", "set"};
        const auto with = [&keys](std::initializer_list<const char*> more) {
            keys.insert(keys.end(), more.begin(), more.end());
        };
        switch (kind) {
            case NodeKind::menu:
                with({"store", "option"});
                break;
            case NodeKind::text:
                with({"store", "to", "next", "skip", "max", "min", "again"});
                break;
            case NodeKind::area:
                with({"store", "to", "next", "list"});
                break;
            case NodeKind::code:
                with({"to", "next", "proof"});
                break;
            case NodeKind::list:
                with({"store", "to", "then", "option"});
                break;
            case NodeKind::number:
                with({"store", "to", "next", "min", "max", "unit", "again"});
                break;
            case NodeKind::date:
                with({"store", "to", "next", "days", "today", "yesterday", "again"});
                break;
            case NodeKind::lookup:
                with({"store", "to", "next", "from", "near", "sets", "none"});
                break;
            case NodeKind::pin:
                with({"to", "first", "leave"});
                break;
            case NodeKind::new_pin:
            case NodeKind::pin_again:
                with({"to", "again"});
                break;
            case NodeKind::info:
            case NodeKind::end:
                break;
        }
        if (std::ranges::find(keys, "next") != keys.end()) keys.emplace_back("then");
        return keys;
    }

    void read_kind(Node& node, const toml::table& table) {
        switch (node.kind) {
            case NodeKind::menu:
                node.store = reader_.name(table, "store", false);
                read_options(reader_, table, node, menu_);
                break;
            case NodeKind::text:
                node.store = reader_.name(table, "store", true);
                node.to = reader_.required(table, "to");
                node.skip = reader_.word(table, "skip");
                if (!node.skip.empty()) check_key(reader_, *table.get("skip"), node.skip);
                node.max =
                    whole_number(table, {"max", "how many letters are kept", 40, 1, typed_septets_max});
                read_least_letters(node, table);
                break;
            case NodeKind::area:
                node.store = reader_.name(table, "store", true);
                node.to = reader_.required(table, "to");
                node.list_word = reader_.text_under(table, "list");
                break;
            case NodeKind::code:
                node.to = reader_.required(table, "to");
                node.proof = reader_.required(table, "proof");
                break;
            case NodeKind::list:
                node.store = reader_.name(table, "store", false);
                node.to = reader_.word(table, "to");
                node.then = reader_.word(table, "then");
                reader_.check_plain(table, "the text of a list", node.text);
                read_options(reader_, table, node, menu_);
                node.to.clear();  // each option has them now
                node.then.clear();
                break;
            case NodeKind::lookup:
                read_lookup(node, table);
                break;
            case NodeKind::number:
                read_number(node, table);
                break;
            case NodeKind::date:
                read_date(node, table);
                break;
            case NodeKind::pin:
                node.to = reader_.required(table, "to");
                node.first = reader_.required(table, "first");
                node.leave = plain_text(table, "leave");
                break;
            case NodeKind::new_pin:
            case NodeKind::pin_again:
                node.to = reader_.required(table, "to");
                node.again = plain_text(table, "again");
                break;
            case NodeKind::info:
            case NodeKind::end:
                break;
        }
    }

    void read_least_letters(Node& node, const toml::table& table) {
        if (!table.contains("min")) {
            if (const auto* again = table.get("again"))
                reader_.add(*again, "again is never said", "write min = 3 beside it, or leave it out");
            return;
        }
        node.min = whole_number(table, {"min", "how many letters are asked for", 3, 1, node.max});
        node.again = plain_text(table, "again");
    }

    void read_number(Node& node, const toml::table& table) {
        node.store = reader_.name(table, "store", true);
        node.to = reader_.required(table, "to");
        node.max = whole_number(table, {"max", "which number is the largest", 99, 1, largest_number});
        node.min = 1;
        if (table.contains("min")) {
            node.min = whole_number(table, {"min", "which number is the smallest", 1, 1, node.max});
        }
        if (table.contains("unit")) node.unit = plain_text(table, "unit");
        node.again = plain_text(table, "again");
    }

    void read_lookup(Node& node, const toml::table& table) {
        node.store = reader_.name(table, "store", true);
        node.to = reader_.required(table, "to");
        node.from = reader_.name(table, "from", true);
        node.near = reader_.name(table, "near", false);
        node.sets = reader_.names(table, "sets");
        node.none = plain_text(table, "none");
        // Its keys are counted on pages, which must be the same when the caller answers.
        reader_.check_plain(table, "the text of a lookup", node.text);
    }

    void read_date(Node& node, const toml::table& table) {
        node.store = reader_.name(table, "store", true);
        node.to = reader_.required(table, "to");
        node.days = whole_number(table, {"days", "how many days back are taken", 30, 1, days_most});
        node.today = plain_text(table, "today");
        node.yesterday = plain_text(table, "yesterday");
        node.again = plain_text(table, "again");
    }

    Text plain_text(const toml::table& table, const std::string& key) {
        auto text = reader_.text_under(table, key);
        if (const auto* node = table.get(key)) {
            reader_.check_plain(*node, fmt::format("\"{}\"", key), text);
        }
        return text;
    }

    struct Limits {
        const char* key;
        const char* says;
        int example;
        int least;
        int most;
    };

    int whole_number(const toml::table& table, const Limits& limits) {
        const auto* node = table.get(limits.key);
        const auto number = node != nullptr && node->is_integer() ? node->value<int>() : std::nullopt;
        if (number && *number >= limits.least && *number <= limits.most) return *number;
        reader_.add(node == nullptr ? static_cast<const toml::node&>(table) : *node,
                    fmt::format("{} says {}", limits.key, limits.says),
                    fmt::format("write {} = {}, or another number from {} to {}", limits.key,
                                std::min(limits.example, limits.most), limits.least, limits.most));
        return limits.least;
    }

    TomlReader& reader_;
    Menu& menu_;
    std::string submenu_;
    std::vector<Node> nodes_;
};

}  // namespace

void read_screens(TomlReader& reader, const toml::table& root, Menu& menu) {
    const auto* screens = reader.table_of(root, "screen", "write a [screen.NAME] for every screen");
    if (screens == nullptr) return;
    menu.nodes = ScreenReader(reader, menu, {}).read(*screens);
    for (std::size_t at = 0; at < menu.nodes.size(); ++at)
        menu.index.emplace(menu.nodes[at].id, at);
}

std::vector<Node> read_screen_tables(TomlReader& reader, const toml::table& screens,
                                     const std::string& submenu, Menu& menu) {
    return ScreenReader(reader, menu, submenu).read(screens);
}

}  // namespace kengele::menus
