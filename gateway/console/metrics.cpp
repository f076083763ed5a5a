#include "gateway/console/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <sstream>
#include <string_view>

namespace kengele::console {
namespace {

constexpr std::array<std::string_view, 5> result_words{"answered", "repeated", "not_saved", "in_doubt",
                                                       "bad_request"};

prometheus::Counter& counter(prometheus::Registry& registry, const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

}  // namespace

struct Metrics::Counters {
    prometheus::Registry registry;
    std::array<prometheus::Counter*, result_words.size()> turns{};
    prometheus::Histogram& turn_seconds;
    prometheus::Counter& inbound;
    prometheus::Counter& reports;
    prometheus::Counter& unknown;

    Counters()
        : turn_seconds(prometheus::BuildHistogram()
                           .Name("kengele_turn_seconds")
                           .Help("Time from a callback to its answer")
                           .Register(registry)
                           .Add({}, prometheus::Histogram::BucketBoundaries{0.001, 0.002, 0.005, 0.01, 0.02,
                                                                            0.05, 0.1, 0.25, 0.5, 1, 2, 5})),
          inbound(counter(registry, "kengele_inbound_sms_total", "SMS handed to us by providers")),
          reports(counter(registry, "kengele_delivery_reports_total", "Delivery reports handed to us")),
          unknown(counter(registry, "kengele_unknown_callbacks_total",
                          "Requests with an unknown path, channel or secret")) {
        auto& family = prometheus::BuildCounter()
                           .Name("kengele_turns_total")
                           .Help("Turns of calls, by how they ended for the caller")
                           .Register(registry);
        for (std::size_t i = 0; i < turns.size(); ++i) {
            turns[i] = &family.Add({{"result", std::string{result_words[i]}}});
        }
    }
};

Metrics::Metrics() : counters_(std::make_unique<Counters>()) {}
Metrics::~Metrics() = default;

void Metrics::turn(TurnResult result, world::Millis took) {
    counters_->turns[static_cast<std::size_t>(result)]->Increment();
    counters_->turn_seconds.Observe(std::chrono::duration<double>(took).count());
}

void Metrics::inbound_sms() {
    counters_->inbound.Increment();
}

void Metrics::delivery_report() {
    counters_->reports.Increment();
}

void Metrics::unknown_callback() {
    counters_->unknown.Increment();
}

std::string Metrics::text(const std::vector<Reading>& readings) const {
    auto families = counters_->registry.Collect();
    for (const auto& reading : readings) {
        if (families.empty() || families.back().name != reading.name) {
            families.push_back(
                {reading.name,
                 reading.help,
                 reading.is_counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge,
                 {}});
        }
        prometheus::ClientMetric metric;
        if (!reading.label.empty()) metric.label.push_back({reading.label, reading.label_value});
        metric.counter.value = reading.value;
        metric.gauge.value = reading.value;
        families.back().metric.push_back(std::move(metric));
    }
    std::ostringstream out;
    prometheus::TextSerializer{}.Serialize(out, families);
    return out.str();
}

}  // namespace kengele::console
