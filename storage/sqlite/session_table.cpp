#include "storage/sqlite/session_table.hpp"

#include <algorithm>
#include <utility>

#include "storage/ensure.hpp"

namespace kengele::storage::sqlite {

SessionTable::SessionTable(std::size_t expected) {
    index_.reserve(expected);
}

void SessionTable::load(std::int64_t row, StoredSession session) {
    const auto key = session.key;
    slab_.push_back({row, std::move(session)});
    const bool is_new = index_.emplace(key, std::prev(slab_.end())).second;
    ensure(is_new);
    next_row_ = std::max(next_row_, row + 1);
}

const StoredSession* SessionTable::find(const Key128& key) const {
    if (const auto* change = changed(key)) return change->session ? &*change->session : nullptr;
    const auto found = index_.find(key);
    return found == index_.end() ? nullptr : &found->second->session;
}

std::int64_t SessionTable::put(const StoredSession& session) {
    std::int64_t row = 0;
    if (const auto* change = changed(session.key)) {
        if (change->session) row = change->row;
    } else if (const auto found = index_.find(session.key); found != index_.end()) {
        row = found->second->row;
    }
    if (row == 0) row = next_row_++;
    unit_[session.key] = Change{row, session};
    return row;
}

std::vector<std::int64_t> SessionTable::forget_untouched(ServiceTime since) {
    return forget([since](const StoredSession& session) { return session.touched < since; }, true);
}

std::vector<std::int64_t> SessionTable::forget_days(Day through) {
    return forget([through](const StoredSession& session) { return session.day <= through; }, false);
}

void SessionTable::keep_unit() {
    for (auto& [key, change] : unit_)
        group_[key] = std::move(change);
    unit_.clear();
}

void SessionTable::keep_group() {
    ensure(unit_.empty());
    for (auto& [key, change] : group_) {
        const auto found = index_.find(key);
        if (!change.session) {
            if (found == index_.end()) continue;
            slab_.erase(found->second);
            index_.erase(found);
        } else if (found == index_.end()) {
            slab_.push_back({change.row, std::move(*change.session)});
            index_.emplace(key, std::prev(slab_.end()));
        } else {
            *found->second = {change.row, std::move(*change.session)};
            slab_.splice(slab_.end(), slab_, found->second);
        }
    }
    group_.clear();
}

void SessionTable::drop_group() {
    unit_.clear();
    group_.clear();
}

const SessionTable::Change* SessionTable::changed(const Key128& key) const {
    if (const auto found = unit_.find(key); found != unit_.end()) return &found->second;
    if (const auto found = group_.find(key); found != group_.end()) return &found->second;
    return nullptr;
}

std::vector<std::int64_t> SessionTable::forget(const std::function<bool(const StoredSession&)>& goes,
                                               bool oldest_only) {
    std::vector<std::pair<Key128, std::int64_t>> gone;
    for (const auto& entry : slab_) {
        const bool is_match = goes(entry.session);
        if (!is_match && oldest_only) break;
        if (is_match && changed(entry.session.key) == nullptr)
            gone.emplace_back(entry.session.key, entry.row);
    }
    for (const auto* layer : {&group_, &unit_}) {
        for (const auto& [key, change] : *layer) {
            if (&change == changed(key) && change.session && goes(*change.session))
                gone.emplace_back(key, change.row);
        }
    }

    std::vector<std::int64_t> rows;
    for (const auto& [key, row] : gone) {
        unit_[key] = Change{row, std::nullopt};
        rows.push_back(row);
    }
    return rows;
}

}  // namespace kengele::storage::sqlite
