#include "storage/sqlite/values.hpp"

#include <algorithm>

#include "storage/ensure.hpp"

namespace kengele::storage::sqlite {

int bind(sqlite3_stmt* statement, int index, std::int64_t value) {
    return sqlite3_bind_int64(statement, index, value);
}

int bind(sqlite3_stmt* statement, int index, std::string_view text) {
    // A null pointer would bind NULL, and an empty view may hold one.
    const char* start = text.empty() ? "" : text.data();
    return sqlite3_bind_text64(statement, index, start, text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

int bind(sqlite3_stmt* statement, int index, const std::string& text) {
    return bind(statement, index, std::string_view(text));
}

int bind(sqlite3_stmt* statement, int index, const char* text) {
    return bind(statement, index, std::string_view(text));
}

int bind(sqlite3_stmt* statement, int index, BytesView bytes) {
    if (bytes.empty()) return sqlite3_bind_zeroblob(statement, index, 0);
    return sqlite3_bind_blob64(statement, index, bytes.data(), bytes.size(), SQLITE_STATIC);
}

int bind(sqlite3_stmt* statement, int index, const Bytes& bytes) {
    return bind(statement, index, BytesView(bytes));
}

int bind(sqlite3_stmt* statement, int index, const Key128& key) {
    return bind(statement, index, BytesView(key));
}

int bind(sqlite3_stmt* statement, int index, ServiceTime time) {
    return bind(statement, index, time.ms);
}

int bind(sqlite3_stmt* statement, int index, WallTime time) {
    return bind(statement, index, Millis(time.time_since_epoch()).count());
}

int bind(sqlite3_stmt* statement, int index, Millis length) {
    return bind(statement, index, length.count());
}

int bind(sqlite3_stmt* statement, int index, const std::vector<std::string>& words) {
    std::string lines;
    for (const auto& word : words) {
        ensure(!word.empty() && word.find('\n') == std::string::npos);
        if (!lines.empty()) lines += '\n';
        lines += word;
    }
    return sqlite3_bind_text64(statement, index, lines.data(), lines.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void read(sqlite3_stmt* statement, int column, std::int64_t& value) {
    value = sqlite3_column_int64(statement, column);
}

void read(sqlite3_stmt* statement, int column, int& value) {
    value = sqlite3_column_int(statement, column);
}

void read(sqlite3_stmt* statement, int column, bool& value) {
    value = sqlite3_column_int(statement, column) != 0;
}

void read(sqlite3_stmt* statement, int column, std::string& text) {
    const auto* start = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    text.clear();
    if (start != nullptr) text.assign(start, length);
}

void read(sqlite3_stmt* statement, int column, Bytes& bytes) {
    const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, column));
    const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    bytes.clear();
    if (start != nullptr) bytes.assign(start, start + length);
}

void read(sqlite3_stmt* statement, int column, Key128& key) {
    const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, column));
    ensure(start != nullptr &&
           static_cast<std::size_t>(sqlite3_column_bytes(statement, column)) == key.size());
    std::copy_n(start, key.size(), key.begin());
}

void read(sqlite3_stmt* statement, int column, ServiceTime& time) {
    time.ms = sqlite3_column_int64(statement, column);
}

void read(sqlite3_stmt* statement, int column, WallTime& time) {
    time = WallTime(Millis(sqlite3_column_int64(statement, column)));
}

void read(sqlite3_stmt* statement, int column, Millis& length) {
    length = Millis(sqlite3_column_int64(statement, column));
}

void read(sqlite3_stmt* statement, int column, std::vector<std::string>& words) {
    std::string lines;
    read(statement, column, lines);
    words.clear();
    for (std::size_t start = 0; start < lines.size();) {
        const auto end = std::min(lines.find('\n', start), lines.size());
        words.push_back(lines.substr(start, end - start));
        start = end + 1;
    }
}

}  // namespace kengele::storage::sqlite
