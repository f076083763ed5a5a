#include "gateway/ussd/screen_counts.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

#include "menus/step.hpp"

namespace kengele::ussd {
namespace {

using namespace std::chrono_literals;
using storage::CallTally;
using storage::Transaction;

constexpr storage::Millis silence = 30min;
// The end event may overtake the last key.
constexpr storage::Millis after_end = 60s;

// Numbers are added up first: of a whole batch each screen is written once.
class Tally {
public:
    void add(const menus::Menu& menu, const Call& call, bool has_ended) {
        for (const auto position : call.screens) {
            if (position < menu.nodes.size())
                ++calls_[{menu.hash, menu.nodes[position].id, CallTally::shown}];
        }
        if (const auto how = how_lost(call, has_ended)) ++calls_[{menu.hash, call.session.node, *how}];
    }

    void write(Transaction& tx) const {
        for (const auto& [what, calls] : calls_) {
            const auto& [hash, screen, tally] = what;
            tx.count_screen({hash, screen, tally, storage::day_of(tx.wall()), calls});
        }
    }

private:
    // Nothing for a call that sent its report or came to an end of the menu's own.
    static std::optional<CallTally> how_lost(const Call& call, bool has_ended) {
        if (menus::ended_by_wrong_keys(call.session)) return CallTally::wrong_keys;
        if (call.session.filed || call.session.ended) return std::nullopt;
        return has_ended ? CallTally::hung_up : CallTally::fell_silent;
    }

    std::map<std::tuple<std::string, std::string, CallTally>, std::int64_t> calls_;
};

}  // namespace

void note_screen(const menus::Menu& menu, Call& call) {
    const auto found = menu.index.find(call.session.node);
    if (found == menu.index.end()) return;
    const auto position = static_cast<std::uint16_t>(found->second);
    if (std::ranges::find(call.screens, position) == call.screens.end()) call.screens.push_back(position);
}

void count_later(Transaction& tx, const reporters::DayKeys::SessionName& session) {
    tx.put_uncounted({session.key, session.day, tx.now() + silence, false});
}

void count_soon(Transaction& tx, const storage::Key128& session) {
    auto waiting = tx.uncounted(session);
    if (!waiting || waiting->has_ended) return;
    waiting->has_ended = true;
    waiting->due = std::min(waiting->due, tx.now() + after_end);
    tx.put_uncounted(*waiting);
}

void count_call(Transaction& tx, const storage::Key128& session, const menus::Menu& menu, const Call& call) {
    const auto waiting = tx.uncounted(session);
    if (!waiting) return;
    Tally tally;
    tally.add(menu, call, waiting->has_ended);
    tally.write(tx);
    tx.drop_uncounted(session);
}

int count_due_calls(Transaction& tx, const reporters::DayKeys& days, const MenuVersions& menus, int most) {
    Tally tally;
    const auto due = tx.due_to_count(tx.now(), most);
    for (auto waiting : due) {
        const auto stored = tx.session(waiting.session);
        if (stored && !waiting.has_ended && stored->touched + silence > tx.now()) {
            waiting.due = stored->touched + silence;
            tx.put_uncounted(waiting);
            continue;
        }
        tx.drop_uncounted(waiting.session);
        // Whose key or version is gone cannot be counted any more.
        const auto plain = stored ? days.open(stored->day, stored->key, stored->sealed) : std::nullopt;
        const auto call = plain ? decode(*plain) : std::nullopt;
        const auto menu = call ? menus.find(call->session.menu_hash) : nullptr;
        if (menu) tally.add(*menu, *call, waiting.has_ended);
    }
    tally.write(tx);
    return static_cast<int>(due.size());
}

}  // namespace kengele::ussd
