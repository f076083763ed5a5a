#include "tests/simulator/publisher.hpp"

#include <fmt/format.h>

namespace kengele::simulator {

Publisher::Publisher(const Town& town, VirtualClock& clock, SeededRandom& random, Journal& journal,
                     Machine& machine, Model& model)
    : town_(town),
      clock_(clock),
      random_(random),
      journal_(journal),
      machine_(machine),
      model_(model),
      longest_pause_(random.between(10'000, 120'000)) {}

void Publisher::start() {
    publish_later();
}

void Publisher::publish_later() {
    clock_.after(Millis{random_.between(1'000, longest_pause_.count())}, [this] {
        if (resting_) return;
        if (machine_.is_up() && !machine_.is_asked_to_stop()) publish();
        publish_later();
    });
}

void Publisher::publish() {
    const auto version = static_cast<std::size_t>(random_.below(town_.versions.size()));
    journal_.note(fmt::format("version {} of the menu is to be published", version));
    const auto publication = model_.menu_leaves(version);
    machine_.publish(version, [this, version, publication] {
        journal_.note(fmt::format("version {} of the menu is published", version));
        model_.menu_is_published(publication);
    });
}

}  // namespace kengele::simulator
