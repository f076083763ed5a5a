#include "gateway/config.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "gateway/config_checks.hpp"
#include "gateway/world/address.hpp"
#include "menus/spelling.hpp"

namespace kengele::gateway {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

// What a reader of the file and a printer of the values have in common: both are led through every key once,
// by the functions `list` below, which are the one place that knows the keys.
class Keys {
public:
    virtual ~Keys() = default;

    using Check = std::string (*)(const std::string&);  // what is wrong with a text, or nothing

    virtual void text(std::string_view key, std::string& value, Check check = nullptr) = 0;
    virtual void number(std::string_view key, int& value, int least, int most) = 0;
    virtual void truth(std::string_view key, bool& value) = 0;
    virtual void duration(std::string_view key, milliseconds& value) = 0;
    virtual void path(std::string_view key, fs::path& value) = 0;
    virtual void secret(std::string_view key, fs::path& file, storage::PrivateText& value, Check check) = 0;

    void minutes(std::string_view key, std::chrono::minutes& value);
};

void list(Keys& keys, ServiceConfig& config) {
    keys.text("name", config.name, check_not_empty);
    keys.text("code", config.code, check_code);
    keys.text("sms_number", config.sms_number, check_digits);
    keys.path("data_dir", config.data_dir);
    keys.number("io_threads", config.io_threads, 0, 64);
}

void list(Keys& keys, ListenConfig& config) {
    keys.text("callbacks", config.callbacks, check_listen);
    keys.text("console", config.console, check_listen);
    keys.text("public_url", config.public_url, check_web_or_empty);
    keys.number("connections_max", config.connections_max, 1, 1'000'000);
    keys.truth("plain_outside", config.plain_outside);
}

void list(Keys& keys, StorageConfig& config) {
    keys.text("url", config.url, check_storage);
    keys.duration("save_patience", config.save_patience);
}

void list(Keys& keys, KeysConfig& config) {
    keys.path("root_file", config.root_file);
}

void list(Keys& keys, MenuConfig& config) {
    keys.path("residents", config.residents);
    keys.path("responders", config.responders);
    keys.truth("second_person", config.second_person);
}

void list(Keys& keys, CaseConfig& config) {
    keys.duration("ladder_minute", config.ladder_minute);
    keys.minutes("undo_window", config.undo_window);
    keys.minutes("show_again_window", config.show_again_window);
    keys.number("desk_repeat_minutes", config.desk_repeat_minutes, 1, 1440);
    keys.number("desk_repeat_minutes_p1", config.desk_repeat_minutes_p1, 1, 1440);
    keys.number("wrong_codes_max", config.wrong_codes_max, 1, 1000);
    keys.number("wrong_codes_of_all_max", config.wrong_codes_of_all_max, 1, 100'000);
}

void list(Keys& keys, SenderConfig& config) {
    keys.duration("limit", config.limit);
    keys.duration("lease", config.lease);
    keys.number("in_flight_max", config.in_flight_max, 1, 1024);
    keys.number("group_max", config.group_max, 1, 1024);
    keys.number("attempts_max", config.attempts_max, 1, 1000);
}

void list(Keys& keys, LogConfig& config) {
    keys.text("level", config.level, check_level);
}

void list(Keys& keys, ChannelConfig& config) {
    keys.text("name", config.name, check_channel_name);
    keys.text("kind", config.kind, check_kind);
    keys.secret("secret_file", config.secret_file, config.secret, check_path_secret);
    keys.text("username", config.username, check_not_empty);
    keys.secret("api_key_file", config.api_key_file, config.api_key, check_not_empty);
    keys.text("api_base", config.api_base, check_web);
    keys.text("sender", config.sender);
    keys.number("screen_septets", config.screen_septets, 40, 182);
}

template <class Visit>
void each_section(Config& config, Visit visit) {
    visit("service", config.service);
    visit("listen", config.listen);
    visit("storage", config.storage);
    visit("keys", config.keys);
    visit("menus", config.menus);
    visit("cases", config.cases);
    visit("sender", config.sender);
    visit("log", config.log);
}

std::optional<milliseconds> parse_duration(std::string_view text);
std::string show_duration(milliseconds value);
std::string nearest(std::string_view word, const std::set<std::string>& known);
bool lies_in(const fs::path& file, const fs::path& folder);

// Collects what is wrong in one file.
class Problems {
public:
    explicit Problems(fs::path file) : file_(std::move(file)) {}

    void add(const toml::source_region& where, std::string what, std::string mend) {
        found_.push_back({file_, where.begin.line, where.begin.column, std::move(what), std::move(mend)});
    }
    void add(std::string what, std::string mend) {
        found_.push_back({file_, 0, 0, std::move(what), std::move(mend)});
    }

    std::vector<ConfigProblem>& found() { return found_; }

private:
    fs::path file_;
    std::vector<ConfigProblem> found_;
};

// Takes the values of one section out of its table. Keys the file does not have keep their defaults.
class Reader final : public Keys {
public:
    Reader(std::string_view section, const toml::table& table, const fs::path& folder,
           const FileReader& read_file, Problems& problems)
        : section_(section), table_(table), folder_(folder), read_file_(read_file), problems_(problems) {}

    void text(std::string_view key, std::string& value, Check check) override {
        if (const auto given = take<std::string>(key, "a text in quotes")) value = *given;
        if (check) complain(key, check(value), "");
    }

    void number(std::string_view key, int& value, int least, int most) override {
        const auto given = take<std::int64_t>(key, "a whole number");
        if (!given) return;
        if (*given >= least && *given <= most)
            value = static_cast<int>(*given);
        else
            complain(key, fmt::format("{} is out of range", *given),
                     fmt::format("Choose a number from {} to {}.", least, most));
    }

    void truth(std::string_view key, bool& value) override {
        if (const auto given = take<bool>(key, "true or false")) value = *given;
    }

    void duration(std::string_view key, milliseconds& value) override {
        const auto given = take<std::string>(key, "a duration in quotes, such as \"1500ms\" or \"30m\"");
        if (!given) return;
        if (const auto parsed = parse_duration(*given))
            value = *parsed;
        else
            complain(key, in_quotes(*given) + " is no duration above zero",
                     "Write a whole number and a unit: ms, s, m, h or d, such as \"1500ms\" or \"30m\".");
    }

    void path(std::string_view key, fs::path& value) override {
        if (const auto given = take<std::string>(key, "a path in quotes")) {
            if (given->empty()) complain(key, "the path is empty", "Name a file or folder.");
            value = *given;
        }
        value = (folder_ / value).lexically_normal();
    }

    void secret(std::string_view key, fs::path& file, storage::PrivateText& value, Check check) override {
        if (!table_.contains(key)) {
            known_.emplace(key);
            return complain(key, fmt::format("'{}' is missing", key),
                            "Put the secret into a file of its own, chmod it 600, and name it here.");
        }
        path(key, file);
        if (!table_[key].is_string()) return;
        const auto read = read_file_(file);
        if (!read)
            return complain(key, fmt::format("{} cannot be read: {}", file.string(), read.error().message()),
                            "Make the file, or name the right one.");
        if ((read->mode & 077) != 0)
            return complain(key, fmt::format("others may read {}", file.string()),
                            fmt::format("chmod 600 {}", file.string()));
        std::string text = read->text;
        // Editors end a file with a line feed; no secret does.
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
            text.pop_back();
        complain(key, check(text), fmt::format("Look at {}.", file.string()));
        value = storage::PrivateText{std::move(text)};
    }

    // After all keys were asked for: the others are mistakes.
    void refuse_others() {
        for (const auto& [key, node] : table_) {
            const std::string name{key.str()};
            if (known_.contains(name)) continue;
            problems_.add(key.source(), fmt::format("there is no key '{}' in {}", name, section_),
                          nearest(name, known_));
        }
    }

private:
    template <class T>
    std::optional<T> take(std::string_view key, std::string_view wanted) {
        known_.emplace(key);
        const auto* node = table_.get(key);
        if (!node) return std::nullopt;
        if (auto value = node->value_exact<T>()) return value;
        problems_.add(node->source(), fmt::format("'{}' in {} is not {}", key, section_, wanted),
                      fmt::format("Write {}.", wanted));
        return std::nullopt;
    }

    void complain(std::string_view key, const std::string& what, const std::string& mend) {
        if (what.empty()) return;
        const auto* node = table_.get(key);
        problems_.add(node ? node->source() : table_.source(),
                      fmt::format("'{}' in {}: {}", key, section_, what), mend);
    }

    const std::string section_;
    const toml::table& table_;
    const fs::path& folder_;
    const FileReader& read_file_;
    Problems& problems_;
    std::set<std::string> known_;
};

class Printer final : public Keys {
public:
    void section(std::string_view heading) {
        out_ += fmt::format("{}{}\n", out_.empty() ? "" : "\n", heading);
    }

    void text(std::string_view key, std::string& value, Check) override { line(key, in_quotes(value)); }
    void number(std::string_view key, int& value, int, int) override { line(key, std::to_string(value)); }
    void truth(std::string_view key, bool& value) override { line(key, value ? "true" : "false"); }
    void duration(std::string_view key, milliseconds& value) override {
        line(key, in_quotes(show_duration(value)));
    }
    void path(std::string_view key, fs::path& value) override { line(key, in_quotes(value.string())); }
    void secret(std::string_view key, fs::path& file, storage::PrivateText& value, Check) override {
        line(key, in_quotes(file.string()) + (value.empty() ? "  # empty" : "  # holds ***"));
    }

    std::string& out() { return out_; }

private:
    void line(std::string_view key, std::string_view value) { out_ += fmt::format("{} = {}\n", key, value); }

    std::string out_;
};

void Keys::minutes(std::string_view key, std::chrono::minutes& value) {
    milliseconds fine = value;
    duration(key, fine);
    value = std::chrono::ceil<std::chrono::minutes>(fine);
}

void read_channels(const toml::table& root, Config& config, const fs::path& folder,
                   const FileReader& read_file, Problems& problems);
void refuse_unknown_sections(const toml::table& root, const std::set<std::string>& known, Problems& problems);
void check_together(const toml::table& root, const Config& config, Purpose purpose, Problems& problems);

}  // namespace

std::string describe(const ConfigProblem& problem) {
    std::string text = problem.file.string();
    if (problem.line > 0) text += fmt::format(":{}:{}", problem.line, problem.column);
    text += ": " + problem.what + ".";
    if (!problem.mend.empty()) text += " " + problem.mend;
    return text;
}

ConfigResult parse_config(std::string_view toml, const fs::path& file, const FileReader& read_file,
                          Purpose purpose) {
    Problems problems(file);
    toml::table root;
    try {
        root = toml::parse(toml);
    } catch (const toml::parse_error& error) {
        problems.add(error.source(), std::string{error.description()},
                     "Mend this first; the rest was not read.");
        return std::move(problems.found());
    }

    Config config;
    const auto folder = file.parent_path();
    std::set<std::string> known{"channel"};
    each_section(config, [&](std::string_view name, auto& section) {
        known.emplace(name);
        const toml::table nothing;
        const auto* node = root.get(name);
        const auto* table = node ? node->as_table() : &nothing;
        if (!table)
            return problems.add(node->source(), fmt::format("'{}' is not a section", name),
                                fmt::format("Write [{}] on a line of its own.", name));
        Reader reader(fmt::format("[{}]", name), *table, folder, read_file, problems);
        list(reader, section);
        reader.refuse_others();
    });
    read_channels(root, config, folder, read_file, problems);
    refuse_unknown_sections(root, known, problems);
    check_together(root, config, purpose, problems);
    if (!problems.found().empty()) return std::move(problems.found());
    return config;
}

std::string show_config(const Config& config) {
    Config values = config;
    Printer printer;
    each_section(values, [&](std::string_view name, auto& section) {
        printer.section(fmt::format("[{}]", name));
        list(printer, section);
    });
    for (auto& channel : values.channels) {
        printer.section("[[channel]]");
        list(printer, channel);
    }
    return std::move(printer.out());
}

namespace {

void read_channels(const toml::table& root, Config& config, const fs::path& folder,
                   const FileReader& read_file, Problems& problems) {
    const auto* node = root.get("channel");
    if (!node) return;
    const auto* tables = node->as_array();
    if (!tables || !tables->is_homogeneous<toml::table>())
        return problems.add(node->source(), "'channel' is not a list of sections",
                            "Write [[channel]] with two brackets before each.");
    std::set<std::string> names;
    for (const auto& element : *tables) {
        Reader reader("[[channel]]", *element.as_table(), folder, read_file, problems);
        auto& channel = config.channels.emplace_back();
        list(reader, channel);
        reader.refuse_others();
        if (!channel.name.empty() && !names.insert(channel.name).second)
            problems.add(element.source(), fmt::format("two channels are named '{}'", channel.name),
                         "Their names are part of their addresses: give each its own.");
    }
}

void refuse_unknown_sections(const toml::table& root, const std::set<std::string>& known,
                             Problems& problems) {
    for (const auto& [key, node] : root) {
        const std::string name{key.str()};
        if (!known.contains(name))
            problems.add(key.source(), fmt::format("there is no section '{}'", name), nearest(name, known));
    }
}

// What only shows when several values are seen together.
void check_together(const toml::table& root, const Config& config, Purpose purpose, Problems& problems) {
    const auto where = [&](std::string_view section, std::string_view key) {
        const auto node = root[section][key];
        return node ? node.node()->source() : toml::source_region{};
    };
    const auto callbacks = world::parse_listen_address(config.listen.callbacks);
    const auto console = world::parse_listen_address(config.listen.console);
    if (callbacks && console && *callbacks == *console && callbacks->port() != 0)
        problems.add(where("listen", "console"), "callbacks and console listen on the same address",
                     "They need different ones: callbacks may face the Internet, the console never.");
    for (const auto& [key, address] : {std::pair{"callbacks", callbacks}, std::pair{"console", console}})
        if (address && !address->address().is_loopback() && !config.listen.plain_outside)
            problems.add(
                where("listen", key), fmt::format("'{}' would take plain HTTP from other machines", key),
                "Listen on 127.0.0.1 behind a proxy with TLS, or set plain_outside = true if the network "
                "between is yours alone.");
    if (purpose == Purpose::serve && lies_in(config.keys.root_file, config.service.data_dir))
        problems.add(where("keys", "root_file"),
                     "the root key lies in data_dir, where every copy would have it",
                     "Keep it elsewhere, such as /etc/kengele/root.key.");
    if (config.sender.lease <= config.sender.limit)
        problems.add(where("sender", "lease"), "a lease must be longer than one send's limit",
                     "Otherwise a text still being sent would be sent again.");
}

struct Unit {
    std::string_view name;
    std::int64_t ms;
};
constexpr std::array units{Unit{"d", 86'400'000}, Unit{"h", 3'600'000}, Unit{"m", 60'000}, Unit{"s", 1'000},
                           Unit{"ms", 1}};
constexpr std::int64_t longest_days = 3'650;

std::optional<milliseconds> parse_duration(std::string_view text) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || count <= 0) return std::nullopt;
    const auto name = text.substr(static_cast<std::size_t>(end - text.data()));
    const auto unit = std::ranges::find(units, name, &Unit::name);
    if (unit == units.end() || count > longest_days * units.front().ms / unit->ms) return std::nullopt;
    return milliseconds{count * unit->ms};
}

std::string show_duration(milliseconds value) {
    const auto unit = std::ranges::find_if(units, [&](const Unit& u) { return value.count() % u.ms == 0; });
    return fmt::format("{}{}", value.count() / unit->ms, unit->name);
}

std::string nearest(std::string_view word, const std::set<std::string>& known) {
    const auto meant = menus::probably_meant(word, {known.begin(), known.end()});
    if (meant) return fmt::format("Did you mean '{}'?", *meant);
    return fmt::format("There are: {}.", fmt::join(known, ", "));
}

bool lies_in(const fs::path& file, const fs::path& folder) {
    const auto way = file.lexically_relative(folder / "");
    return !way.empty() && *way.begin() != "..";
}

}  // namespace
}  // namespace kengele::gateway
