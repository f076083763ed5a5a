#pragma once

#include <openssl/ssl.h>

#include <string>

namespace kengele::tests {

// A certificate that vouches for itself, and its key; made anew for each test.
struct SelfSigned {
    std::string certificate_pem;
    std::string key_pem;
};

// `name` is a host name or an IPv4 address.
SelfSigned make_self_signed(const std::string& name);

// A context of a TLS server; the caller frees it.
SSL_CTX* server_context(const SelfSigned& identity);

}  // namespace kengele::tests
