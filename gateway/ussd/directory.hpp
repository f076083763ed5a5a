#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/ussd/exchange.hpp"
#include "menus/rows.hpp"
#include "menus/text.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

// What the menu shows of the directory: where to turn for help.

// "Mathari Hospital, Mlango Kubwa, 0722 000 000". The place is left out where it does not fit a row, or is
// empty.
std::string row_label(const storage::DirectoryEntry& entry, std::string_view place);

// The rows of a list, nearest first; a row's value is the code of its entry.
std::vector<menus::Row> directory_rows(storage::Transaction& tx, const Exchange& exchange,
                                       const menus::RowsWanted& wanted);

// Of the entry whose code a lookup kept in a field, say "centre": "centre_name", "centre_place",
// "centre_phone" and "centre_hours", as it stands now.
void add_chosen_entries(storage::Transaction& tx, const Exchange& exchange, const menus::Session& session,
                        menus::Facts& facts);

}  // namespace kengele::ussd
