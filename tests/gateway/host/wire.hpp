#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/host/descriptor.hpp"

namespace kengele::tests {

// A client of plain bytes, which can say what no library would. Every wait ends after two seconds.
class Wire {
public:
    Wire();  // not connected yet
    explicit Wire(std::uint16_t port);

    void connect(std::uint16_t port);

    bool send(std::string_view bytes);
    // One answer: header and as much body as its Content-Length says; shorter when the other side ended.
    std::string read_answer();
    std::string read_to_end();  // all until the other side closes
    bool is_closed();           // by the other side, waiting for it
    void reset();               // leaves with a reset instead of an end

    int number() const { return socket_.number(); }

private:
    bool read_some();

    host::Descriptor socket_;
    std::string received_;
};

// The number after "HTTP/1.1 "; 0 for anything else.
int status_of(std::string_view answer);
std::string_view body_of(std::string_view answer);

}  // namespace kengele::tests
