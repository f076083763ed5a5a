#pragma once

#include <string>
#include <vector>

#include "gateway/cli/wire.hpp"
#include "storage/model/phone_number.hpp"

namespace kengele::cli {

// A phone that texts, on the pretended network of a running demo.
class TextPhone {
public:
    // Sees what comes from now on. Throws Refused when no such network answers.
    TextPhone(std::string telco_url, storage::PhoneNumber number);

    void send(const std::string& text);
    // What came since the last look, oldest first: waits until something does, and gives up after a while.
    std::vector<std::string> receive();

private:
    std::vector<std::string> look();

    std::string telco_url_;
    storage::PhoneNumber number_;
    Wire wire_;
    std::int64_t newest_ = 0;
};

}  // namespace kengele::cli
