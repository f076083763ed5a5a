#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string_view>

#include "gateway/cli/answer.hpp"
#include "gateway/reporters/key_ring.hpp"
#include "gateway/world/clock.hpp"
#include "gateway/world/random.hpp"
#include "menus/budget.hpp"
#include "storage/commit_queue.hpp"
#include "storage/read_pool.hpp"

namespace kengele::cli {

// What a command works on when its process owns the data folder. Everything outlives the command.
struct Owner {
    storage::CommitQueue& queue;
    storage::ReadPool& reads;
    const reporters::KeyRing& ring;
    world::Random& random;
    world::Clock& clock;
    menus::Budgets budgets;
    // Of a running service: its callers choose from the new places, new calls begin with the new menu.
    std::function<Task<void>()> places_changed;
    std::function<Task<void>()> menus_changed;
    std::string person;         // who asks
    bool second_person = true;  // publishes what touches protected screens
};

// A request is {"command": "places import", ...}. The same code runs it here or in the running owner.
Task<Answer> run_owner_command(Owner& owner, const boost::json::object& request);

// Each command is listed in owner.cpp.
Task<Answer> import_rules(Owner& owner, const boost::json::object& request);
Task<Answer> export_rules(Owner& owner, const boost::json::object& request);
Task<Answer> list_incidents(Owner& owner, const boost::json::object& request);
Task<Answer> show_incident(Owner& owner, const boost::json::object& request);
Task<Answer> list_alerts(Owner& owner, const boost::json::object& request);
Task<Answer> check_menu(Owner& owner, const boost::json::object& request);
Task<Answer> test_menu(Owner& owner, const boost::json::object& request);
Task<Answer> publish_menu(Owner& owner, const boost::json::object& request);
Task<Answer> draft_menu(Owner& owner, const boost::json::object& request);
Task<Answer> withdraw_draft(Owner& owner, const boost::json::object& request);
Task<Answer> list_menus(Owner& owner, const boost::json::object& request);
Task<Answer> roll_back_menu(Owner& owner, const boost::json::object& request);
Task<Answer> tell_drops(Owner& owner, const boost::json::object& request);
Task<Answer> export_menu(Owner& owner, const boost::json::object& request);
Task<Answer> explain_alerts(Owner& owner, const boost::json::object& request);
Task<Answer> invite_responder(Owner& owner, const boost::json::object& request);

}  // namespace kengele::cli
