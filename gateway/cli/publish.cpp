#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <iterator>

#include "gateway/cli/menu_kinds.hpp"
#include "gateway/cli/menu_lists.hpp"
#include "gateway/cli/menu_report.hpp"
#include "gateway/cli/menu_secrets.hpp"
#include "gateway/cli/menu_words.hpp"
#include "gateway/cli/owner.hpp"
#include "gateway/cli/trials.hpp"
#include "gateway/menu_shelf.hpp"
#include "menus/changes.hpp"
#include "menus/check.hpp"
#include "menus/parse.hpp"
#include "menus/submenu.hpp"

// Commands on the published menus. Reading and proving a menu is done on the reader's thread: no turn waits
// for it.
namespace kengele::cli {
namespace {

using namespace std::chrono_literals;
using storage::MenuVersion;
using storage::Publication;
using storage::Transaction;
using storage::Viewer;

constexpr storage::Millis patience = 60s;
constexpr std::size_t hash_shown = 12;
constexpr std::size_t hash_told_min = 4;

// A menu file as callers of this deployment would meet it.
struct Judged {
    MenuReport report;
    menus::Problems moved_keys;  // in the report as well
    std::optional<menus::Menu> menu;
    std::vector<Publication> publications;  // newest first
    bool replaces_protected = false;        // what callers see now has a protected screen
};

// What callers see now, as it was published.
Result<std::optional<MenuVersion>> live_version(storage::Reader& reader,
                                                const std::vector<Publication>& publications) {
    if (publications.empty()) return std::optional<MenuVersion>{};
    const auto& newest = publications.front();
    return reader.menu_version(Viewer::at_the_machine(), newest.menu, newest.hash);
}

// The same, read; nothing when that is no menu, or one that this program cannot read.
Result<std::optional<menus::Menu>> live_menu(storage::Reader& reader,
                                             const std::vector<Publication>& publications) {
    const auto version = live_version(reader, publications);
    if (!version) return version.error();
    if (!*version) return std::optional<menus::Menu>{};
    return menus::parse((*version)->source, (*version)->name).menu;
}

bool has_protected(const menus::Menu& menu) {
    return std::ranges::any_of(
        menu.nodes, [](const menus::Node& node) { return node.privacy == menus::Privacy::protected_; });
}

// The version with every shortcut that was ever published. Each new version was held against this one, so it
// is the one that was new last; a rollback makes no version. One that this program cannot read is passed
// over.
Result<std::optional<menus::Menu>> with_all_shortcuts(storage::Reader& reader,
                                                      const std::vector<Publication>& publications) {
    for (auto it = publications.begin(); it != publications.end(); ++it) {
        const bool was_new = std::find_if(it + 1, publications.end(), [&](const Publication& earlier) {
                                 return earlier.hash == it->hash;
                             }) == publications.end();
        if (!was_new) continue;
        const auto version = reader.menu_version(Viewer::at_the_machine(), it->menu, it->hash);
        if (!version) return version.error();
        if (!*version) continue;
        auto menu = menus::parse((*version)->source, (*version)->name).menu;
        if (menu) return menu;
    }
    return std::optional<menus::Menu>{};
}

// What the draft changes for people who know the menu that is live.
void compare(const menus::Menu& live, Judged& judged) {
    auto& report = judged.report;
    judged.moved_keys = menus::changed_keys(live, *judged.menu, report.file);
    std::ranges::copy(judged.moved_keys, std::back_inserter(report.problems));
    std::ranges::move(menus::stale_texts(live, *judged.menu, report.file),
                      std::back_inserter(report.problems));
    menus::sort(report.problems);
}

Result<Judged> judge(storage::Reader& reader, const std::string& content, const std::string& file,
                     const menus::Budgets& budgets) {
    Judged judged;
    auto parsed = menus::parse(content, file);
    judged.report = {file, std::move(parsed.problems), {}};
    if (!parsed.menu) return judged;
    judged.menu = std::move(parsed.menu);
    auto publications =
        reader.publications(Viewer::at_the_machine(), gateway::published_as(judged.menu->audience));
    if (!publications) return publications.error();
    judged.publications = std::move(*publications);
    const auto rules = read_rules(reader);
    if (!rules) return rules.error();
    const auto places = gateway::places_to_choose(rules->places);
    judged.report.problems = menus::check(*judged.menu, places, budgets, file);
    judged.report.summary = summary_of(*judged.menu, places, budgets);
    std::ranges::move(words_of_responders(*judged.menu, file), std::back_inserter(judged.report.problems));
    // Without any, the deployment is still being filled, and says by itself that it is not ready.
    if (!rules->kinds.empty())
        std::ranges::move(unknown_kinds(*judged.menu, rules->kinds, file),
                          std::back_inserter(judged.report.problems));
    std::ranges::move(unknown_lists(*judged.menu, rules->directory, file),
                      std::back_inserter(judged.report.problems));
    std::ranges::move(open_secrets(*judged.menu, *rules, file), std::back_inserter(judged.report.problems));
    const auto promised = with_all_shortcuts(reader, judged.publications);
    if (!promised) return promised.error();
    if (*promised)
        std::ranges::move(menus::broken_shortcuts(**promised, *judged.menu, file),
                          std::back_inserter(judged.report.problems));
    judged.report.problems = menus::told_once(*judged.menu, std::move(judged.report.problems));
    menus::sort(judged.report.problems);
    const auto live = live_menu(reader, judged.publications);
    if (!live) return live.error();
    if (*live) compare(**live, judged);
    judged.replaces_protected = *live && has_protected(**live);
    return judged;
}

// Keys are moved only on purpose, and whoever reads the list learns why. Empty when they may be.
std::string objection_to_moved_keys(const Judged& judged, const boost::json::object& request) {
    if (judged.moved_keys.empty()) return {};
    if (!flag_of(request, "moved_keys")) {
        return "Callers press the keys they learned, and some now mean something else: see above.\nGive them "
               "back, or publish with --moved-keys and say why in --note.";
    }
    if (text_of(request, "note").empty())
        return "Keys that callers learned now mean something else.\nSay why: --note \"...\"";
    return {};
}

// The file of a request, judged.
Task<Result<Judged>> judge_file(Owner& owner, const boost::json::object& request) {
    const auto look = [content = text_of(request, "content"), file = text_of(request, "file"),
                       budgets = owner.budgets](storage::Reader& reader) {
        return judge(reader, content, file, budgets);
    };
    co_return co_await owner.reads.read(look);
}

// Why this version cannot become what callers see; empty when it can.
std::string objection(const menus::Menu& menu, const std::vector<Publication>& publications) {
    if (publications.empty()) return {};
    if (publications.front().hash == menu.hash) {
        return fmt::format("Version {} is what callers see already.\nChange the file, then publish it.",
                           publications.front().name);
    }
    const auto same_name = std::ranges::find(publications, menu.version, &Publication::name);
    if (same_name == publications.end() || same_name->hash == menu.hash) return {};
    return fmt::format(
        "Version {} was published with other content, and a published version never changes.\nGive the file "
        "a new "
        "version, such as version = \"{}.1\".",
        menu.version, menu.version);
}

// What the tests of a menu say against publishing it. Before places and kinds are imported there is nowhere
// to walk to and no ladder to judge, and no report can be filed: the menu of such a first start is not
// tested.
Result<std::string> failed_tests(storage::Reader& reader, const Judged& judged, const std::string& file,
                                 const menus::Budgets& budgets) {
    const auto rules = read_rules(reader);
    if (!rules) return rules.error();
    const bool is_bare = rules->places.empty() || rules->kinds.empty();
    if (judged.publications.empty() && is_bare) return std::string();
    const auto places = gateway::places_to_choose(rules->places);
    return first_failure(*judged.menu, run_trials(*judged.menu, places, *rules, budgets), file);
}

// By the name its author gave, or by the first letters of its hash.
const Publication* named(const std::vector<Publication>& publications, std::string_view word) {
    const auto found = std::ranges::find_if(publications, [&](const Publication& it) {
        return it.name == word || (word.size() >= hash_told_min && it.hash.starts_with(word));
    });
    return found == publications.end() ? nullptr : &*found;
}

std::string short_hash(const std::string& hash) {
    return hash.substr(0, hash_shown);
}

// "operator:amina" did this to a version.
void note(Transaction& tx, const std::string& person, const char* action, const MenuVersion& version) {
    tx.audit(
        {"operator:" + person, action, fmt::format("menu:{}:{}", version.menu, version.hash), tx.wall()});
}

Task<Answer> publish(Owner& owner, MenuVersion version, std::string why) {
    auto unit = [version, why, person = owner.person](Transaction& tx) -> Result<void> {
        tx.publish_menu(version, person, why);
        tx.drop_menu_draft(version.menu, version.hash);
        note(tx, person, "publish menu", version);
        return {};
    };
    const auto published = co_await owner.queue.commit(std::move(unit), patience);
    if (!published) co_return Answer::refuse("Not published: " + published.error().message());
    if (owner.menus_changed) co_await owner.menus_changed();
    co_return Answer{
        done,
        fmt::format("Version {} ({}) is what callers see from now on. Calls under way finish on the version "
                    "they began with.\n",
                    version.name, short_hash(version.hash)),
        {}};
}

std::string utc(storage::WallTime wall) {
    return date::format("%FT%TZ", std::chrono::floor<std::chrono::seconds>(wall));
}

std::string as_json(const Publication& it, bool is_live) {
    return serialize(boost::json::object{{"number", it.number},
                                         {"version", it.name},
                                         {"hash", it.hash},
                                         {"live", is_live},
                                         {"published", utc(it.wall)},
                                         {"by", it.by},
                                         {"note", it.note}});
}

std::string one_line(const Publication& it, bool is_live) {
    return fmt::format("{:>4}  {:<14} {}  {}  {}{}{}\n", it.number, it.name, short_hash(it.hash),
                       utc(it.wall), it.by, it.note.empty() ? "" : ": " + it.note,
                       is_live ? "  <- callers see this" : "");
}

// Which menu a request that names no file is about.
std::string menu_of(const boost::json::object& request) {
    const auto named = text_of(request, "menu");
    return named.empty() ? std::string{gateway::residents_menu} : named;
}

Task<Result<std::vector<Publication>>> read_publications(Owner& owner, const boost::json::object& request) {
    const auto query = [menu = menu_of(request)](storage::Reader& reader) {
        return reader.publications(Viewer::at_the_machine(), menu);
    };
    co_return co_await owner.reads.read(query);
}

std::string how_to_list(const std::string& menu) {
    return menu == gateway::residents_menu ? "kengele menu list" : "kengele menu list --menu " + menu;
}

Answer no_such_version(const std::string& word, const std::string& menu) {
    return Answer::refuse(
        fmt::format("No version {} was ever published.\nSee them all: {}", word, how_to_list(menu)));
}

MenuVersion version_of(const menus::Menu& menu, std::string source) {
    MenuVersion version;
    version.menu = gateway::published_as(menu.audience);
    version.hash = menu.hash;
    version.name = menu.version;
    version.source = std::move(source);
    return version;
}

// Two persons stand behind what asks people about what must not be known. Not behind the first version of
// all, without which there is no service, nor behind one that was published before.
bool needs_second_person(const Owner& owner, const Judged& judged) {
    const auto& publications = judged.publications;
    const bool was_published =
        std::ranges::find(publications, judged.menu->hash, &Publication::hash) != publications.end();
    return owner.second_person && !publications.empty() && !was_published &&
           (judged.replaces_protected || has_protected(*judged.menu));
}

// What a unit found of a draft. (No bool: a Result of one takes an error for true.)
enum class Waiting { no, yes };

// Whether it waited already.
Task<Result<Waiting>> keep_draft(Owner& owner, MenuVersion version, std::string why) {
    auto unit = [version, why, person = owner.person](Transaction& tx) -> Result<Waiting> {
        const bool is_new = tx.add_menu_draft(version, person, why);
        if (is_new) note(tx, person, "draft menu", version);
        return is_new ? Waiting::no : Waiting::yes;
    };
    co_return co_await owner.queue.commit(std::move(unit), patience);
}

std::string ask_another(const MenuVersion& version) {
    return fmt::format(
        "Version {} ({}) has protected screens or replaces such: another person than who wrote it publishes "
        "it.\nThat person types: kengele menu publish --draft {}",
        version.name, short_hash(version.hash), short_hash(version.hash));
}

Task<Answer> wait_for_second(Owner& owner, MenuVersion version, const boost::json::object& request) {
    const auto kept = co_await keep_draft(owner, version, text_of(request, "note"));
    if (!kept) co_return Answer::refuse("Not kept: " + kept.error().message());
    co_return Answer::refuse(ask_another(version));
}

struct FoundDraft {
    storage::MenuDraft draft;
    std::string source;
};

Task<Result<std::optional<FoundDraft>>> find_draft(Owner& owner, std::string word) {
    const auto look = [&word](storage::Reader& reader) -> Result<std::optional<FoundDraft>> {
        for (const auto menu : {gateway::residents_menu, gateway::responders_menu}) {
            const auto drafts = reader.menu_drafts(Viewer::at_the_machine(), menu);
            if (!drafts) return drafts.error();
            for (const auto& draft : *drafts) {
                const bool is_meant =
                    draft.name == word || (word.size() >= hash_told_min && draft.hash.starts_with(word));
                if (!is_meant) continue;
                const auto version = reader.menu_version(Viewer::at_the_machine(), draft.menu, draft.hash);
                if (!version) return version.error();
                if (*version) return std::optional<FoundDraft>(FoundDraft{draft, (*version)->source});
            }
        }
        return std::optional<FoundDraft>{};
    };
    co_return co_await owner.reads.read(look);
}

Answer no_such_draft(const std::string& word) {
    return Answer::refuse(fmt::format("No draft {} waits.\nSee them all: kengele menu list", word));
}

std::string one_line(const storage::MenuDraft& it) {
    return fmt::format("draft {:<14} {}  {}  {}{}  <- waits\n", it.name, short_hash(it.hash), utc(it.wall),
                       it.by, it.note.empty() ? "" : ": " + it.note);
}

std::string as_json(const storage::MenuDraft& it) {
    return serialize(boost::json::object{{"draft", true},
                                         {"version", it.name},
                                         {"hash", it.hash},
                                         {"written", utc(it.wall)},
                                         {"by", it.by},
                                         {"note", it.note}});
}

// Places, taxonomy and directory change, and what fitted them once may not any more.
Task<Answer> check_published(Owner& owner, const boost::json::object& request) {
    const auto look = [menu = menu_of(request), json = flag_of(request, "json"),
                       budgets = owner.budgets](storage::Reader& reader) -> Result<Answer> {
        const auto publications = reader.publications(Viewer::at_the_machine(), menu);
        if (!publications) return publications.error();
        const auto version = live_version(reader, *publications);
        if (!version) return version.error();
        if (!*version) return Answer::refuse("No menu was published yet.\nkengele menu publish FILE does.");
        const auto judged = judge(reader, (*version)->source, (*version)->name, budgets);
        if (!judged) return judged.error();
        return tell(judged->report, json);
    };
    const auto answer = co_await owner.reads.read(look);
    if (!answer) co_return Answer::refuse("The database cannot be read: " + answer.error().message());
    co_return *answer;
}

}  // namespace

Task<Answer> check_menu(Owner& owner, const boost::json::object& request) {
    if (text_of(request, "file").empty()) co_return co_await check_published(owner, request);
    const auto judged = co_await judge_file(owner, request);
    if (!judged) co_return Answer::refuse("The database cannot be read: " + judged.error().message());
    co_return tell(judged->report, flag_of(request, "json"));
}

namespace {

Task<Answer> publish_judged(Owner& owner, const boost::json::object& request) {
    const auto judged = co_await judge_file(owner, request);
    if (!judged) co_return Answer::refuse("The database cannot be read: " + judged.error().message());
    auto told = tell(judged->report, false);
    if (told.exit != done) {
        told.err += fmt::format("{}: nothing was published.\n", text_of(request, "file"));
        co_return told;
    }
    const auto& menu = *judged->menu;
    if (auto why = objection(menu, judged->publications); !why.empty())
        co_return Answer::refuse(std::move(why));
    if (const auto why = objection_to_moved_keys(*judged, request); !why.empty())
        co_return Answer::refuse(told.err + why);
    const auto test = [&judged, file = text_of(request, "file"), budgets = owner.budgets](
                          storage::Reader& reader) { return failed_tests(reader, *judged, file, budgets); };
    auto failed = co_await owner.reads.read(test);
    if (!failed) co_return Answer::refuse("The database cannot be read: " + failed.error().message());
    if (!failed->empty()) {
        *failed += "Nothing was published. Mend the menu, or what the test expects.";
        co_return Answer::refuse(std::move(*failed));
    }

    auto version = version_of(menu, text_of(request, "content"));
    if (needs_second_person(owner, *judged)) {
        const auto writer = text_of(request, "writer");
        if (writer.empty()) co_return co_await wait_for_second(owner, std::move(version), request);
        if (writer == owner.person) co_return Answer::refuse(ask_another(version));
    }
    auto answer = co_await publish(owner, std::move(version), text_of(request, "note"));
    answer.err = told.err + answer.err;
    co_return answer;
}

}  // namespace

Task<Answer> publish_menu(Owner& owner, const boost::json::object& request) {
    const auto word = text_of(request, "draft");
    if (word.empty()) {
        // Who wrote it is not for the request to say.
        auto file = request;
        file.erase("writer");
        co_return co_await publish_judged(owner, file);
    }
    const auto found = co_await find_draft(owner, word);
    if (!found) co_return Answer::refuse("The database cannot be read: " + found.error().message());
    if (!*found) co_return no_such_draft(word);
    const auto& draft = **found;
    auto file = request;
    file["file"] = draft.draft.name;
    file["content"] = draft.source;
    file["writer"] = draft.draft.by;
    if (text_of(request, "note").empty()) file["note"] = draft.draft.note;
    co_return co_await publish_judged(owner, file);
}

Task<Answer> draft_menu(Owner& owner, const boost::json::object& request) {
    const auto judged = co_await judge_file(owner, request);
    if (!judged) co_return Answer::refuse("The database cannot be read: " + judged.error().message());
    auto told = tell(judged->report, false);
    if (told.exit != done) {
        told.err += fmt::format("{}: nothing was kept.\n", text_of(request, "file"));
        co_return told;
    }
    if (auto why = objection(*judged->menu, judged->publications); !why.empty())
        co_return Answer::refuse(std::move(why));
    auto version = version_of(*judged->menu, text_of(request, "content"));
    const auto hash = short_hash(version.hash);
    const auto name = version.name;
    const auto kept = co_await keep_draft(owner, std::move(version), text_of(request, "note"));
    if (!kept) co_return Answer::refuse("Not kept: " + kept.error().message());
    if (*kept == Waiting::yes) {
        co_return Answer::refuse(
            fmt::format("Version {} ({}) is a draft already.\nSee it: kengele menu list", name, hash));
    }
    co_return Answer{
        done,
        fmt::format("Version {} ({}) is kept as a draft.\nTo publish it: kengele menu publish --draft {}\n",
                    name, hash, hash),
        {}};
}

Task<Answer> withdraw_draft(Owner& owner, const boost::json::object& request) {
    const auto word = text_of(request, "draft");
    const auto found = co_await find_draft(owner, word);
    if (!found) co_return Answer::refuse("The database cannot be read: " + found.error().message());
    if (!*found) co_return no_such_draft(word);
    MenuVersion version;
    version.menu = (*found)->draft.menu;
    version.hash = (*found)->draft.hash;
    auto unit = [version, person = owner.person](Transaction& tx) -> Result<Waiting> {
        const bool was_there = tx.drop_menu_draft(version.menu, version.hash);
        if (was_there) note(tx, person, "withdraw menu draft", version);
        return was_there ? Waiting::yes : Waiting::no;
    };
    const auto dropped = co_await owner.queue.commit(std::move(unit), patience);
    if (!dropped) co_return Answer::refuse("Not withdrawn: " + dropped.error().message());
    if (*dropped == Waiting::no) co_return no_such_draft(word);
    co_return Answer{done, fmt::format("The draft {} is withdrawn.\n", (*found)->draft.name), {}};
}

Task<Answer> list_menus(Owner& owner, const boost::json::object& request) {
    const auto publications = co_await read_publications(owner, request);
    if (!publications)
        co_return Answer::refuse("The database cannot be read: " + publications.error().message());
    const auto look = [menu = menu_of(request)](storage::Reader& reader) {
        return reader.menu_drafts(Viewer::at_the_machine(), menu);
    };
    const auto drafts = co_await owner.reads.read(look);
    if (!drafts) co_return Answer::refuse("The database cannot be read: " + drafts.error().message());
    Answer answer;
    for (const auto& it : *drafts)
        answer.out += flag_of(request, "json") ? as_json(it) + "\n" : one_line(it);
    for (const auto& it : *publications) {
        const bool is_live = &it == &publications->front();
        answer.out += flag_of(request, "json") ? as_json(it, is_live) + "\n" : one_line(it, is_live);
    }
    co_return answer;
}

namespace {

// What callers can no longer dial directly once this earlier version is back; empty when that is nothing.
Result<std::string> undialled(storage::Reader& reader, const std::vector<Publication>& publications,
                              const Publication& earlier) {
    const auto promised = with_all_shortcuts(reader, publications);
    if (!promised) return promised.error();
    const auto version = reader.menu_version(Viewer::at_the_machine(), earlier.menu, earlier.hash);
    if (!version) return version.error();
    const auto menu =
        *version ? menus::parse((*version)->source, earlier.name).menu : std::optional<menus::Menu>{};
    std::string numbers;
    if (!*promised || !menu) return numbers;
    for (const auto& shortcut : (*promised)->shortcuts)
        if (menu->shortcut(shortcut.number) == nullptr)
            numbers += (numbers.empty() ? "" : ", ") + shortcut.number;
    if (numbers.empty()) return numbers;
    return fmt::format(
        "Version {} does not have what is dialled directly with {}: who dials that types a key of its first "
        "screen.\n",
        earlier.name, numbers);
}

}  // namespace

Task<Answer> roll_back_menu(Owner& owner, const boost::json::object& request) {
    const auto word = text_of(request, "version");
    const auto publications = co_await read_publications(owner, request);
    if (!publications)
        co_return Answer::refuse("The database cannot be read: " + publications.error().message());
    const auto* earlier = named(*publications, word);
    if (!earlier) co_return no_such_version(word, menu_of(request));
    if (earlier->hash == publications->front().hash) {
        co_return Answer::refuse(fmt::format("Version {} is what callers see already.\nSee the others: {}",
                                             earlier->name, how_to_list(menu_of(request))));
    }
    // Its publication had two persons behind it where two were needed, and whoever sees callers harmed must
    // not have to wait for one. The text of a known version is not stored again.
    MenuVersion version;
    version.menu = earlier->menu;
    version.hash = earlier->hash;
    version.name = earlier->name;
    const auto look = [&publications, earlier](storage::Reader& reader) {
        return undialled(reader, *publications, *earlier);
    };
    // Whoever sees callers harmed is not kept waiting because of it.
    const auto lost = co_await owner.reads.read(look);
    auto answer = co_await publish(owner, std::move(version), text_of(request, "note"));
    if (lost && answer.exit == done) answer.err = *lost + answer.err;
    co_return answer;
}

Task<Answer> export_menu(Owner& owner, const boost::json::object& request) {
    const auto word = text_of(request, "version");
    const auto publications = co_await read_publications(owner, request);
    if (!publications)
        co_return Answer::refuse("The database cannot be read: " + publications.error().message());
    if (publications->empty())
        co_return Answer::refuse("No menu was published yet.\nkengele menu publish FILE does.");
    const auto* wanted = word.empty() ? &publications->front() : named(*publications, word);
    if (!wanted) co_return no_such_version(word, menu_of(request));
    const auto fetch = [menu = wanted->menu, hash = wanted->hash](storage::Reader& reader) {
        return reader.menu_version(Viewer::at_the_machine(), menu, hash);
    };
    const auto version = co_await owner.reads.read(fetch);
    if (!version) co_return Answer::refuse("The database cannot be read: " + version.error().message());
    if (!*version) co_return no_such_version(word, menu_of(request));
    co_return Answer{done, (*version)->source, {}};
}

}  // namespace kengele::cli
