#include "gateway/cli/ask.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "gateway/cli/budgets.hpp"
#include "gateway/cli/owner.hpp"
#include "gateway/host/control_socket.hpp"
#include "gateway/host/journal_log.hpp"
#include "gateway/host/person.hpp"
#include "gateway/host/system_clock.hpp"
#include "gateway/host/system_random.hpp"
#include "gateway/service.hpp"

namespace kengele::cli {
namespace {

using namespace std::chrono_literals;

constexpr world::Millis owner_limit = 120s;

Answer ask_running(const std::filesystem::path& data_dir, const boost::json::object& request) {
    const auto line = host::ask_owner(data_dir, serialize(request), owner_limit);
    if (!line && line.error() == host::Error::not_private) {
        throw Refused(
            "The service on this data folder runs as another user.\nGive the command as that user.");
    }
    if (!line) {
        throw Refused("The process that holds this data folder does not answer: " + line.error().message() +
                      "\nIs it another kengele's own command? Try again in a moment.");
    }
    const auto answer = answer_of(*line);
    if (!answer)
        throw Refused(
            "The running service answered something unreadable.\nIs it of another version? Restart it.");
    return *answer;
}

}  // namespace

Answer ask(const Where& where, const boost::json::object& request) {
    const auto file = where.file();
    if (file.empty()) throw Refused(Where::hint());
    const auto config = load_config(file, gateway::Purpose::demo);
    host::JournalLog log{world::Level::warning};
    auto folder = OwnedFolder::take(config, log);
    if (!folder) return ask_running(config.service.data_dir, request);
    return ask(*folder, config, request, log);
}

Answer ask(OwnedFolder& folder, const gateway::Config& config, const boost::json::object& request,
           world::Log& log) {
    boost::asio::io_context context;
    host::SystemClock clock;
    host::SystemRandom random;
    storage::CommitQueue queue{folder.store(),
                               gateway::prove_key(folder.store(), folder.ring(), clock.read()),
                               [&clock] { return clock.read(); },
                               context,
                               {},
                               [&log](boost::system::error_code error) {
                                   log.error("the database failed", {{"error", error.message()}});
                               }};
    storage::ReadPool reads{folder.store(), context};
    Owner owner{queue,
                reads,
                folder.ring(),
                random,
                clock,
                budgets_of(config),
                {},
                {},
                host::this_person(),
                config.menus.second_person};
    Answer answer;
    boost::asio::co_spawn(context, run_owner_command(owner, request),
                          [&](std::exception_ptr error, Answer said) {
                              if (error) std::rethrow_exception(error);
                              answer = std::move(said);
                          });
    context.run();
    return answer;
}

int say(const Answer& answer) {
    std::fwrite(answer.out.data(), 1, answer.out.size(), stdout);
    std::fwrite(answer.err.data(), 1, answer.err.size(), stderr);
    return answer.exit;
}

}  // namespace kengele::cli
