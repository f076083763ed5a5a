#include "gateway/reporters/day_keys.hpp"

#include <algorithm>
#include <charconv>

#include "gateway/reporters/secret_key.hpp"

namespace kengele::reporters {
namespace {

constexpr KdfContext context{'d', 'a', 'y', '-', 'k', 'e', 'y', '1'};
constexpr storage::Day days_alive = 2;
constexpr std::string_view file_prefix = "day-";

enum Purpose : std::uint64_t { caller_naming = 1, session_naming, session_sealing };

std::string file_of(storage::Day day);
std::optional<storage::Day> day_of_file(std::string_view name);
Result<std::vector<storage::Day>> days_in(world::KeyFiles& files);

}  // namespace

struct DayKeys::DayKey : Locked {
    DayKey(storage::Day of, const Key256& key) : day(of) {
        derive(caller_naming, Purpose::caller_naming, context, key);
        derive(session_naming, Purpose::session_naming, context, key);
        derive(session_sealing, Purpose::session_sealing, context, key);
    }

    Key256 caller_naming{};
    Key256 session_naming{};
    Key256 session_sealing{};
    storage::Day day;
};

DayKeys::DayKeys(const KeyRing& ring, world::KeyFiles& files, world::Random& random)
    : ring_(ring), files_(files), random_(random), living_(std::make_shared<const Living>()) {}

Result<std::optional<storage::Day>> DayKeys::turn_to(storage::Day today, std::optional<storage::Day> needed) {
    const std::lock_guard turn(turning_);
    auto days = days_in(files_);
    if (!days) return days.error();

    const storage::Day newest_made = days->empty() ? today : std::ranges::max(*days);
    const storage::Day newest = is_believed(today, newest_made) ? today : newest_made;

    boost::system::error_code trouble;
    auto next = std::make_shared<Living>();
    const storage::Day oldest = std::min(needed.value_or(newest), newest - days_alive + 1);
    for (storage::Day day = newest; day >= oldest; --day) {
        const auto known = std::ranges::find(*living_, day, [](const auto& key) { return key->day; });
        if (known != living_->end()) {
            next->push_back(*known);
            continue;
        }
        auto key = std::ranges::find(*days, day) == days->end()
                       ? Result<std::shared_ptr<const DayKey>>(nullptr)
                       : read_key(day);
        if (key && *key == nullptr && day == newest) key = make_key(day);
        if (!key) {
            trouble = key.error();
        } else if (*key != nullptr) {
            next->push_back(*std::move(key));
        }
    }
    {
        const std::lock_guard lock(mutex_);
        living_ = std::move(next);
    }

    storage::Day past = oldest - 1;
    for (const storage::Day day : *days) {
        if (day <= newest && day >= oldest) continue;
        if (const auto destroyed = files_.destroy(file_of(day)); !destroyed) {
            trouble = destroyed.error();
        } else {
            past = std::max(past, day);
        }
    }
    if (trouble) return trouble;
    if (forgotten_ == past) return std::nullopt;
    forgotten_ = past;
    return past;
}

std::vector<storage::Pseudonym> DayKeys::pseudonyms(const storage::PhoneNumber& caller) const {
    const auto keys = living();
    std::vector<storage::Pseudonym> names;
    names.reserve(keys->size());
    for (const auto& key : *keys) {
        names.push_back({key->day, KeyedName(key->caller_naming).with(caller.reveal()).name()});
    }
    return names;
}

std::vector<DayKeys::SessionName> DayKeys::session_names(std::string_view channel,
                                                         std::string_view session_id,
                                                         const storage::PhoneNumber& caller) const {
    const auto keys = living();
    std::vector<SessionName> names;
    names.reserve(keys->size());
    for (const auto& key : *keys) {
        names.push_back(
            {key->day,
             KeyedName(key->session_naming).with(channel).with(session_id).with(caller.reveal()).name()});
    }
    return names;
}

storage::Bytes DayKeys::seal(storage::Day day, const storage::Key128& session, std::string_view plain,
                             world::Random& random) const {
    const auto keys = living();
    const auto key = std::ranges::find(*keys, day, [](const auto& one) { return one->day; });
    if (key == keys->end()) return {};
    return seal_bytes((*key)->session_sealing, bytes_of(plain), session, random);
}

std::optional<std::string> DayKeys::open(storage::Day day, const storage::Key128& session,
                                         storage::BytesView sealed) const {
    const auto keys = living();
    const auto key = std::ranges::find(*keys, day, [](const auto& one) { return one->day; });
    if (key == keys->end()) return std::nullopt;
    return open_text((*key)->session_sealing, sealed, session);
}

std::shared_ptr<const DayKeys::Living> DayKeys::living() const {
    const std::lock_guard lock(mutex_);
    return living_;
}

Result<std::shared_ptr<const DayKeys::DayKey>> DayKeys::make_key(storage::Day day) {
    Key256 fresh{};
    random_.fill(fresh);
    const auto written = files_.write(file_of(day), ring_.seal_day_key(fresh, random_));
    std::shared_ptr<const DayKey> key;
    if (written) key = std::shared_ptr<const DayKey>(new DayKey(day, fresh));
    sodium_memzero(fresh.data(), fresh.size());
    if (!written) return written.error();
    return key;
}

// Nothing when the file holds no key of this root.
Result<std::shared_ptr<const DayKeys::DayKey>> DayKeys::read_key(storage::Day day) {
    const auto sealed = files_.read(file_of(day));
    if (!sealed) return sealed.error();
    if (!*sealed) return std::shared_ptr<const DayKey>();
    auto opened = ring_.open_day_key(**sealed);
    if (!opened || opened->size() != Key256{}.size()) return std::shared_ptr<const DayKey>();
    Key256 plain{};
    std::ranges::copy(*opened, plain.begin());
    std::shared_ptr<const DayKey> key(new DayKey(day, plain));
    sodium_memzero(plain.data(), plain.size());
    sodium_memzero(opened->data(), opened->size());
    return key;
}

// Whether `today` may be taken at its word. Below the newest key the clock must first run for two days, the
// life of a key: a machine without a battery starts in 1970 every time, until the network tells it better.
bool DayKeys::is_believed(storage::Day today, storage::Day newest) {
    if (today >= newest) {
        behind_since_.reset();
        return true;
    }
    if (!behind_since_ || today < *behind_since_) behind_since_ = today;
    if (today - *behind_since_ != days_alive) {
        // A further jump forward that still is below the newest key starts the count anew.
        if (today - *behind_since_ > days_alive) behind_since_ = today;
        return false;
    }
    behind_since_.reset();
    return true;
}

namespace {

std::string file_of(storage::Day day) {
    return std::string(file_prefix) + std::to_string(day);
}

std::optional<storage::Day> day_of_file(std::string_view name) {
    if (!name.starts_with(file_prefix)) return std::nullopt;
    name.remove_prefix(file_prefix.size());
    storage::Day day = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), day);
    if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
    return day;
}

Result<std::vector<storage::Day>> days_in(world::KeyFiles& files) {
    const auto names = files.names();
    if (!names) return names.error();
    std::vector<storage::Day> days;
    for (const std::string& name : *names) {
        if (const auto day = day_of_file(name)) days.push_back(*day);
    }
    return days;
}

}  // namespace
}  // namespace kengele::reporters
