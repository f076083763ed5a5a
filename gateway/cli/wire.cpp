#include "gateway/cli/wire.hpp"

#include <boost/asio/co_spawn.hpp>
#include <thread>

namespace kengele::cli {

Result<world::HttpResponse> Wire::send(world::HttpRequest request, world::Millis limit) {
    Result<world::HttpResponse> answer = world::Error::unreachable;
    context_.restart();
    boost::asio::co_spawn(context_, http_.send(std::move(request), limit),
                          [&](std::exception_ptr error, Result<world::HttpResponse> came) {
                              if (error) std::rethrow_exception(error);
                              answer = std::move(came);
                          });
    context_.run();
    return answer;
}

void Wire::wait(world::Millis time) {
    std::this_thread::sleep_for(time);
}

}  // namespace kengele::cli
