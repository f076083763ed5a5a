#include "gateway/cli/owner.hpp"

#include <algorithm>
#include <array>

namespace kengele::cli {
namespace {

struct OwnerCommand {
    std::string_view name;
    Task<Answer> (*run)(Owner&, const boost::json::object&);
};

constexpr std::array commands{
    OwnerCommand{"import", import_rules},          OwnerCommand{"export", export_rules},
    OwnerCommand{"incident list", list_incidents}, OwnerCommand{"incident show", show_incident},
    OwnerCommand{"alert list", list_alerts},       OwnerCommand{"alert why", explain_alerts},
    OwnerCommand{"menu check", check_menu},        OwnerCommand{"menu publish", publish_menu},
    OwnerCommand{"menu draft", draft_menu},        OwnerCommand{"menu withdraw", withdraw_draft},
    OwnerCommand{"menu list", list_menus},         OwnerCommand{"menu drops", tell_drops},
    OwnerCommand{"menu rollback", roll_back_menu}, OwnerCommand{"menu export", export_menu},
    OwnerCommand{"menu test", test_menu},          OwnerCommand{"responders invite", invite_responder},
};

}  // namespace

Task<Answer> run_owner_command(Owner& owner, const boost::json::object& request) {
    const auto command = std::ranges::find(commands, text_of(request, "command"), &OwnerCommand::name);
    if (command == commands.end()) {
        co_return Answer::refuse(
            "The running service does not know this command.\nIs it of another version? Restart it.");
    }
    co_return co_await command->run(owner, request);
}

}  // namespace kengele::cli
