#include "gateway/console/readiness.hpp"

#include <doctest/doctest.h>

namespace kengele::console {
namespace {

Signs all_well() {
    Signs signs;
    signs.has_menu = signs.has_places = signs.has_kinds = signs.has_desk = true;
    return signs;
}

TEST_CASE("a service with all it needs is ready") {
    const auto found = judge(all_well());

    CHECK(found.is_ready());
    CHECK(found.warnings.empty());
}

TEST_CASE("each thing missing is a reason of its own") {
    struct Row {
        void (*spoil)(Signs&);
        const char* word;
    };
    const Row rows[] = {
        {[](Signs& signs) { signs.store_is_broken = true; }, "database"},
        {[](Signs& signs) { signs.has_menu = false; }, "menu"},
        {[](Signs& signs) { signs.has_places = false; }, "places"},
        {[](Signs& signs) { signs.has_kinds = false; }, "kinds"},
        {[](Signs& signs) { signs.has_desk = false; }, "OPS"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.word);
        auto signs = all_well();
        row.spoil(signs);

        const auto found = judge(signs);

        REQUIRE(found.reasons.size() == 1);
        CHECK(found.reasons[0].find(row.word) != std::string::npos);
    }
}

TEST_CASE("a doubtful clock and a late checkpoint warn, and reports are still taken") {
    auto signs = all_well();
    signs.clock_was_doubtful = true;
    signs.since_checkpoint = std::chrono::minutes{3};

    const auto found = judge(signs);

    CHECK(found.is_ready());
    CHECK(found.warnings.size() == 2);
}

}  // namespace
}  // namespace kengele::console
