#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/model/private_text.hpp"
#include "storage/model/time.hpp"
#include "storage/result.hpp"

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
    bool plain_outside = false;  // plain HTTP on an address that other machines reach
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
    std::filesystem::path responders = "responders.toml";  // need not be there
    // What has a protected screen, or replaces what has one, is published by another person than who wrote
    // it.
    bool second_person = true;
};

struct CaseConfig {
    std::chrono::milliseconds ladder_minute{
        60'000};                                 // a demo makes it shorter, so that a climb can be watched
    std::chrono::minutes undo_window{30};        // NO after a confirmation makes the acceptance void
    std::chrono::minutes show_again_window{30};  // a redial finds a case whose last screen may be unread
    int desk_repeat_minutes = 15;                // ladder minutes between texts to the operations desk
    int desk_repeat_minutes_p1 = 5;
    int wrong_codes_max = 5;          // follow-up codes an hour and caller
    int wrong_codes_of_all_max = 50;  // an hour; above it a code alone is not enough
};

struct SenderConfig {
    std::chrono::milliseconds limit{10'000};  // for one request to the aggregator
    std::chrono::milliseconds lease{30'000};  // a claim older than this is in doubt
    int in_flight_max = 16;
    int group_max = 64;
    int attempts_max = 12;
};

struct LogConfig {
    std::string level = "info";  // or debug, warning, error
};

struct ChannelConfig {
    std::string name;
    std::string kind = "africastalking";
    std::filesystem::path secret_file;
    storage::PrivateText secret;  // path segment of its callback URLs
    std::string username;
    std::filesystem::path api_key_file;
    storage::PrivateText api_key;
    std::string api_base;
    std::string sender;
    int screen_septets = 156;
};

// Everything the program can be told, read once, checked once and handed out in slices. Paths are complete:
// those of the file were taken from the folder it lies in.
struct Config {
    ServiceConfig service;
    ListenConfig listen;
    StorageConfig storage;
    KeysConfig keys;
    MenuConfig menus;
    CaseConfig cases;
    SenderConfig sender;
    LogConfig log;
    std::vector<ChannelConfig> channels;
};

// One thing wrong with a configuration file, and how to mend it. Line and column count from 1; 0 is the file.
struct ConfigProblem {
    std::filesystem::path file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string what;
    std::string mend;
};

// "kengele.toml:7:1: there is no key 'nmae' in [service]. Did you mean 'name'?"
std::string describe(const ConfigProblem& problem);

using ConfigResult = std::variant<Config, std::vector<ConfigProblem>>;

// A secret lies in a file of its own, which only its owner may read.
struct SecretFile {
    std::string text;
    unsigned mode = 0600;  // permission bits
};
using FileReader = std::function<Result<SecretFile>(const std::filesystem::path&)>;

// `demo` keeps its root key beside its data; a service must not, or a copy of the folder would open itself.
enum class Purpose { serve, demo };

// Reads the configuration in `toml`, which came from `file`. A syntax error is reported alone, anything else
// with all that is wrong.
ConfigResult parse_config(std::string_view toml, const std::filesystem::path& file,
                          const FileReader& read_file, Purpose purpose = Purpose::serve);

// Every value in force, defaults too, as TOML; secrets are never part of it.
std::string show_config(const Config& config);

}  // namespace kengele::gateway
