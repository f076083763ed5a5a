#include "gateway/host/journal_log.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace kengele::host {
namespace {

spdlog::level::level_enum spdlog_level(world::Level level);
std::string as_json(std::string_view text);
std::string as_json(const world::Field& field);

}  // namespace

JournalLog::JournalLog(world::Level least)
    : JournalLog(least, std::make_shared<spdlog::sinks::stderr_sink_mt>()) {}

JournalLog::JournalLog(world::Level least, std::shared_ptr<spdlog::sinks::sink> where)
    : logger_(std::make_shared<spdlog::logger>("kengele", std::move(where))) {
    logger_->set_level(spdlog_level(least));
    logger_->flush_on(spdlog::level::debug);
    // %v is the inside of the object, already JSON.
    logger_->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                         spdlog::pattern_time_type::utc);
}

void JournalLog::write(world::Level level, std::string_view event,
                       std::initializer_list<world::Field> fields) {
    const auto wanted = spdlog_level(level);
    if (!logger_->should_log(wanted)) return;
    std::string line = "\"event\":" + as_json(event);
    for (const auto& field : fields)
        line += "," + as_json(field.name) + ":" + as_json(field);
    logger_->log(wanted, spdlog::string_view_t{line});
}

std::optional<world::Level> parse_level(std::string_view word) {
    if (word == "debug") return world::Level::debug;
    if (word == "info") return world::Level::info;
    if (word == "warning") return world::Level::warning;
    if (word == "error") return world::Level::error;
    return std::nullopt;
}

namespace {

spdlog::level::level_enum spdlog_level(world::Level level) {
    switch (level) {
        case world::Level::debug:
            return spdlog::level::debug;
        case world::Level::info:
            return spdlog::level::info;
        case world::Level::warning:
            return spdlog::level::warn;
        case world::Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

// Our own words are ASCII. Anything else came in by mistake or malice, and a terminal might obey it.
std::string as_json(std::string_view text) {
    std::string plain{text};
    for (char& c : plain)
        if (c < 0 || c == 0x7f) c = '?';
    return boost::json::serialize(boost::json::string_view{plain});
}

std::string as_json(const world::Field& field) {
    return std::visit(
        [](const auto& value) {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string_view>)
                return as_json(value);
            else
                return boost::json::serialize(boost::json::value(value));
        },
        field.value);
}

}  // namespace
}  // namespace kengele::host
