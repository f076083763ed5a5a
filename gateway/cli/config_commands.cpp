#include <cstdio>

#include "gateway/cli/ask.hpp"
#include "gateway/cli/running.hpp"
#include "menus/check.hpp"
#include "menus/parse.hpp"

namespace kengele::cli {
namespace {

std::filesystem::path named(const Where& where) {
    auto file = where.file();
    if (file.empty()) throw Refused(Where::hint());
    return file;
}

int check_menu(const std::string& file) {
    const auto parsed = menus::parse(read_text(file), file);
    for (const auto& problem : parsed.problems)
        std::fprintf(stderr, "%s\n", menus::to_string(problem).c_str());
    if (!parsed.menu) return refused;
    std::printf("%s: %zu screens in %zu languages, no mistake found.\n", file.c_str(),
                parsed.menu->nodes.size(), parsed.menu->languages.size());
    return done;
}

}  // namespace

void add_config(Program& program) {
    auto* command = program.app.add_subcommand("config", "Look at a configuration before a start");
    command->require_subcommand(1);
    auto* check = command->add_subcommand("check", "Name everything that is wrong with it");
    auto* show = command->add_subcommand("show", "Every value in force, defaults too; no secrets");
    for (auto* each : {check, show})
        add_where(*each, program.where);
    check->callback([&program] {
        const auto file = named(program.where);
        // A file named by itself is one for `serve`; a demonstration's is found in its folder.
        const auto purpose = program.where.config.empty() ? gateway::Purpose::demo : gateway::Purpose::serve;
        load_menu(load_config(file, purpose).menus.residents);
        std::printf("%s: no mistake found.\n", file.c_str());
    });
    show->callback([&program] {
        const auto text = gateway::show_config(load_config(named(program.where), gateway::Purpose::demo));
        std::fwrite(text.data(), 1, text.size(), stdout);
    });
}

void add_menu(Program& program) {
    auto* command = program.app.add_subcommand("menu", "The operators' menu tools");
    command->require_subcommand(1);
    auto* check = command->add_subcommand("check", "Name everything that is wrong with a menu file");
    check->add_option("FILE", program.asked.file, "The menu file")->required();
    check->callback([&program] { program.exit = check_menu(program.asked.file); });
}

}  // namespace kengele::cli
