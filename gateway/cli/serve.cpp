#include "gateway/cli/options.hpp"
#include "gateway/cli/running.hpp"
#include "gateway/host/journal_log.hpp"

namespace kengele::cli {
namespace {

int serve(const Where& where) {
    const auto file = where.file();
    if (file.empty()) throw Refused(Where::hint());
    const auto config = load_config(file, gateway::Purpose::serve);
    host::JournalLog log{host::parse_level(config.log.level).value_or(world::Level::info)};
    auto folder = OwnedFolder::take(config, log);
    if (!folder) throw Refused(who_holds(config.service.data_dir));
    Running running{config, *folder, published_menus(*folder, config, log), log};
    running.listen();
    return running.run([&] {
        log.info("serving", {{"callbacks", running.callbacks_url()}, {"console", running.console_url()}});
    });
}

}  // namespace

void add_serve(Program& program) {
    auto* command = program.app.add_subcommand("serve", "Run the service");
    command->add_option("--config", program.where.config, "Its configuration file")->required();
    command->callback([&program] { program.exit = serve(program.where); });
}

}  // namespace kengele::cli
