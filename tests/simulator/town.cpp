#include "tests/simulator/town.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "gateway/cli/rules.hpp"
#include "gateway/menu_shelf.hpp"
#include "menus/parse.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "tests/simulator/faulty_vfs.hpp"
#include "tests/simulator/screens.hpp"

namespace kengele::simulator {
namespace {

using storage::Transaction;
using storage::Viewer;

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) throw std::runtime_error("cannot read " + path);
    return text.str();
}

void expect_none(const cli::Problems& problems) {
    if (!problems.empty()) throw std::runtime_error(menus::to_string(problems.front()));
}

menus::Menu read_menu(const std::string& toml) {
    auto parsed = menus::parse(toml, "incident.toml");
    expect_none(parsed.problems);
    return std::move(*parsed.menu);
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    if (at == std::string::npos) throw std::runtime_error("the menu does not say " + what);
    return text.replace(at, what.size(), with);
}

// Each says "Back" and "Start" its own way, so that nearly every screen tells its version.
std::vector<storage::MenuVersion> versions_of(const std::string& toml) {
    std::vector<storage::MenuVersion> versions;
    for (const auto& mark : version_marks) {
        auto source = replaced(toml, "{ en = \"Back\", sw = \"Rudi\" }",
                               "{ en = \"" + mark.back_en + "\", sw = \"" + mark.back_sw + "\" }");
        source = replaced(source, "en = \"KENGELE.", "en = \"" + mark.title);
        source = replaced(source, "sw = \"KENGELE.", "sw = \"" + mark.title);
        const auto menu = read_menu(source);
        storage::MenuVersion version;
        version.menu = gateway::residents_menu;
        version.hash = menu.hash;
        version.name = mark.back_en;
        version.source = std::move(source);
        versions.push_back(std::move(version));
    }
    return versions;
}

// Goes back in words that no version of the residents' menu uses.
storage::MenuVersion responders_version(const std::string& toml) {
    storage::MenuVersion version;
    version.menu = gateway::responders_menu;
    version.source = replaced(toml, "{ en = \"Back\", sw = \"Rudi\" }", "{ en = \"Away\", sw = \"Nyum\" }");
    const auto menu = read_menu(version.source);
    version.hash = menu.hash;
    version.name = menu.version;
    return version;
}

gateway::Config configuration() {
    gateway::Config config;
    // Ladder minutes of ten seconds: a whole ladder fits between two crashes.
    config.cases.ladder_minute = std::chrono::seconds(10);
    config.cases.undo_window = std::chrono::minutes(30);
    gateway::ChannelConfig channel;
    channel.name = "at";
    channel.kind = "africastalking";
    channel.secret = storage::PrivateText("b64url-secret-of-the-simulation");
    channel.username = "sandbox";
    channel.api_key = storage::PrivateText("key");
    channel.api_base = "https://api.sandbox.africastalking.com";
    channel.sender = "22384";
    config.channels.push_back(std::move(channel));
    return config;
}

reporters::KeyRing make_ring() {
    const storage::Bytes root(reporters::KeyRing::root_bytes, 7);
    return reporters::KeyRing(root);
}

void add_options(const menus::Menu& menu, std::string_view field,
                 std::map<std::string, std::string>& meanings) {
    for (const auto& node : menu.nodes) {
        if (node.store != field) continue;
        for (const auto& option : node.options) {
            for (const auto& words : option.text.by_language) {
                const auto [known, is_new] = meanings.try_emplace(words, option.value);
                if (!is_new && known->second != option.value) {
                    throw std::runtime_error("the menu says '" + words + "' for two things");
                }
            }
        }
    }
}

// Runs one unit and commits it.
void change(storage::Store& store, const std::function<void(Transaction&)>& unit) {
    const storage::ClockReading reading{storage::Millis{0}, town_founded, "prepared"};
    auto done = store.begin(storage::ServiceTime{0}, reading);
    if (done) {
        done = store.run([&](Transaction& tx) -> Result<void> {
            unit(tx);
            return {};
        });
    }
    if (done) done = store.commit();
    if (!done) throw std::runtime_error("the town cannot be stored: " + done.error().message());
}

cli::Rules stored_rules(storage::Store& store) {
    auto rules = cli::read_rules(*store.reader());
    if (!rules) throw std::runtime_error("the town cannot be read: " + rules.error().message());
    return std::move(*rules);
}

