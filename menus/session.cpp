#include "menus/session.hpp"

#include <utility>

namespace kengele::menus {

namespace {

// First byte of every encoded session; a change of the layout counts it up, and older sessions begin again.
constexpr char version = 5;
// Larger than any session that is made: 32 nodes of 40 letters, 32 fields of 160, 24 rows of a few hundred.
constexpr std::size_t bytes_max = 65'536;
constexpr std::uint64_t items_max = 64;

// Numbers seven bits at a time, least first, the high bit saying that more follow; texts after their length.
class Writer {
public:
    void number(std::uint64_t value) {
        while (value >= 0x80) {
            bytes_.push_back(static_cast<char>((value & 0x7F) | 0x80));
            value >>= 7;
        }
        bytes_.push_back(static_cast<char>(value));
    }

    void count(int value) { number(static_cast<std::uint32_t>(value)); }

    void text(std::string_view value) {
        number(value.size());
        bytes_ += value;
    }

    void words(const Text& value) {
        number(value.by_language.size());
        for (const auto& one : value.by_language)
            text(one);
    }

    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_ = std::string(1, version);
};

// Reads what Writer wrote. Once anything is wrong it stays so, and reads zeros and empty texts.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {
        is_sound_ = !rest_.empty() && rest_.size() <= bytes_max && rest_.front() == version;
        if (is_sound_) rest_.remove_prefix(1);
    }

    std::uint64_t number(std::uint64_t most) {
        std::uint64_t value = 0;
        for (int shift = 0; is_sound_; shift += 7) {
            if (rest_.empty() || shift > 28) return fail();
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if ((byte & 0x80) == 0) break;
        }
        return value <= most && is_sound_ ? value : fail();
    }

    int count() { return static_cast<int>(static_cast<std::uint32_t>(number(0xFFFFFFFF))); }
    bool flag() { return number(1) == 1; }

    std::string text() {
        const auto size = number(bytes_max);
        if (size > rest_.size()) fail();
        if (!is_sound_) return {};
        std::string value(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return value;
    }

    Text words() {
        Text value;
        const auto languages = number(items_max);
        for (std::uint64_t at = 0; at < languages && is_sound_; ++at)
            value.by_language.push_back(text());
        return value;
    }

    bool is_sound() const { return is_sound_; }
    bool is_read_to_the_end() const { return is_sound_ && rest_.empty(); }

private:
    std::uint64_t fail() {
        is_sound_ = false;
        return 0;
    }

    std::string_view rest_;
    bool is_sound_ = false;
};

void write(Writer& writer, const std::vector<Row>& rows) {
    writer.number(rows.size());
    for (const auto& row : rows) {
        writer.text(row.value);
        writer.words(row.label);
        writer.number(row.set.size());
        for (const auto& [field, value] : row.set) {
            writer.text(field);
            writer.text(value);
        }
    }
}

std::vector<Row> read_rows(Reader& reader) {
    std::vector<Row> rows;
    const auto count = reader.number(items_max);
    for (std::uint64_t at = 0; at < count && reader.is_sound(); ++at) {
        Row row;
        row.value = reader.text();
        row.label = reader.words();
        const auto fields = reader.number(items_max);
        for (std::uint64_t field = 0; field < fields && reader.is_sound(); ++field) {
            auto name = reader.text();
            row.set.push_back({std::move(name), reader.text()});
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

std::string encode(const Session& session) {
    Writer writer;
    writer.text(session.menu_hash);
    writer.text(session.node);
    writer.number(session.language);
    writer.count(session.page);
    writer.count(session.wrong_keys);
    writer.number(session.path.size());
    for (const auto& node : session.path) {
        writer.text(node);
    }
    writer.number(session.fields.size());
    for (const auto& [field, value] : session.fields) {
        writer.text(field);
        writer.text(value);
    }
    writer.number(session.names.size());
    for (const auto& [field, name] : session.names) {
        writer.text(field);
        writer.words(name);
    }
    writer.number(static_cast<std::uint64_t>(session.area.mode));
    writer.number(session.area.found.size());
    for (const int place : session.area.found) {
        writer.count(place);
    }
    writer.count(session.area.parent);
    write(writer, session.rows);
    writer.number(session.has_rows ? 1 : 0);
    writer.text(session.subject);
    writer.text(session.claim);
    writer.number(static_cast<std::uint64_t>(session.hint));
    writer.number(session.filed ? 1 : 0);
    writer.number(session.ended ? 1 : 0);
    return writer.take();
}

std::optional<Session> decode(std::string_view bytes) {
    Reader reader(bytes);
    Session session;
    session.menu_hash = reader.text();
    session.node = reader.text();
    session.language = static_cast<Language>(reader.number(0xFF));
    session.page = reader.count();
    session.wrong_keys = reader.count();
    const auto nodes = reader.number(items_max);
    for (std::uint64_t at = 0; at < nodes && reader.is_sound(); ++at) {
        session.path.push_back(reader.text());
    }
    const auto fields = reader.number(items_max);
    for (std::uint64_t at = 0; at < fields && reader.is_sound(); ++at) {
        auto field = reader.text();
        session.fields.insert_or_assign(std::move(field), reader.text());
    }
    const auto names = reader.number(items_max);
    for (std::uint64_t at = 0; at < names && reader.is_sound(); ++at) {
        auto field = reader.text();
        session.names.insert_or_assign(std::move(field), reader.words());
    }
    session.area.mode =
        static_cast<AreaStep::Mode>(reader.number(static_cast<std::uint64_t>(AreaStep::Mode::list)));
    const auto found = reader.number(items_max);
    for (std::uint64_t at = 0; at < found && reader.is_sound(); ++at) {
        session.area.found.push_back(reader.count());
    }
    session.area.parent = reader.count();
    session.rows = read_rows(reader);
    session.has_rows = reader.flag();
    session.subject = reader.text();
    session.claim = reader.text();
    session.hint =
        static_cast<Session::Hint>(reader.number(static_cast<std::uint64_t>(Session::Hint::continued)));
    session.filed = reader.flag();
    session.ended = reader.flag();
    if (!reader.is_read_to_the_end()) return std::nullopt;
    return session;
}

}  // namespace kengele::menus
