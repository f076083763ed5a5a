#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <optional>

#include "gateway/cli/ask.hpp"
#include "gateway/cli/demo_folder.hpp"
#include "gateway/cli/demo_telco.hpp"
#include "gateway/cli/options.hpp"
#include "gateway/cli/running.hpp"
#include "gateway/host/journal_log.hpp"

namespace kengele::cli {
namespace {

namespace fs = std::filesystem;
using aggregators::Callback;

constexpr std::uint16_t telco_port = 8082;

struct DemoOptions {
    std::string data = "kengele-demo";
    std::string callbacks;
    std::string console;
    std::string telco_url;
    double minute_seconds = 60;
    bool json = false;
};

// Removes run.json with the process: what it says is true only while it runs.
class RunFile {
public:
    RunFile(fs::path file, const std::string& line) : file_(std::move(file)) {
        write_text(file_, line + "\n", 0600);
    }
    ~RunFile() {
        std::error_code ignored;
        fs::remove(file_, ignored);
    }
    RunFile(const RunFile&) = delete;

private:
    fs::path file_;
};

// Addresses of the command line pass the same door as those of the file.
void refuse_outside(const gateway::ListenConfig& listen) {
    if (listen.plain_outside) return;
    for (const auto& address : {listen.callbacks, listen.console}) {
        const auto endpoint = world::parse_listen_address(address);
        if (!endpoint || endpoint->address().is_loopback()) continue;
        throw Refused(address +
                      " would take plain HTTP from other machines.\nListen on 127.0.0.1, or write "
                      "plain_outside = true under [listen] in kengele.toml if the network between is yours.");
    }
}

gateway::Config demo_config(const DemoOptions& options, const fs::path& folder) {
    auto config = load_config(folder / "kengele.toml", gateway::Purpose::demo);
    if (!options.callbacks.empty()) config.listen.callbacks = options.callbacks;
    if (!options.console.empty()) config.listen.console = options.console;
    refuse_outside(config.listen);
    config.cases.ladder_minute = storage::Millis{static_cast<std::int64_t>(options.minute_seconds * 1000)};
    if (config.channels.empty())
        throw Refused("kengele.toml names no [[channel]].\nRemove the file: demo makes a new one.");
    return config;
}

// Whose phone is whose, for the page: as the roster says.
std::vector<std::pair<storage::PhoneNumber, std::string>> labels(OwnedFolder& folder) {
    std::vector<std::pair<storage::PhoneNumber, std::string>> made;
    const auto roster = folder.store().reader()->roster(storage::Viewer::at_the_machine());
    if (!roster) return made;
    for (const auto& row : *roster) {
        const auto number = folder.ring().open_number(row.responder.phone_sealed);
        if (number) made.emplace_back(*number, row.responder.name);
    }
    return made;
}

std::unique_ptr<DemoTelco> make_telco(const DemoOptions& options, const gateway::Config& config,
                                      OwnedFolder& folder, world::Log& log) {
    if (!options.telco_url.empty()) return nullptr;
    const auto& channel = config.channels.front();
    telco::Settings settings;
    settings.service_name = config.service.name;
    settings.service_code = config.service.code;
    settings.sms_number = config.service.sms_number;
    settings.username = channel.username;
    settings.api_key = channel.api_key;
    settings.labels = labels(folder);
    const auto callbacks = world::parse_listen_address(config.listen.callbacks);
    const bool any_port = callbacks && callbacks->port() == 0;
    return std::make_unique<DemoTelco>(std::move(settings), any_port ? std::uint16_t{0} : telco_port, log);
}

std::string minute_line(double seconds) {
    if (seconds == 60) return "A minute of the ladder lasts a minute; with --minute 5, five seconds.";
    return fmt::format("A minute of the ladder lasts {} seconds here.", seconds);
}

// A responder whom a newcomer can be at once: a chief where there is one.
struct Invited {
    std::string number;
    std::string name;
    std::string code;
};

std::optional<Invited> invite_one(OwnedFolder& folder, const gateway::Config& config, world::Log& log) {
    const auto roster = folder.store().reader()->roster(storage::Viewer::at_the_machine());
    if (!roster || roster->empty()) return std::nullopt;
    const auto chief =
        std::ranges::find_if(*roster, [](const auto& row) { return row.office.role == "CHIEF"; });
    const auto& responder = (chief == roster->end() ? roster->front() : *chief).responder;
    const auto number = folder.ring().open_number(responder.phone_sealed);
    if (!number) return std::nullopt;
    const auto answer =
        ask(folder, config, {{"command", "responders invite"}, {"number", number->reveal()}}, log);
    if (answer.exit != done) return std::nullopt;
    return Invited{number->reveal(), responder.name, answer.out.substr(0, answer.out.find('\n'))};
}

void print_banner(const DemoOptions& options, const gateway::Config& config, const Running& running,
                  const std::string& telco_url, const Login& login, const std::optional<Invited>& invited,
                  const std::string& program) {
    const std::string data = options.data == "kengele-demo" ? "" : " --data " + options.data;
    fmt::print("Kengele is ready. {}\n\n",
               options.telco_url.empty() ? "Nothing leaves this machine." : "Texts go to " + telco_url + ".");
    if (options.telco_url.empty())
        fmt::print("  Open     {}/   a phone to dial {} with, and the responders' phones\n", telco_url,
                   config.service.code);
    fmt::print("  Or type  {} phone 0722000111{}\n", program, data);
    if (invited) {
        fmt::print("  Answer   {} phone {}{}   as {}: 8, then {} for the PIN, once\n", program,
                   invited->number, data, invited->name, invited->code);
    }
    fmt::print("  Console  {}/   {} / {}\n\n", running.console_url(), login.user, login.password);
    fmt::print("{}\nEverything is kept in {}. Ctrl-C ends it.\n", minute_line(options.minute_seconds),
               options.data);
    std::fflush(stdout);
}

int run_demo(const DemoOptions& options, const std::string& program) {
    if (!options.telco_url.empty() && !world::parse_web_address(options.telco_url))
        throw Refused("'" + options.telco_url +
                      "' is no address to send texts to.\nWrite one such as http://127.0.0.1:9000.");
    const fs::path folder{options.data};
    host::SystemRandom random;
    furnish(folder, random);
    auto config = demo_config(options, folder);
    host::JournalLog log{host::parse_level(config.log.level).value_or(world::Level::info)};
    auto owned = OwnedFolder::take(config, log);
    if (!owned) throw Refused(who_holds(folder));
    fill(*owned, config, log);

    const auto telco = make_telco(options, config, *owned, log);
    const std::string telco_url = telco ? telco->url() : options.telco_url;
    config.channels.front().api_base = telco_url;
    // Nobody reads it where the banner is not shown.
    const auto invited = options.json ? std::nullopt : invite_one(*owned, config, log);
    Running running{config, *owned, published_menus(*owned, config, log), log};
    running.listen();

    const auto callback = [&](Callback which) {
        return running.callbacks_url() + gateway::callback_path(config.channels.front(), which);
    };
    const auto login = read_login(folder);
    const auto line = serialize(boost::json::object{{"ready", true},
                                                    {"pid", ::getpid()},
                                                    {"data_dir", fs::absolute(folder).string()},
                                                    {"ussd_url", callback(Callback::ussd)},
                                                    {"ussd_end_url", callback(Callback::ussd_end)},
                                                    {"sms_url", callback(Callback::sms)},
                                                    {"dlr_url", callback(Callback::dlr)},
                                                    {"console_url", running.console_url()},
                                                    {"telco_url", telco_url},
                                                    {"user", login.user},
                                                    {"password", login.password}});
    const RunFile run_file{folder / "run.json", line};
    return running.run([&] {
        if (telco) {
            telco->start({callback(Callback::ussd), callback(Callback::ussd_end), callback(Callback::sms),
                          callback(Callback::dlr)});
        }
        if (options.json) {
            std::printf("%s\n", line.c_str());
            std::fflush(stdout);
        } else {
            print_banner(options, config, running, telco_url, login, invited, program);
        }
    });
}

}  // namespace

void add_demo(Program& program) {
    auto* command = program.app.add_subcommand(
        "demo", "The service with a pretended network, on a folder of its own: nothing else is needed");
    auto options = std::make_shared<DemoOptions>();
    command->add_option("--data", options->data, "Its folder; made when it is not there")
        ->capture_default_str();
    command->add_option("--callbacks", options->callbacks,
                        "Where providers' callbacks are heard (ADDR:PORT)");
    command->add_option("--console", options->console, "Where the console is (ADDR:PORT)");
    command->add_option("--telco-url", options->telco_url,
                        "Send texts to this Africa's Talking-like address instead of the pretended network");
    command->add_option("--minute", options->minute_seconds, "How many seconds a minute of the ladders lasts")
        ->check(CLI::Range(0.01, 3600.0))
        ->capture_default_str();
    command->add_flag("--json", options->json,
                      "Once ready, one line of JSON on standard output and nothing else");
    command->callback([&program, options] { program.exit = run_demo(*options, program.name); });
}

}  // namespace kengele::cli
