#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gateway/cli/owner.hpp"
#include "gateway/cli/rules.hpp"

namespace kengele::cli {
namespace {

using namespace std::chrono_literals;
using storage::Transaction;

constexpr storage::Millis patience = 60s;

struct Source {
    const Owner& owner;
    const Rules& stored;
    std::string_view text;
    std::string_view file;
    Problems& problems;
};

// What an import would do, ready to run inside its transaction.
struct Change {
    std::size_t rows = 0;
    std::function<void(Transaction&)> apply;
    std::string warning = {};  // what whoever imports should look at; refuses nothing
};

Change change_places(const Source& from) {
    auto rows = read_places(from.text, from.file, from.stored, from.problems);
    return {rows.size(), [rows](Transaction& tx) { tx.import_places(rows); }};
}

Change change_roles(const Source& from) {
    auto rows = read_roles(from.text, from.file, from.problems);
    return {rows.size(), [rows](Transaction& tx) { tx.import_roles(rows); }};
}

Change change_ladders(const Source& from) {
    auto rows = read_ladders(from.text, from.file, from.stored, from.problems);
    return {rows.size(), [rows](Transaction& tx) { tx.import_ladders(rows); }};
}

Change change_taxonomy(const Source& from) {
    auto rows = read_taxonomy(from.text, from.file, from.stored, from.problems);
    return {rows.size(), [rows](Transaction& tx) { tx.import_kinds(rows); }};
}

Change change_responders(const Source& from) {
    auto rows =
        read_responders(from.text, from.file, from.stored, from.owner.ring, from.owner.random, from.problems);
    return {rows.size(), [rows](Transaction& tx) { tx.import_roster(rows, storage::day_of(tx.wall())); }};
}

Change change_directory(const Source& from) {
    const auto today = std::max(world::callers_day(from.owner.clock.read().wall), surely_past);
    auto rows = read_directory(from.text, from.file, from.stored, today, from.problems);
    return {rows.size(), [rows](Transaction& tx) { tx.import_directory(rows); }, stale_entries(rows, today)};
}

struct RuleFile {
    std::string_view noun;
    Change (*read)(const Source&);
    std::string (*write)(const Rules&, const reporters::KeyRing&);
};

constexpr std::array rule_files{
    RuleFile{"places", change_places,
             [](const Rules& rules, const reporters::KeyRing&) { return write_places(rules); }},
    RuleFile{"roles", change_roles,
             [](const Rules& rules, const reporters::KeyRing&) { return write_roles(rules); }},
    RuleFile{"ladders", change_ladders,
             [](const Rules& rules, const reporters::KeyRing&) { return write_ladders(rules); }},
    RuleFile{"taxonomy", change_taxonomy,
             [](const Rules& rules, const reporters::KeyRing&) { return write_taxonomy(rules); }},
    RuleFile{"responders", change_responders, write_responders},
    RuleFile{"directory", change_directory,
             [](const Rules& rules, const reporters::KeyRing&) { return write_directory(rules); }},
};

Answer refusal(Problems problems, std::string_view file) {
    Answer answer{refused, {}, {}};
    std::ranges::stable_sort(problems, {}, &menus::Problem::line);
    for (const auto& problem : problems)
        answer.err += menus::to_string(problem) + "\n";
    answer.err += fmt::format("{}: nothing was imported.\n", file);
    return answer;
}

const RuleFile* rule_file(std::string_view noun) {
    const auto found = std::ranges::find(rule_files, noun, &RuleFile::noun);
    return found == rule_files.end() ? nullptr : found;
}

}  // namespace

Task<Answer> import_rules(Owner& owner, const boost::json::object& request) {
    const auto noun = text_of(request, "noun");
    const auto file = text_of(request, "file");
    const auto* rules = rule_file(noun);
    if (!rules) co_return Answer::refuse("There are no such files as " + noun + ".");
    const auto stored = co_await owner.reads.read(read_rules);
    if (!stored) co_return Answer::refuse("The database cannot be read: " + stored.error().message());

    Problems problems;
    const std::string content = text_of(request, "content");
    const Change change = rules->read({owner, *stored, content, file, problems});
    if (!problems.empty()) co_return refusal(problems, file);

    auto unit = [apply = change.apply, noun](Transaction& tx) -> Result<void> {
        apply(tx);
        tx.audit({"operator at the machine", "import " + noun, noun, tx.wall()});
        return {};
    };
    const auto done_so = co_await owner.queue.commit(std::move(unit), patience);
    if (!done_so) {
        co_return Answer::refuse(fmt::format("{}: not imported: {}", file, done_so.error().message()));
    }
    if (noun == "places" && owner.places_changed) co_await owner.places_changed();
    Answer answer{done, fmt::format("{}: {} lines imported.\n", file, change.rows), {}};
    if (!change.warning.empty()) answer.err = fmt::format("{}: warning: {}.\n", file, change.warning);
    co_return answer;
}

Task<Answer> export_rules(Owner& owner, const boost::json::object& request) {
    const auto* rules = rule_file(text_of(request, "noun"));
    if (!rules) co_return Answer::refuse("There are no such files.");
    const auto stored = co_await owner.reads.read(read_rules);
    if (!stored) co_return Answer::refuse("The database cannot be read: " + stored.error().message());
    co_return Answer{done, rules->write(*stored, owner.ring), {}};
}

}  // namespace kengele::cli
