#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gateway/host/descriptor.hpp"
#include "tests/gateway/host/self_signed.hpp"

namespace kengele::tests {

// A server that answers the n-th request with the n-th bytes, whatever they are, and then misbehaves as told.
class ScriptedServer {
public:
    enum class Then { keep, close, hang, trickle };
    enum class Reuse { no, yes };  // whether one connection carries several requests before it is closed

    explicit ScriptedServer(std::vector<std::string> answers, Then then = Then::keep,
                            Reuse reuse = Reuse::no);
    ScriptedServer(std::vector<std::string> answers, const SelfSigned& identity);  // over TLS
    ~ScriptedServer();

    std::uint16_t port() const { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    std::vector<std::string> requests() const;
    void wait_until_closed(int connections) const;  // so many, for at most two seconds

private:
    struct Line;
    void listen();
    void run();
    void serve(Line& line);
    bool is_over() const { return stopping_ || next_ == answers_.size(); }

    const std::vector<std::string> answers_;
    const Then then_ = Then::keep;
    const Reuse reuse_ = Reuse::no;
    SSL_CTX* tls_ = nullptr;
    host::Descriptor listener_;
    std::uint16_t port_ = 0;
    std::size_t next_ = 0;
    std::atomic<bool> stopping_ = false;
    std::atomic<int> closed_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::thread thread_;
};

}  // namespace kengele::tests
