#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gateway/config.hpp"
#include "gateway/reporters/key_ring.hpp"
#include "menus/menu.hpp"
#include "storage/model/menu_version.hpp"
#include "storage/model/taxonomy.hpp"
#include "tests/simulator/faulty_disk.hpp"

namespace kengele::simulator {

// Where the simulated people live: the deployment's configuration, menu and starter pack, as its operators
// know them, and a disk prepared with them. Made once; each seed starts from the same image.
struct Town {
    struct Ward {
        std::string name;
        std::string poster_code;  // "1378"
    };
    struct Officer {
        std::string number;
        std::string name;
    };

    gateway::Config config;
    // Versions of the residents' menu that callers can tell apart (screens.hpp); the first is published on
    // the prepared disk.
    std::vector<storage::MenuVersion> versions;
    std::shared_ptr<const menus::Menu> menu;  // of the first
    reporters::KeyRing ring;
    FaultyDisk::Image image;

    std::vector<Ward> wards;  // where officers are on the roster
    std::vector<Officer> officers;
    std::map<std::string, storage::Kind> kinds;                 // by code
    std::map<std::string, std::vector<storage::Rung>> ladders;  // by name, by number

    // What the options of the menu mean, by their words in either language: "Fire" is EMG1.
    std::map<std::string, std::string> kind_of_option;
    std::map<std::string, std::string> timing_of_option;
    std::map<std::string, std::string> urgency_of_option;
};

// Every officer's, as a seed has no use for telling them apart.
inline const std::string officers_pin = "4711";

// Reads the starter pack in `source_dir` and imports it as an operator would. Throws when it cannot.
Town found_town(const std::string& source_dir);

// The database's place on every simulated disk.
inline const std::string database_path = "/kengele/kengele.db";
inline constexpr storage::WallTime town_founded{std::chrono::milliseconds{1'793'577'600'000}};  // 2026-11-02

}  // namespace kengele::simulator
