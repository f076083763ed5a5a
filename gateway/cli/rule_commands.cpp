#include <array>
#include <filesystem>

#include "gateway/cli/ask.hpp"

namespace kengele::cli {
namespace {

struct Noun {
    const char* name;
    const char* what;
};
constexpr std::array nouns{
    Noun{"places", "Places that reports name and offices cover"},
    Noun{"responders", "Who holds which office where, with their phones"},
    Noun{"ladders", "Whom an unanswered alarm climbs to, and when"},
    Noun{"taxonomy", "What can be reported, and whose task it is"},
    Noun{"roles", "Roles that offices have"},
    Noun{"directory", "Where to turn for help: centres and helplines that the menu looks up"},
};

int import_file(const Where& where, const std::string& noun, const std::string& file) {
    return say(ask(where, {{"command", "import"},
                           {"noun", noun},
                           {"file", std::filesystem::path{file}.filename().string()},
                           {"content", read_text(file)}}));
}

int export_file(const Where& where, const std::string& noun, const std::string& file) {
    const auto answer = ask(where, {{"command", "export"}, {"noun", noun}});
    if (answer.exit != done) return say(answer);
    // Rosters hold people's phone numbers: the file is for its owner alone.
    write_text(file, answer.out, 0600);
    return done;
}

void add_invite(CLI::App& responders, Program& program) {
    auto* invite = responders.add_subcommand(
        "invite", "A one-time code by which a responder chooses a PIN for answering by dialling");
    invite->add_option("NUMBER", program.asked.number, "The responder's phone, such as 0722000111")
        ->required();
    add_where(*invite, program.where);
    invite->callback([&program] {
        program.exit =
            say(ask(program.where, {{"command", "responders invite"}, {"number", program.asked.number}}));
    });
}

}  // namespace

void add_rule_files(Program& program) {
    for (const auto& noun : nouns) {
        auto* command = program.app.add_subcommand(noun.name, noun.what);
        command->require_subcommand(1);
        auto* reading =
            command->add_subcommand("import", "Read a CSV file; refused whole when a line is wrong");
        auto* exporting = command->add_subcommand("export", "Write a CSV file that import reads");
        for (auto* each : {reading, exporting}) {
            each->add_option("FILE", program.asked.file, "The CSV file")->required();
            add_where(*each, program.where);
        }
        const std::string name = noun.name;
        if (name == "responders") add_invite(*command, program);
        reading->callback(
            [&program, name] { program.exit = import_file(program.where, name, program.asked.file); });
        exporting->callback(
            [&program, name] { program.exit = export_file(program.where, name, program.asked.file); });
    }
}

}  // namespace kengele::cli
