#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "gateway/host/error.hpp"
#include "gateway/world/clock.hpp"
#include "gateway/world/log.hpp"
#include "storage/result.hpp"
#include "storage/task.hpp"

namespace kengele::host {

// How a command reaches the process that owns the data folder: `control.sock` in it, for the same user alone.
// One connection asks once: a line of JSON in, a line of JSON out.
class ControlSocket {
public:
    // `person` is who asks (person.hpp).
    using Answer = std::function<Task<std::string>(std::string line, std::string person)>;

    // `answer` runs on the io_context; an exception of it answers {"error":"internal error"}. The socket file
    // is removed with the object. Everything given lives until the io_context has been stopped.
    ControlSocket(boost::asio::io_context& context, Answer answer, world::Clock& clock, world::Log& log);
    ~ControlSocket();

    // Takes the place of a socket file that an earlier owner left; so hold the folder's lock first.
    Result<void> listen(const std::filesystem::path& folder);
    void stop();

private:
    class Server;
    std::shared_ptr<Server> server_;
};

// The command's side, which waits. Errors: not_running, those of the operating system (timed_out among them).
// A file or folder of others is never talked to: the listener must be of this user.
Result<std::string> ask_owner(const std::filesystem::path& folder, const std::string& line,
                              world::Millis limit);

}  // namespace kengele::host
