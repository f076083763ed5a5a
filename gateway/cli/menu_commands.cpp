#include <filesystem>

#include "gateway/cli/ask.hpp"
#include "gateway/cli/budgets.hpp"
#include "gateway/cli/menu_report.hpp"
#include "gateway/cli/starter_choice.hpp"
#include "gateway/cli/starter_rules.hpp"
#include "gateway/cli/trials.hpp"

namespace kengele::cli {
namespace {

int check_published(const Where& where, const Asked& asked) {
    if (where.file().empty())
        throw Refused(
            "Which menu file is to be checked?\nName a FILE, or a deployment: --config FILE or --data DIR.");
    return say(ask(where, {{"command", "menu check"}, {"menu", asked.menu}, {"json", asked.json}}));
}

int check_menu(const Where& where, const Asked& asked) {
    const auto& file = asked.file;
    if (file.empty()) return check_published(where, asked);
    if (!where.file().empty()) {
        return say(ask(
            where,
            {{"command", "menu check"}, {"file", file}, {"content", read_text(file)}, {"json", asked.json}}));
    }
    const auto report = report_on(read_text(file), file, starter_choice(), budgets_of());
    return say(tell(report, asked.json));
}

int test_menu(const Where& where, const Asked& asked) {
    const auto& file = asked.file;
    if (!where.file().empty()) {
        return say(ask(
            where,
            {{"command", "menu test"}, {"file", file}, {"content", read_text(file)}, {"json", asked.json}}));
    }
    return say(test_menu_file(read_text(file), file, starter_rules(), budgets_of(), asked.json));
}

int publish(const Where& where, const Asked& asked) {
    if (asked.file.empty() == asked.draft.empty())
        throw Refused("What is to be published?\nName a FILE, or a draft: --draft HASH.");
    if (asked.file.empty()) {
        return say(ask(where, {{"command", "menu publish"},
                               {"draft", asked.draft},
                               {"note", asked.note},
                               {"moved_keys", asked.moved_keys}}));
    }
    return say(ask(where, {{"command", "menu publish"},
                           {"file", std::filesystem::path{asked.file}.filename().string()},
                           {"content", read_text(asked.file)},
                           {"note", asked.note},
                           {"moved_keys", asked.moved_keys}}));
}

}  // namespace

void add_menu(Program& program) {
    auto* command = program.app.add_subcommand("menu", "The operators' menu tools");
    command->require_subcommand(1);
    auto& asked = program.asked;
    const auto add = [&](const char* name, const char* what) { return command->add_subcommand(name, what); };
    auto* check =
        add("check", "Name everything that is wrong with a menu file, or with what callers see now");
    auto* test =
        add("test", "Walk the tests of a menu file and show what fails, and which screens none shows");
    auto* publishing =
        add("publish", "Let calls begin with this file from now on; refused when anything is wrong with it");
    auto* drafting = add("draft", "Keep this file as a draft that a second person may publish");
    auto* withdrawing = add("withdraw", "Drop a draft");
    auto* list = add("list", "Drafts that wait, and every publication, newest first");
    auto* drops =
        add("drops", "On which screens callers are lost: how many calls came there and went no further");
    auto* back = add("rollback", "Let calls begin with an earlier version again");

    for (auto* each : {test, drafting})
        each->add_option("FILE", asked.file, "The menu file")->required();
    check->add_option("FILE", asked.file, "The menu file; else what callers of the deployment see now");
    publishing->add_option("FILE", asked.file, "The menu file");
    publishing->add_option("--draft", asked.draft, "Instead of a file: the first letters of a draft's hash");
    withdrawing->add_option("DRAFT", asked.draft, "Its name, or the first letters of its hash")->required();
    back->add_option("VERSION", asked.version, "Its name, or the first letters of its hash")->required();
    for (auto* each : {drafting, publishing, back})
        each->add_option("--note", asked.note, "Why, for whoever reads the list");
    for (auto* each : {check, list, back, drops}) {
        each->add_option("--menu", asked.menu, "Which one: residents, unless it is said")
            ->check(CLI::IsMember({"residents", "responders"}));
    }
    for (auto* each : {check, test, list, drops})
        each->add_flag("--json", asked.json, "One JSON object a line");
    publishing->add_flag("--moved-keys", asked.moved_keys,
                         "Though keys that callers learned now mean something else; say why in --note");
    for (auto* each : {check, test, drafting, publishing, withdrawing, list, drops, back})
        add_where(*each, program.where);

    check->callback([&program] { program.exit = check_menu(program.where, program.asked); });
    test->callback([&program] { program.exit = test_menu(program.where, program.asked); });
    publishing->callback([&program] { program.exit = publish(program.where, program.asked); });
    drafting->callback([&program] {
        const auto& file = program.asked.file;
        program.exit = say(ask(program.where, {{"command", "menu draft"},
                                               {"file", std::filesystem::path{file}.filename().string()},
                                               {"content", read_text(file)},
                                               {"note", program.asked.note}}));
    });
    withdrawing->callback([&program] {
        program.exit =
            say(ask(program.where, {{"command", "menu withdraw"}, {"draft", program.asked.draft}}));
    });
    list->callback([&program] {
        program.exit =
            say(ask(program.where,
                    {{"command", "menu list"}, {"menu", program.asked.menu}, {"json", program.asked.json}}));
    });
    drops->callback([&program] {
        program.exit =
            say(ask(program.where,
                    {{"command", "menu drops"}, {"menu", program.asked.menu}, {"json", program.asked.json}}));
    });
    back->callback([&program] {
        program.exit = say(ask(program.where, {{"command", "menu rollback"},
                                               {"version", program.asked.version},
                                               {"menu", program.asked.menu},
                                               {"note", program.asked.note}}));
    });
    add_menu_looks(*command, program);
    add_menu_exchange(*command, program);
}

}  // namespace kengele::cli
