#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace kengele::world {

enum class Level { debug, info, warning, error };

// One named fact of a log line. Only numbers, truth values and words of our own: there is no way in for a
// PhoneNumber or PrivateText, and callers' text never goes in by hand.
struct Field {
    std::string_view name;
    std::variant<std::int64_t, double, bool, std::string_view> value;

    Field(std::string_view field, std::int64_t number) : name(field), value(number) {}
    Field(std::string_view field, int number) : name(field), value(std::int64_t{number}) {}
    Field(std::string_view field, double number) : name(field), value(number) {}
    Field(std::string_view field, bool truth) : name(field), value(truth) {}
    Field(std::string_view field, std::string_view word) : name(field), value(word) {}
    Field(std::string_view field, const char* word) : name(field), value(std::string_view{word}) {}
    Field(std::string_view field, const std::string& word) : name(field), value(std::string_view{word}) {}
};

// Where the service says what it does: one JSON object a line; `event` is a fixed word, never data.
class Log {
public:
    virtual ~Log() = default;
    virtual void write(Level level, std::string_view event, std::initializer_list<Field> fields) = 0;

    void info(std::string_view event, std::initializer_list<Field> fields = {}) {
        write(Level::info, event, fields);
    }
    void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
        write(Level::warning, event, fields);
    }
    void error(std::string_view event, std::initializer_list<Field> fields = {}) {
        write(Level::error, event, fields);
    }
};

}  // namespace kengele::world
