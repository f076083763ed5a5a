#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <map>

#include "gateway/cli/owner.hpp"
#include "gateway/menu_shelf.hpp"

// Where callers are lost: for each version of a menu how many calls came to a screen and how many went no
// further.
namespace kengele::cli {
namespace {

using storage::CallTally;
using storage::Publication;
using storage::ScreenCount;
using storage::Viewer;

// Fewer could be one person whom somebody knows.
constexpr std::int64_t fewest_told = 3;

struct Row {
    std::int64_t shown = 0;
    std::array<std::int64_t, 3> lost{};  // hung up, silent, wrong keys

    std::int64_t dropped() const { return lost[0] + lost[1] + lost[2]; }
};

using Rows = std::map<std::string, Row>;

struct Seen {
    std::vector<Publication> publications;  // newest first
    std::vector<ScreenCount> counts;
};

bool is_hidden(std::int64_t calls) {
    return calls > 0 && calls < fewest_told;
}

// Which of the three ways are told. One hidden number alone could be worked out from the sum: then the
// smallest other one is hidden with it.
std::array<bool, 3> hidden_ways(const Row& row) {
    std::array<bool, 3> hidden{};
    for (std::size_t at = 0; at < hidden.size(); ++at)
        hidden[at] = is_hidden(row.lost[at]);
    if (std::ranges::count(hidden, true) != 1) return hidden;
    std::size_t other = hidden.size();
    for (std::size_t at = 0; at < hidden.size(); ++at) {
        if (hidden[at]) continue;
        if (other == hidden.size() || row.lost[at] < row.lost[other]) other = at;
    }
    hidden[other] = true;
    return hidden;
}

std::string number(std::int64_t calls, bool hidden) {
    return hidden ? "few" : std::to_string(calls);
}

std::string share(const Row& row) {
    if (is_hidden(row.shown) || is_hidden(row.dropped()) || row.shown == 0) return "-";
    return fmt::format("{}%", (100 * row.dropped() + row.shown / 2) / row.shown);
}

// Most lost first.
std::vector<std::pair<std::string, Row>> in_order(const Rows& rows) {
    std::vector<std::pair<std::string, Row>> sorted(rows.begin(), rows.end());
    std::ranges::stable_sort(sorted, [](const auto& one, const auto& other) {
        return std::pair(one.second.dropped(), one.second.shown) >
               std::pair(other.second.dropped(), other.second.shown);
    });
    return sorted;
}

std::string table(const std::string& name, const std::string& hash, const Rows& rows) {
    std::string out = fmt::format("Version {} ({})\n", name, hash.substr(0, 12));
    out += fmt::format("  {:<24}{:>8}{:>9}{:>7}{:>10}{:>8}{:>12}\n", "screen", "shown", "dropped", "share",
                       "hung up", "silent", "wrong keys");
    for (const auto& [screen, row] : in_order(rows)) {
        const auto hidden = hidden_ways(row);
        out += fmt::format(
            "  {:<24}{:>8}{:>9}{:>7}{:>10}{:>8}{:>12}\n", screen, number(row.shown, is_hidden(row.shown)),
            number(row.dropped(), is_hidden(row.dropped())), share(row), number(row.lost[0], hidden[0]),
            number(row.lost[1], hidden[1]), number(row.lost[2], hidden[2]));
    }
    return out;
}

boost::json::value told(std::int64_t calls, bool hidden) {
    return hidden ? boost::json::value(nullptr) : boost::json::value(calls);
}

std::string lines(const std::string& name, const std::string& hash, const Rows& rows) {
    std::string out;
    for (const auto& [screen, row] : in_order(rows)) {
        const auto hidden = hidden_ways(row);
        out += serialize(boost::json::object{{"version", name},
                                             {"hash", hash},
                                             {"screen", screen},
                                             {"shown", told(row.shown, is_hidden(row.shown))},
                                             {"dropped", told(row.dropped(), is_hidden(row.dropped()))},
                                             {"hung_up", told(row.lost[0], hidden[0])},
                                             {"silent", told(row.lost[1], hidden[1])},
                                             {"wrong_keys", told(row.lost[2], hidden[2])}}) +
               "\n";
    }
    return out;
}

Rows rows_of(const std::vector<ScreenCount>& counts, const std::string& hash) {
    Rows rows;
    for (const auto& count : counts) {
        if (count.menu_hash != hash) continue;
        auto& row = rows[count.screen];
        if (count.what == CallTally::shown) {
            row.shown += count.calls;
        } else {
            row.lost.at(static_cast<std::size_t>(count.what) - 1) += count.calls;
        }
    }
    return rows;
}

}  // namespace

Task<Answer> tell_drops(Owner& owner, const boost::json::object& request) {
    const auto named = text_of(request, "menu");
    const std::string menu = named.empty() ? std::string(gateway::residents_menu) : named;
    const auto look = [&menu](storage::Reader& reader) -> Result<Seen> {
        auto publications = reader.publications(Viewer::at_the_machine(), menu);
        if (!publications) return publications.error();
        auto counts = reader.screen_counts(Viewer::at_the_machine(), menu);
        if (!counts) return counts.error();
        return Seen{std::move(*publications), std::move(*counts)};
    };
    const auto seen = co_await owner.reads.read(look);
    if (!seen) co_return Answer::refuse("The database cannot be read: " + seen.error().message());
    if (seen->publications.empty()) {
        co_return Answer::refuse(fmt::format("No menu {} was ever published.\nThe residents' is called {}.",
                                             menu, gateway::residents_menu));
    }
    Answer answer;
    std::vector<std::string> told_already;
    for (const auto& publication : seen->publications) {
        if (std::ranges::find(told_already, publication.hash) != told_already.end()) continue;
        told_already.push_back(publication.hash);
        const auto rows = rows_of(seen->counts, publication.hash);
        if (rows.empty()) continue;
        const bool is_json = flag_of(request, "json");
        if (!is_json && !answer.out.empty()) answer.out += "\n";
        answer.out += is_json ? lines(publication.name, publication.hash, rows)
                              : table(publication.name, publication.hash, rows);
    }
    if (answer.out.empty() && !flag_of(request, "json"))
        answer.out = "No call was counted yet: each is half an hour after its last word.\n";
    co_return answer;
}

}  // namespace kengele::cli
