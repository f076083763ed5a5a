#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <string>

#include "gateway/cli/folder.hpp"
#include "gateway/config.hpp"
#include "gateway/host/control_socket.hpp"
#include "gateway/host/http_client.hpp"
#include "gateway/host/http_server.hpp"
#include "gateway/host/io_threads.hpp"
#include "gateway/host/system_clock.hpp"
#include "gateway/host/system_random.hpp"
#include "gateway/service.hpp"

namespace kengele::cli {

// One service in this process with its threads, sockets and signals: what `serve` and `demo` have in common.
// Order of life: listen(), then what the command has to say, then run() until a signal.
class Running {
public:
    // Throws gateway::StartRefused and Refused. Config, folder and log outlive this.
    Running(const gateway::Config& config, OwnedFolder& folder, gateway::MenuLists menus, world::Log& log);
    ~Running();

    // Throws Refused, naming the option that chooses the address.
    void listen();
    std::string callbacks_url() const { return callbacks_->url(); }
    std::string console_url() const { return console_->url(); }

    // Serves until SIGTERM or SIGINT, then ends in order: no new requests, those admitted are answered,
    // sends in flight finish, the log is copied. `ready` is called once everything answers. Returns the
    // process's exit code: not 0 when the database failed, so that a supervisor starts it again.
    int run(const std::function<void()>& ready);

private:
    Task<std::string> answer_control(std::string line, std::string person);
    Task<void> end_in_order();
    void ask_to_stop();

    const gateway::Config& config_;
    OwnedFolder& folder_;
    world::Log& log_;
    host::SystemClock clock_;
    host::SystemRandom random_;
    std::vector<std::unique_ptr<boost::asio::io_context>> io_;  // the first one also runs the loops
    boost::asio::io_context writer_;
    boost::asio::io_context reader_;
    boost::asio::io_context checkpoint_;
    host::HttpClient http_;
    std::atomic<int> exit_ = 0;
    std::unique_ptr<gateway::Service> service_;
    std::unique_ptr<host::HttpServer> callbacks_;
    std::unique_ptr<host::HttpServer> console_;
    std::unique_ptr<host::ControlSocket> control_;
    std::atomic<bool> loops_ended_ = false;
    std::promise<void> ended_;
    bool is_stopping_ = false;
    std::unique_ptr<host::StopSignals> signals_;
    std::unique_ptr<host::IoThreads> threads_;
};

// The published menus and those they replaced lately. A deployment that never published one publishes the
// file its configuration names, that of the responders only where it is there; from then on such a file is
// only looked at to warn when it says something else. Throws Refused.
gateway::MenuLists published_menus(OwnedFolder& folder, const gateway::Config& config, world::Log& log);

// Reads a menu file; throws Refused with every problem of it.
std::shared_ptr<const menus::Menu> load_menu(const std::filesystem::path& file);
std::shared_ptr<const menus::Menu> parse_menu(std::string_view content, std::string_view file);

}  // namespace kengele::cli
