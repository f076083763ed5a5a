#include <cstdio>

#include "gateway/cli/options.hpp"
#include "gateway/cli/running.hpp"

namespace kengele::cli {
namespace {

std::filesystem::path named(const Where& where) {
    auto file = where.file();
    if (file.empty()) throw Refused(Where::hint());
    return file;
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
        const auto menus = load_config(file, purpose).menus;
        load_menu(menus.residents);
        std::error_code ignored;
        if (std::filesystem::exists(menus.responders, ignored)) load_menu(menus.responders);
        std::printf("%s: no mistake found.\n", file.c_str());
    });
    show->callback([&program] {
        const auto text = gateway::show_config(load_config(named(program.where), gateway::Purpose::demo));
        std::fwrite(text.data(), 1, text.size(), stdout);
    });
}

}  // namespace kengele::cli
