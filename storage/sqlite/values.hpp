#pragma once

#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "storage/model/bytes.hpp"
#include "storage/model/ids.hpp"
#include "storage/model/time.hpp"

// How our types lie in columns: enumerations and times as integers, keys and sealed things as blobs, an id of
// zero as NULL, a list of words as one text with a word a line.
namespace kengele::storage::sqlite {

// A binding keeps no copy: what is bound lives until the statement is reset.
int bind(sqlite3_stmt* statement, int index, std::int64_t value);
int bind(sqlite3_stmt* statement, int index, double value) = delete;
int bind(sqlite3_stmt* statement, int index, std::string_view text);
int bind(sqlite3_stmt* statement, int index, const std::string& text);
int bind(sqlite3_stmt* statement, int index, const char* text);
int bind(sqlite3_stmt* statement, int index, BytesView bytes);
int bind(sqlite3_stmt* statement, int index, const Bytes& bytes);
int bind(sqlite3_stmt* statement, int index, const Key128& key);
int bind(sqlite3_stmt* statement, int index, ServiceTime time);
int bind(sqlite3_stmt* statement, int index, WallTime time);
int bind(sqlite3_stmt* statement, int index, Millis length);
int bind(sqlite3_stmt* statement, int index, const std::vector<std::string>& words);  // copied

template <class T>
requires std::integral<T>
int bind(sqlite3_stmt* statement, int index, T value) {
    return bind(statement, index, static_cast<std::int64_t>(value));
}

template <class T>
requires std::is_enum_v<T>
int bind(sqlite3_stmt* statement, int index, T value) {
    return bind(statement, index, static_cast<std::int64_t>(value));
}

template <class Tag>
int bind(sqlite3_stmt* statement, int index, Id<Tag> id) {
    return id ? bind(statement, index, id.value) : sqlite3_bind_null(statement, index);
}

template <class T>
int bind(sqlite3_stmt* statement, int index, const std::optional<T>& value) {
    return value ? bind(statement, index, *value) : sqlite3_bind_null(statement, index);
}

void read(sqlite3_stmt* statement, int column, std::int64_t& value);
void read(sqlite3_stmt* statement, int column, int& value);
void read(sqlite3_stmt* statement, int column, bool& value);
void read(sqlite3_stmt* statement, int column, std::string& text);
void read(sqlite3_stmt* statement, int column, Bytes& bytes);
void read(sqlite3_stmt* statement, int column, Key128& key);
void read(sqlite3_stmt* statement, int column, ServiceTime& time);
void read(sqlite3_stmt* statement, int column, WallTime& time);
void read(sqlite3_stmt* statement, int column, Millis& length);
void read(sqlite3_stmt* statement, int column, std::vector<std::string>& words);

template <class T>
requires std::is_enum_v<T>
void read(sqlite3_stmt* statement, int column, T& value) {
    value = static_cast<T>(sqlite3_column_int64(statement, column));
}

template <class Tag>
void read(sqlite3_stmt* statement, int column, Id<Tag>& id) {
    id.value = sqlite3_column_int64(statement, column);  // NULL reads as 0
}

template <class T>
void read(sqlite3_stmt* statement, int column, std::optional<T>& value) {
    value.reset();
    if (sqlite3_column_type(statement, column) != SQLITE_NULL) read(statement, column, value.emplace());
}

}  // namespace kengele::storage::sqlite
