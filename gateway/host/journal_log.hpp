#pragma once

#include <memory>
#include <optional>

#include "gateway/world/log.hpp"

namespace spdlog {
class logger;
namespace sinks {
class sink;
}
}  // namespace spdlog

namespace kengele::host {

// One JSON object a line on standard error, for journald: time in UTC, level, event, then the fields. Control
// characters are escaped, so nobody can forge a line. From any thread.
class JournalLog final : public world::Log {
public:
    explicit JournalLog(world::Level least);
    JournalLog(world::Level least, std::shared_ptr<spdlog::sinks::sink> where);

    void write(world::Level level, std::string_view event,
               std::initializer_list<world::Field> fields) override;

private:
    std::shared_ptr<spdlog::logger> logger_;
};

// "debug", "info", "warning" or "error", as the configuration spells it.
std::optional<world::Level> parse_level(std::string_view word);

}  // namespace kengele::host
