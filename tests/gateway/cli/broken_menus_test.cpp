#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "gateway/cli/budgets.hpp"
#include "gateway/cli/menu_report.hpp"
#include "gateway/cli/starter_choice.hpp"

namespace kengele::cli {
namespace {

const std::filesystem::path folder = KENGELE_SOURCE_DIR "/tests/menus/broken";

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE_MESSAGE(file.good(), path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::filesystem::path> menus_in_order() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace

// Each file is one mistake, or several that show their order; what is expected of it lies beside it.
// scripts/accept_messages writes that anew, for a person to read.
TEST_CASE("every broken menu is told what its operator has to read") {
    const auto places = starter_choice();
    const auto files = menus_in_order();
    REQUIRE(files.size() >= 60);
    for (const auto& file : files) {
        const auto name = file.filename().string();
        CAPTURE(name);
        auto expected = file;
        expected.replace_extension(".expected");

        const auto answer = tell(report_on(text_of(file), name, places, budgets_of()), false);

        CHECK(answer.err + answer.out == text_of(expected));
    }
}

TEST_CASE("nothing is expected of a menu that is not there") {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".expected") continue;
        auto menu = entry.path();
        CHECK_MESSAGE(std::filesystem::exists(menu.replace_extension(".toml")), menu.string());
    }
}

}  // namespace kengele::cli
