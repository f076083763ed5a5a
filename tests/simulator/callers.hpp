#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/simulator/journal.hpp"
#include "tests/simulator/model.hpp"
#include "tests/simulator/screens.hpp"
#include "tests/simulator/seeded_random.hpp"
#include "tests/simulator/telco.hpp"
#include "tests/simulator/town.hpp"

namespace kengele::simulator {

// Residents with phones: they dial, or text where they cannot, read what the screen says, press mostly
// sensible keys, lose the line, dial again, write down their code and come back with it. What they see is
// checked as they see it.
class Callers {
public:
    // All outlive this.
    Callers(const Town& town, VirtualClock& clock, SeededRandom& random, Journal& journal, Telco& telco,
            Model& model, int how_many);

    void start();
    // Calls under way go on; nobody dials any more.
    void rest() { resting_ = true; }

private:
    struct Caller {
        std::string number;
        struct Known {
            std::string case_number;
            std::string code;
        };
        std::vector<Known> cases;
        // What was answered last and not sent, for all the caller knows.
        struct Begun {
            CallName call;
            std::string thread;
            Intent said;
        };
        std::optional<Begun> begun{};
        std::vector<CallName> calls{};  // up to the last plain dial, which may go on with one of them
        bool texts = false;             // does not dial: the same menu by SMS
    };
    enum class Aim { report, danger, follow_up, help };
    // One call as its caller lives it.
    struct Call {
        Caller& caller;
        CallName name;
        Aim aim = Aim::report;
        std::string transcript{};
        bool has_begun = false;
        Intent said{};
        Page page = Page::other;
        std::string expected_case{};  // of the code just typed
        bool was_filed = false;
        std::string thread = name.session;  // of the first call that told what this one goes on with
        bool is_direct = false;             // *384*911*9# was dialled
        bool has_seen = false;
        bool has_answered = false;     // since the first menu
        std::set<std::string> read{};  // by SMS: a text that comes twice is answered once
        int texts = 0;
        bool is_waiting = false;  // for the answer to the last of them
    };
    using CallPtr = std::shared_ptr<Call>;

    void dial_later(Caller& caller, Millis wait);
    void dial(Caller& caller);
    void dial_directly(Call& call);
    void text(const CallPtr& call, const std::string& typed);
    void read(const Caller& caller, const std::string& text);
    void check_privacy(const std::string& text) const;
    void send(const CallPtr& call, const std::string& typed);
    void see(const CallPtr& call, const std::string* body);
    void note_code(Call& call, const ScreenSeen& seen);
    void see_first(Call& call, const ScreenSeen& seen);
    void go_on(Call& call, const ScreenSeen& seen);
    void check_status(const Call& call, const ScreenSeen& seen) const;
    void answer(const CallPtr& call, const ScreenSeen& seen);
    void hang_up(const CallPtr& call, bool reached_the_end, bool is_worried);
    void let_a_stranger_try(const Call& call);
    void rewrite_history(const Call& call);

    std::string choose(Call& call, const ScreenSeen& seen);
    std::string nonsense(Page page);
    std::string choose_at_home(Call& call);
    std::string choose_what_becomes_of_it(Call& call);
    std::string choose_option(Call& call, const ScreenSeen& seen);
    std::string choose_place(Call& call, const ScreenSeen& seen);
    std::string ask_for_place(Call& call);
    std::string name_a_ward();
    std::string choose_centre(const ScreenSeen& seen);
    std::string describe(Call& call);
    std::string type_code(Call& call);
    std::string give_verdict(Call& call);
    std::string send_report(Call& call, const std::string& last_key);

    const Town& town_;
    VirtualClock& clock_;
    SeededRandom& random_;
    Journal& journal_;
    Telco& telco_;
    Model& model_;
    std::vector<std::unique_ptr<Caller>> callers_;
    std::map<std::string, CallPtr> conversations_;  // by number, the newest
    std::vector<std::string> never_texted_;         // words of protected screens
    bool resting_ = false;
    std::uint64_t calls_ = 0;
    std::uint64_t words_ = 0;
};

}  // namespace kengele::simulator
