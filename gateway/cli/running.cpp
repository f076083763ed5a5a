#include "gateway/cli/running.hpp"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <thread>

#include "gateway/cli/ask.hpp"
#include "gateway/cli/budgets.hpp"
#include "gateway/cli/owner.hpp"
#include "menus/parse.hpp"

namespace kengele::cli {
namespace {

using namespace std::chrono_literals;

constexpr world::Millis requests_limit = 2s;  // for those admitted before the stop
constexpr world::Millis loops_limit = 8s;     // a send in flight may take so long; its claim is leased anyway

int io_threads(const gateway::Config& config) {
    if (config.service.io_threads > 0) return config.service.io_threads;
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

std::unique_ptr<host::HttpServer> listener(const std::string& address, std::string_view option,
                                           const std::vector<boost::asio::io_context*>& contexts,
                                           host::HttpServer::Options options, world::HttpHandler& handler,
                                           world::Clock& clock, world::Log& log) {
    const auto endpoint = world::parse_listen_address(address);
    if (!endpoint) {
        throw Refused("'" + address +
                      "' is no address to listen on.\nWrite a number and a port, such as 127.0.0.1:8080.");
    }
    options.address = *endpoint;
    auto server = std::make_unique<host::HttpServer>(contexts, options, handler, clock, log);
    if (const auto heard = server->listen(); !heard) {
        throw Refused(host::why_not_listening(*endpoint, heard.error(), option));
    }
    return server;
}

bool is_there(const std::filesystem::path& file) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(file, ignored);
}

// The file of the first start may be gone since.
std::string read_if_there(const std::filesystem::path& file) {
    return is_there(file) ? read_text(file) : std::string{};
}

void publish_first(OwnedFolder& folder, const gateway::Config& config, const std::filesystem::path& file,
                   menus::Audience audience, world::Log& log) {
    const auto content = read_text(file);
    // Published under another name than its key's it would be published again at every start.
    if (const auto menu = menus::parse(content, file.string()).menu; menu && menu->audience != audience) {
        throw Refused(
            fmt::format("{} is no menu for {}.\nName another file under [menus] in the configuration.",
                        file.string(), gateway::published_as(audience)));
    }
    const auto answer = ask(folder, config,
                            {{"command", "menu publish"},
                             {"file", file.filename().string()},
                             {"content", content},
                             {"note", "the first start"}},
                            log);
    if (answer.exit != done) throw Refused(answer.err.substr(0, answer.err.size() - 1));
}

void tell_of_changes(const gateway::MenuList& published, const std::filesystem::path& file, world::Log& log) {
    if (published.empty()) return;
    const auto parsed = menus::parse(read_if_there(file), file.string());
    if (!parsed.menu || parsed.menu->hash == published.front()->hash) return;
    log.info("callers see what was published last, which is not the menu file of the first start",
             {{"file", file.filename().string()}, {"published", published.front()->version}});
}

}  // namespace

Running::Running(const gateway::Config& config, OwnedFolder& folder, gateway::MenuLists menus,
                 world::Log& log)
    : config_(config), folder_(folder), log_(log), http_(clock_, log) {
    for (int i = 0; i < io_threads(config); ++i)
        io_.push_back(std::make_unique<boost::asio::io_context>());
    const auto on_broken = [this](boost::system::error_code error) {
        log_.error("the database failed; ending to be started again", {{"error", error.message()}});
        exit_ = refused;
        boost::asio::post(*io_.front(), [this] { ask_to_stop(); });
    };
    service_ = std::make_unique<gateway::Service>(
        config_, world::World{clock_, random_, http_, folder.keys(), log_}, folder.store(), folder.ring(),
        std::move(menus), gateway::Service::Contexts{*io_.front(), writer_, reader_, checkpoint_}, on_broken);
}

Running::~Running() = default;

void Running::listen() {
    std::vector<boost::asio::io_context*> all;
    for (const auto& context : io_)
        all.push_back(context.get());
    host::HttpServer::Options outside;
    outside.connections_max = config_.listen.connections_max;
    callbacks_ = listener(config_.listen.callbacks, "--callbacks ADDR:PORT or [listen] callbacks", all,
                          outside, service_->callbacks(), clock_, log_);
    host::HttpServer::Options inside;
    inside.connections_max = 64;
    console_ = listener(config_.listen.console, "--console ADDR:PORT or [listen] console",
                        {io_.front().get()}, inside, service_->console(), clock_, log_);
    control_ = std::make_unique<host::ControlSocket>(
        *io_.front(),
        [this](std::string line, std::string person) {
            return answer_control(std::move(line), std::move(person));
        },
        clock_, log_);
    if (const auto heard = control_->listen(config_.service.data_dir); !heard) {
        throw Refused("control.sock cannot be made in " + config_.service.data_dir.string() + ": " +
                      heard.error().message() + "\nIs the path too long, or the folder not writable?");
    }
}

int Running::run(const std::function<void()>& ready) {
    auto& loops = *io_.front();
    signals_ = std::make_unique<host::StopSignals>(loops, [this] { ask_to_stop(); });
    boost::asio::co_spawn(loops, service_->run(), [this](std::exception_ptr error) {
        loops_ended_ = true;
        if (!error) return;
        // A loop that failed leaves alarms unsent: end, and be started again.
        log_.error("a loop of the service failed");
        exit_ = refused;
        ask_to_stop();
    });
    threads_ = std::make_unique<host::IoThreads>(log_);
    for (std::size_t i = 0; i < io_.size(); ++i)
        threads_->start("io-" + std::to_string(i), *io_[i]);
    threads_->start("writer", writer_);
    threads_->start("reader-0", reader_);
    threads_->start("checkpoint", checkpoint_);
    ready();
    ended_.get_future().wait();
    threads_->stop();
    return exit_;
}

void Running::ask_to_stop() {
    if (std::exchange(is_stopping_, true)) return;
    boost::asio::co_spawn(*io_.front(), end_in_order(), boost::asio::detached);
}

Task<void> Running::end_in_order() {
    log_.info("stopping");
    callbacks_->stop();
    console_->stop();
    control_->stop();
    service_->stop();
    co_await callbacks_->drained(requests_limit);
    co_await console_->drained(100ms);
    const auto limit = clock_.read().elapsed + loops_limit;
    while (!loops_ended_ && clock_.read().elapsed < limit)
        co_await clock_.sleep(20ms);
    // Until the loops have ended, one of them may be copying the log itself.
    if (exit_ == done && loops_ended_) {
        if (const auto copied = folder_.store().checkpoint(); !copied) {
            log_.warning("last checkpoint failed", {{"error", copied.error().message()}});
        }
    }
    log_.info("stopped");
    ended_.set_value();
}

Task<std::string> Running::answer_control(std::string line, std::string person) {
    boost::system::error_code error;
    const auto request = parse_line(line, error);
    if (error || !request.is_object()) co_return to_line(Answer::refuse("That is no request."));
    Owner owner{service_->queue(),
                service_->reads(),
                folder_.ring(),
                random_,
                clock_,
                budgets_of(config_),
                [this] { return service_->reload_places(); },
                [this] { return service_->reload_menus(); },
                std::move(person),
                config_.menus.second_person};
    co_return to_line(co_await run_owner_command(owner, request.get_object()));
}

gateway::MenuLists published_menus(OwnedFolder& folder, const gateway::Config& config, world::Log& log) {
    const auto read = [&folder] {
        const auto mark = folder.store().clock_mark();
        auto menus =
            gateway::menus_in_use(*folder.store().reader(), mark ? mark->service : storage::ServiceTime{});
        if (!menus) throw Refused("The published menus cannot be read: " + menus.error().message());
        return std::move(*menus);
    };
    auto menus = read();
    const auto& residents = config.menus.residents;
    const auto& responders = config.menus.responders;
    bool has_new = false;
    if (menus.residents.empty()) {
        publish_first(folder, config, residents, menus::Audience::residents, log);
        has_new = true;
    }
    if (menus.responders.empty() && is_there(responders)) {
        publish_first(folder, config, responders, menus::Audience::responders, log);
        has_new = true;
    }
    tell_of_changes(menus.residents, residents, log);
    tell_of_changes(menus.responders, responders, log);
    return has_new ? read() : menus;
}

std::shared_ptr<const menus::Menu> load_menu(const std::filesystem::path& file) {
    return parse_menu(read_text(file), file.string());
}

std::shared_ptr<const menus::Menu> parse_menu(std::string_view content, std::string_view file) {
    auto parsed = menus::parse(content, file);
    if (parsed.menu) return std::make_shared<const menus::Menu>(std::move(*parsed.menu));
    std::string all;
    for (const auto& problem : parsed.problems) {
        if (!all.empty()) all += '\n';
        all += menus::to_string(problem);
    }
    throw Refused(all);
}

}  // namespace kengele::cli
