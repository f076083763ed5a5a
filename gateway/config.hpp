#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/private_text.hpp"
#include "storage/model/time.hpp"

namespace kengele::gateway {

struct ServiceConfig {
    std::string name = "Kengele";
    std::string code = "*384*911#";    // what residents dial; {code} in texts
    std::string sms_number = "22384";  // where SMS are sent; {sc} in texts
    std::filesystem::path data_dir = "/var/lib/kengele";
    int io_threads = 0;  // 0: processors less one, at least one
};

struct ListenConfig {
    std::string callbacks = "127.0.0.1:8080";
    std::string console = "127.0.0.1:8081";
    std::string public_url;  // how aggregators see the callback listener; empty: http://<callbacks>
    int connections_max = 4096;
};

struct StorageConfig {
    std::string url = "sqlite:kengele.db";          // in data_dir
    std::chrono::milliseconds save_patience{1500};  // then a caller hears "NOT saved"
};

struct KeysConfig {
    std::filesystem::path root_file = "root.key";
};

struct MenuConfig {
    std::filesystem::path residents = "incident.toml";
};

struct CaseConfig {
    std::chrono::milliseconds ladder_minute{
        60'000};                                 // a demo makes it shorter, so that a climb can be watched
    std::chrono::minutes undo_window{30};        // NO after a confirmation makes the acceptance void
    std::chrono::minutes show_again_window{30};  // a redial finds a case whose last screen may be unread
    int desk_repeat_minutes = 15;                // ladder minutes between texts to the operations desk
    int desk_repeat_minutes_p1 = 5;
    int wrong_codes_max = 5;  // follow-up codes an hour and caller
};

struct SenderConfig {
    std::chrono::milliseconds limit{10'000};  // for one request to the aggregator
    std::chrono::milliseconds lease{30'000};  // a claim older than this is in doubt
    int in_flight_max = 16;
    int group_max = 64;
    int attempts_max = 12;
};

struct ChannelConfig {
    std::string name;
    std::string kind;             // "africastalking"
    storage::PrivateText secret;  // path segment of its callback URLs
    std::string username;
    storage::PrivateText api_key;
    std::string api_base;
    std::string sender;
    int screen_septets = 156;
};

// Everything the program can be told, read once, checked once and handed out in slices.
struct Config {
    ServiceConfig service;
    ListenConfig listen;
    StorageConfig storage;
    KeysConfig keys;
    MenuConfig menus;
    CaseConfig cases;
    SenderConfig sender;
    std::vector<ChannelConfig> channels;
};

}  // namespace kengele::gateway
