#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulator/journal.hpp"
#include "tests/simulator/model.hpp"
#include "tests/simulator/screens.hpp"
#include "tests/simulator/seeded_random.hpp"
#include "tests/simulator/telco.hpp"
#include "tests/simulator/town.hpp"

namespace kengele::simulator {

// The officers on the roster and their phones: some answer at once, some late, wrongly, twice or never, some
// dial and answer behind their PIN, not always the right one, and some take back what they said.
class Responders {
public:
    // All outlive this.
    Responders(const Town& town, VirtualClock& clock, SeededRandom& random, Telco& telco, Model& model);

    // From now on they only read.
    void rest() { resting_ = true; }

private:
    struct Officer {
        std::string number;
        std::map<std::string, std::string> case_of_code;
    };

    void read(Officer& officer, const std::string& text);
    void answer_alarm(Officer& officer, const TextSeen& seen);
    void answer_confirmation(Officer& officer, const TextSeen& seen);
    void reply(Officer& officer, Millis wait, const std::string& text, const std::string& case_number);
    std::string acceptance(const std::string& code);

    // One call of an officer who means to answer the alert of one case.
    struct Call {
        CallName name;
        std::string case_number;
        bool knows_the_pin = true;
        bool cannot_attend = false;
        std::string transcript{};
        std::string typed{};
        bool has_begun = false;
    };
    using CallPtr = std::shared_ptr<Call>;
    void dial(Officer& officer, Millis wait, const std::string& case_number);
    void type(const CallPtr& call, const std::string& key);
    void see(const CallPtr& call, const std::string& body);
    std::string next_key(const Call& call, const std::string& body) const;

    VirtualClock& clock_;
    SeededRandom& random_;
    Telco& telco_;
    Model& model_;
    std::map<std::string, Officer> officers_;
    bool resting_ = false;
    std::uint64_t calls_ = 0;
};

}  // namespace kengele::simulator
