#include "gateway/cli/ask.hpp"

namespace kengele::cli {

void add_incident(Program& program) {
    auto* command = program.app.add_subcommand("incident", "Look at incidents");
    command->require_subcommand(1);
    auto* list = command->add_subcommand("list", "All incidents, newest first");
    auto* show = command->add_subcommand("show", "One incident with its history");
    auto& asked = program.asked;
    show->add_option("CASE", asked.case_number, "Its case number")->required();
    for (auto* each : {list, show}) {
        each->add_flag("--json", asked.json, "One JSON object a line");
        add_where(*each, program.where);
    }
    list->callback([&program] {
        program.exit = say(ask(program.where, {{"command", "incident list"}, {"json", program.asked.json}}));
    });
    show->callback([&program] {
        program.exit = say(ask(program.where, {{"command", "incident show"},
                                               {"case", program.asked.case_number},
                                               {"json", program.asked.json}}));
    });
}

void add_alert(Program& program) {
    auto* command = program.app.add_subcommand("alert", "Look at alerts");
    command->require_subcommand(1);
    auto* list = command->add_subcommand("list", "Who was alerted of what, and what became of it");
    auto* why = command->add_subcommand("why", "Why these responders were chosen");
    auto& asked = program.asked;
    list->add_option("CASE", asked.case_number, "Only of this case");
    why->add_option("CASE", asked.case_number, "Case number")->required();
    for (auto* each : {list, why}) {
        each->add_flag("--json", asked.json, "One JSON object a line");
        add_where(*each, program.where);
    }
    const auto run = [&program](const char* name) {
        program.exit =
            say(ask(program.where,
                    {{"command", name}, {"case", program.asked.case_number}, {"json", program.asked.json}}));
    };
    list->callback([run] { run("alert list"); });
    why->callback([run] { run("alert why"); });
}

}  // namespace kengele::cli