void import_all(storage::Store& store, const std::string& pack, const Town& town, SeededRandom& random) {
    cli::Problems problems;
    const auto places = cli::read_places(read_file(pack + "places.csv"), "places.csv", {}, problems);
    const auto roles = cli::read_roles(read_file(pack + "roles.csv"), "roles.csv", problems);
    expect_none(problems);
    change(store, [&](Transaction& tx) {
        tx.import_places(places);
        tx.import_roles(roles);
    });
    const auto rungs =
        cli::read_ladders(read_file(pack + "ladders.csv"), "ladders.csv", stored_rules(store), problems);
    expect_none(problems);
    change(store, [&](Transaction& tx) { tx.import_ladders(rungs); });
    const auto stored = stored_rules(store);
    const auto kinds = cli::read_taxonomy(read_file(pack + "taxonomy.csv"), "taxonomy.csv", stored, problems);
    const auto roster = cli::read_responders(read_file(pack + "responders.csv"), "responders.csv", stored,
                                             town.ring, random, problems);
    const auto directory = cli::read_directory(read_file(pack + "directory.csv"), "directory.csv", stored,
                                               cli::surely_past, problems);
    expect_none(problems);
    change(store, [&](Transaction& tx) {
        tx.import_directory(directory);
        tx.import_kinds(kinds);
        tx.import_roster(roster, storage::day_of(town_founded));
    });
}

// The wards of the county whose offices the starter pack fills.
std::vector<Town::Ward> wards_of(const cli::Rules& rules, const std::string& county) {
    std::vector<Town::Ward> wards;
    for (const auto& place : rules.places) {
        if (place.level != storage::PlaceLevel::ward || !place.code.starts_with(county + "-")) continue;
        wards.push_back({place.name, place.code.substr(place.code.rfind('-') + 1)});
    }
    return wards;
}

std::vector<Town::Officer> officers_of(const cli::Rules& rules, const reporters::KeyRing& ring) {
    std::vector<Town::Officer> officers;
    for (const auto& row : rules.roster) {
        const auto number = ring.open_number(row.responder.phone_sealed);
        officers.push_back({number.value().reveal(), row.responder.name});
    }
    return officers;
}

void give_pins(storage::Store& store, const Town& town) {
    change(store, [&](Transaction& tx) {
        for (const auto& officer : town.officers) {
            const auto number = storage::PhoneNumber::parse(officer.number).value();
            storage::Credential credential;
            credential.responder = tx.responder_of_phone(town.ring.number_tag(number)).value().id;
            credential.pin = town.ring.pin_hash(credential.responder, officers_pin);
            tx.put_credential(credential);
        }
    });
}

}  // namespace

Town found_town(const std::string& source_dir) {
    const std::string pack = source_dir + "/menus/definitions/kenya/";
    Town town{configuration(),
              versions_of(read_file(pack + "incident.toml")),
              {},
              make_ring(),
              {},
              {},
              {},
              {},
              {},
              {},
              {},
              {}};
    town.menu = std::make_shared<const menus::Menu>(read_menu(town.versions.front().source));
    SeededRandom random(0, SeededRandom::Part::service);
    FaultyVfs vfs("founding", random);
    {
        storage::SqliteOptions options;
        options.path = database_path;
        options.vfs = vfs.name();
        options.sessions_expected = 1000;
        auto store = storage::open_sqlite(options);
        if (!store) throw std::runtime_error("no store: " + store.error().message());
        import_all(**store, pack, town, random);
        const auto for_responders = responders_version(read_file(pack + "responders.toml"));
        change(**store, [&](Transaction& tx) {
            tx.publish_menu(town.versions.front(), "operator", "the first start");
            tx.publish_menu(for_responders, "operator", "the first start");
        });
        const auto rules = stored_rules(**store);
        town.wards = wards_of(rules, "047");
        town.officers = officers_of(rules, town.ring);
        give_pins(**store, town);
        for (const auto& kind : rules.kinds)
            town.kinds[kind.code] = kind;
        for (const auto& rung : rules.rungs)
            town.ladders[rung.ladder].push_back(rung);
    }
    for (auto& [name, rungs] : town.ladders)
        std::ranges::sort(rungs, {}, &storage::Rung::number);
    town.image = vfs.disk().image();
    add_options(*town.menu, "kind", town.kind_of_option);
    add_options(*town.menu, "timing", town.timing_of_option);
    add_options(*town.menu, "urgency", town.urgency_of_option);
    return town;
}

}  // namespace kengele::simulator
