#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gateway/world/http.hpp"
#include "tests/simulator/journal.hpp"
#include "tests/simulator/screens.hpp"
#include "tests/simulator/virtual_clock.hpp"

namespace kengele::simulator {

// One call: the provider's session and the number it came from.
struct CallName {
    std::string session;
    std::string number;

    auto operator<=>(const CallName&) const = default;
};

// What a caller meant to say, in the words they saw or typed.
struct Intent {
    std::string kind;
    std::string place;  // the ward's name
    std::string timing;
    std::string urgency;
    std::string words;  // typed; empty when skipped. A word in it is unlike any other caller's
};

// One report as its caller knows it: sent with the last key of `transcript`.
struct Report {
    CallName call;
    std::string transcript;
    Intent said;
    Millis sent{0};
    std::string case_number;         // as shown; empty while nothing was
    std::vector<std::string> codes;  // shown for it, all of them good
    bool is_gone_on_with = false;    // a later call was told that it was not sent: it never may be
};

// What a call had told when a key of it left: enough of it, fallen silent, is raised without being sent.
struct Beginning {
    CallName call;
    Intent said;
    bool broke_off = false;  // the screen that answered it was seen, and nothing was typed after it
};

// A case number and code that a phone was shown.
struct Shown {
    std::string number;
    std::string case_number;
    std::string code;
};

// One request of ours to the provider to send a text.
struct Post {
    std::string to;
    std::string text;
    TextSeen seen;
    Millis left{0};
    std::optional<Millis> heard;  // nothing: the process died first
    enum class Outcome { unheard, taken, not_taken, unknown } outcome = Outcome::unheard;
};

// What the outside saw, in plain containers, and what must hold of it by itself. It is told nothing by the
// service but what callers, responders and the provider are told. Throws BrokenInvariant.
class Model {
public:
    // Numbers of responders: nobody else is ever sent a text who did not text first.
    Model(const VirtualClock& clock, std::set<std::string> responders)
        : clock_(clock), responders_(std::move(responders)) {}

    // Calls.
    std::uint64_t turn_leaves(const CallName& call, const std::string& transcript);
    void turn_answered(std::uint64_t turn, const std::string* body);  // null: no answer came
    void end_leaves(const CallName& call);  // the provider says the last screen was reached
    void report_leaves(Report report);
    void report_begins(const CallName& call, const Intent& said);
    void report_breaks_off(const CallName& call, const Intent& said);
    // A later call of this phone stands where that one broke off: the report is the later call's now.
    void report_goes_on(const CallName& call, const std::string& thread);
    void dials_again(const CallName& earlier) { redialled_.insert(earlier); }
    void history_is_rewritten(const CallName& call) { rewritten_.insert(call); }  // its hops mean nothing now
    void stranger_calls(const CallName& call) { strangers_.insert(call); }  // with somebody's session id
    // Which case a code leads to, or empty when nobody was shown it.
    std::string case_of_code(const std::string& code) const;

    // A conversation by SMS: who texts is texted, and what comes is a screen.
    void caller_texts(const std::string& number) { texters_.insert(number); }
    void screen_comes(const CallName& call, const std::string& body);

    // Texts.
    std::uint64_t text_leaves(const std::string& to, const std::string& text);
    void text_heard(std::uint64_t post, const Result<world::HttpResponse>& heard);
    void reply_leaves(const std::string& from, const std::string& case_number, bool may_end_hold);
    void dispute_leaves(const std::string& case_number) { may_be_free_[case_number] = clock_.now(); }

    // Menus, by their number among the town's versions.
    std::uint64_t menu_leaves(std::size_t version);  // it is to be published, or gone back to
    void menu_is_published(std::uint64_t publication);
    void calls_begin_with(std::size_t version);  // in a service that has just come up

    // The life of the process and its disk.
    void process_dies() { troubles_.push_back({clock_.now(), clock_.now()}); }
    void disk_trouble(Millis lasts) { troubles_.push_back({clock_.now(), clock_.now() + lasts}); }

    const std::vector<Report>& reports() const { return reports_; }
    const std::vector<Beginning>& beginnings() const { return beginnings_; }
    const std::vector<Shown>& shown() const { return shown_; }
    const std::vector<Post>& posts() const { return posts_; }
    // Every request with the report's last key was answered, and each time that it is not saved.
    bool is_surely_not_saved(const Report& report) const;

private:
    struct Turn {
        CallName call;
        std::string transcript;
        enum class Answer { none, real, not_saved, unsure } answer = Answer::none;
    };
    struct Call {
        std::map<std::string, std::string> answers;  // the first real one to each transcript
        std::set<std::string> sent;                  // transcripts
        bool is_over = false;
        std::optional<std::size_t> version;  // of the menu, as the first screens told it
    };

    void check_version(const CallName& call, const std::string& body);
    void check_screen(const CallName& call, const std::string& body) const;
    void check_repeat(const CallName& call, const std::string& transcript, const std::string& body);
    void note_shown(const CallName& call, const ScreenSeen& seen);
    void check_text(const std::string& to, const std::string& text) const;
    void check_repeated_post(const Post& post) const;
    void check_held(const Post& post) const;
    bool had_trouble(Millis from, Millis to) const;

    const VirtualClock& clock_;
    const std::set<std::string> responders_;
    std::set<std::string> texters_;
    std::vector<Turn> turns_;
    std::map<CallName, Call> calls_;
    std::set<CallName> strangers_;
    std::set<CallName> rewritten_;
    std::set<CallName> redialled_;
    std::vector<Report> reports_;
    std::vector<Beginning> beginnings_;
    std::vector<Shown> shown_;
    std::vector<Post> posts_;
    // The last that was surely published, and those that were tried after it: one of their versions is live.
    std::map<std::uint64_t, std::size_t> publications_{{0, 0}};
    std::uint64_t publications_tried_ = 0;
    std::map<std::pair<std::string, std::string>, std::size_t> latest_post_;  // by phone and text
    std::map<std::string, Millis> held_since_;         // by case: confirmed to somebody
    std::map<std::string, Millis> may_be_free_;        // by case: something was said that may end the hold
    std::vector<std::pair<Millis, Millis>> troubles_;  // from, to
};

}  // namespace kengele::simulator
