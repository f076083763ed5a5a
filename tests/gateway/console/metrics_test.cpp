#include "gateway/console/metrics.hpp"

#include <doctest/doctest.h>

namespace kengele::console {
namespace {

TEST_CASE("turns are counted by how they ended") {
    Metrics metrics;

    metrics.turn(TurnResult::answered, world::Millis{3});
    metrics.turn(TurnResult::answered, world::Millis{3});
    metrics.turn(TurnResult::not_saved, world::Millis{1500});

    const auto text = metrics.text({});
    CHECK(text.find("kengele_turns_total{result=\"answered\"} 2") != std::string::npos);
    CHECK(text.find("kengele_turns_total{result=\"not_saved\"} 1") != std::string::npos);
    CHECK(text.find("kengele_turn_seconds_count 3") != std::string::npos);
}

TEST_CASE("readings of one name stand under one heading") {
    const Metrics metrics;

    const auto text = metrics.text({{"kengele_alerts", "Alerts", 2, false, "state", "open"},
                                    {"kengele_alerts", "Alerts", 1, false, "state", "accepted"}});

    CHECK(text.find("# TYPE kengele_alerts gauge\nkengele_alerts{state=\"open\"} 2\n"
                    "kengele_alerts{state=\"accepted\"} 1\n") != std::string::npos);
}

}  // namespace
}  // namespace kengele::console
