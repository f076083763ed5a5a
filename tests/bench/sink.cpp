// Stands for the aggregator's SMS side while the product is driven: takes every text at once and says so as
// Africa's Talking does. It prints its port and runs until it is killed.
#include <atomic>
#include <cstdio>

#include "gateway/host/http_server.hpp"
#include "gateway/host/journal_log.hpp"
#include "gateway/host/system_clock.hpp"

namespace {

using namespace kengele;

// The number as it was written in the form, its plus included.
std::string number_in(const std::string& form) {
    const auto at = form.find("to=%2B");
    if (at == std::string::npos) return "";
    const auto digits = form.substr(at + 6);
    return "+" + digits.substr(0, digits.find_first_not_of("0123456789"));
}

class Sink final : public world::HttpHandler {
public:
    Task<world::HttpResponse> handle(world::HttpRequest request) override {
        const auto id = "ATXid_bench" + std::to_string(++taken_);
        co_return world::HttpResponse::json(
            201,
            R"({"SMSMessageData":{"Message":"Sent to 1/1 Total Cost: KES 0.8000","Recipients":[{"statusCode":101,"number":")" +
                number_in(request.body) + R"(","cost":"KES 0.8000","status":"Success","messageId":")" + id +
                R"("}]}})");
    }

private:
    std::uint64_t taken_ = 0;
};

}  // namespace

int main() {
    boost::asio::io_context context(1);
    host::SystemClock clock;
    host::JournalLog log(world::Level::error);
    Sink sink;
    host::HttpServer server({&context}, {.address = {boost::asio::ip::make_address("127.0.0.1"), 0}}, sink,
                            clock, log);
    if (!server.listen()) return 1;
    std::printf("%d\n", server.port());
    std::fflush(stdout);
    context.run();
}
