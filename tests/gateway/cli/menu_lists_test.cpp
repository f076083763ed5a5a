#include "gateway/cli/menu_lists.hpp"

#include <doctest/doctest.h>

#include "tests/menus/kenya.hpp"

using namespace kengele;

namespace {

storage::DirectoryEntry entry(std::string list) {
    storage::DirectoryEntry it;
    it.code = "centre-of-" + list;
    it.list = std::move(list);
    return it;
}

std::vector<std::string> told(std::string from, const std::vector<storage::DirectoryEntry>& directory) {
    auto menu = tests::small_menu();
    auto& node = menu.nodes[menu.index.at("kind")];
    node.kind = menus::NodeKind::lookup;
    node.from = std::move(from);
    node.line = 41;
    std::vector<std::string> lines;
    for (const auto& problem : cli::unknown_lists(menu, directory, "small.toml"))
        lines.push_back(to_string(problem));
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a lookup finds a list of the directory, or the responders' alerts") {
    const std::vector<storage::DirectoryEntry> directory{entry("care"), entry("recovery")};

    CHECK(told("recovery", directory).empty());
    CHECK(told("alerts", directory).empty());
    CHECK(told("recovry", directory) == Lines{"small.toml:41: screen \"kind\": the directory has no list "
                                              "\"recovry\"; did you mean \"recovery\"?"});
    CHECK(
        told("wells", directory) ==
        Lines{
            "small.toml:41: screen \"kind\": the directory has no list \"wells\"; write its entries: kengele "
            "directory export FILE.csv, then import"});
}

TEST_CASE("a directory that is still to come is a warning") {
    CHECK(told("alerts", {}).empty());
    CHECK(
        told("recovery", {}) ==
        Lines{"small.toml:41: warning: screen \"kind\": the directory is empty, so nobody finds a row here; "
              "kengele directory import FILE.csv"});
}
