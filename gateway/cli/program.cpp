#include "gateway/cli/program.hpp"

#include <cstdio>
#include <typeinfo>

#include "gateway/cli/answer.hpp"
#include "gateway/cli/folder.hpp"
#include "gateway/cli/options.hpp"
#include "gateway/service.hpp"

namespace kengele::cli {
namespace {

int wrong(const char* why) {
    std::fprintf(stderr, "%s\n", why);
    return refused;
}

}  // namespace

std::filesystem::path Where::file() const {
    if (!config.empty()) return config;
    if (!data.empty()) return std::filesystem::path{data} / "kengele.toml";
    const std::filesystem::path usual = "kengele-demo/kengele.toml";
    std::error_code unknown;
    return std::filesystem::exists(usual, unknown) || unknown ? usual : std::filesystem::path{};
}

void add_where(CLI::App& command, Where& where) {
    command.add_option("--config", where.config, "Configuration file of the deployment");
    command.add_option("--data", where.data, "Its folder, with kengele.toml in it (default: ./kengele-demo)");
}

std::string Where::hint() {
    return "No deployment is named and there is no ./kengele-demo here.\nSay which: --config FILE or --data "
           "DIR, or make "
           "one: kengele demo";
}

int run_program(int argc, char** argv) {
    CLI::App app{"Kengele: from a dialled code to an acknowledged alarm, over ordinary phones.", "kengele"};
    app.require_subcommand(1);
    app.set_version_flag("--version", KENGELE_VERSION);
    app.get_formatter()->column_width(34);
    Program program{app, argv[0], {}, {}, done};
    add_serve(program);
    add_demo(program);
    add_phone(program);
    add_rule_files(program);
    add_incident(program);
    add_alert(program);
    add_config(program);
    add_menu(program);
    try {
        app.parse(argc, argv);
        return program.exit;
    } catch (const CLI::RequiredError& error) {
        // The parser only misses a command where a mistyped one stands.
        const auto unknown = app.remaining(true);
        if (unknown.empty()) return app.exit(error) == 0 ? done : wrong_usage;
        std::fprintf(stderr, "'%s' is not known here.\nRun with --help for more information.\n",
                     unknown.front().c_str());
        return wrong_usage;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? done : wrong_usage;
    } catch (const Refused& error) {
        return wrong(error.what());
    } catch (const gateway::StartRefused& error) {
        return wrong(error.what());
    } catch (const std::exception& error) {
        // Its text may hold anything, a caller's words too; the kind of it is enough to find the place.
        std::fprintf(stderr, "Something that should not happen did: %s\n", typeid(error).name());
        return refused;
    }
}

}  // namespace kengele::cli
