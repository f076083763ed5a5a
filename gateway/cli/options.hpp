#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

namespace kengele::cli {

// Where a command finds its deployment: --config FILE, --data DIR, or ./kengele-demo when it is there.
struct Where {
    std::string config;
    std::string data;

    // The configuration file meant; empty when there is none to be found.
    std::filesystem::path file() const;
    // What to do about an empty one.
    static std::string hint();
};

// What the chosen command was given besides.
struct Asked {
    std::string file;
    std::string case_number;
    std::string number;
    std::string version;
    std::string menu;  // "responders"; empty: the residents' one
    std::string note;
    std::string draft;
    bool json = false;
    bool moved_keys = false;
};

// The command line being read: commands add themselves to `app`, and set `exit` when they were chosen and
// have run. Outlives them all.
struct Program {
    CLI::App& app;
    std::string name;  // as it was called: build/release/kengele
    Where where;
    Asked asked;
    int exit = 0;
};

void add_where(CLI::App& command, Where& where);  // --config and --data

void add_serve(Program& program);
void add_demo(Program& program);
void add_phone(Program& program);
void add_rule_files(Program& program);  // places, responders, ladders, taxonomy, roles, directory
void add_incident(Program& program);
void add_alert(Program& program);
void add_config(Program& program);
void add_menu(Program& program);
void add_menu_looks(CLI::App& menu, Program& program);     // diff, graph, try
void add_menu_exchange(CLI::App& menu, Program& program);  // export, import

}  // namespace kengele::cli
