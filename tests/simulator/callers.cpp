#include "tests/simulator/callers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace kengele::simulator {
namespace {

using namespace std::chrono_literals;

const std::string stranger = "+254799999999";

std::string joined(const std::string& transcript, const std::string& typed) {
    return transcript.empty() ? typed : transcript + '*' + typed;
}

// A word that no place, menu or other caller has: letters, counted up.
std::string rare_word(std::uint64_t number) {
    std::string word = "q";
    for (int i = 0; i < 4; ++i) {
        word += static_cast<char>('a' + number % 26);
        number /= 26;
    }
    return word;
}

// A text has no sign of whether it waits for an answer but its keys.
bool asks_something(const std::string& text) {
    return text.find("\n0 ") != std::string::npos || text.find("\n1 ") != std::string::npos;
}

// A protected screen may ask "Where?" in the words of any other.
bool is_said_elsewhere(const menus::Menu& menu, const std::string& line) {
    return std::ranges::any_of(menu.nodes, [&](const menus::Node& node) {
        return node.sms != menus::SmsRule::never &&
               std::ranges::any_of(node.text.by_language, [&](const std::string& words) {
                   return words.find(line) != std::string::npos;
               });
    });
}

// Screens that come when kind and place are told and nothing is sent yet.
bool tells_of_a_place(Page page) {
    return page == Page::landmark || page == Page::landmark_sends || page == Page::timing ||
           page == Page::urgency || page == Page::review;
}

// Screens of a report under way, which a call begins with only when it goes on with an earlier one.
bool is_of_a_report(Page page) {
    return tells_of_a_place(page) || page == Page::unfinished || page == Page::ask_place ||
           page == Page::pick_place || page == Page::pick_county || page == Page::pick_ward ||
           page == Page::danger || page == Page::other;
}

}  // namespace

Callers::Callers(const Town& town, VirtualClock& clock, SeededRandom& random, Journal& journal, Telco& telco,
                 Model& model, int how_many)
    : town_(town), clock_(clock), random_(random), journal_(journal), telco_(telco), model_(model) {
    for (int i = 0; i < how_many; ++i) {
        callers_.push_back(std::make_unique<Caller>());
        auto& caller = *callers_.back();
        caller.number = fmt::format("+2547110{:05}", 137 * i + 11);
        caller.texts = i % 5 == 4;
        if (!caller.texts) continue;
        telco_.give_phone(caller.number, [this, &caller](const std::string& words) { read(caller, words); });
    }
    for (const auto& node : town_.menu->nodes) {
        if (node.sms != menus::SmsRule::never) continue;
        for (const auto& words : node.text.by_language) {
            const auto line = words.substr(0, words.find('\n'));
            if (line.size() > 20 && line.find('{') == std::string::npos &&
                !is_said_elsewhere(*town_.menu, line))
                never_texted_.push_back(line);
        }
    }
}

void Callers::start() {
    for (const auto& caller : callers_)
        dial_later(*caller, Millis{random_.between(0, 240'000)});
}

void Callers::dial_later(Caller& caller, Millis wait) {
    clock_.after(wait, [this, &caller] {
        if (!resting_) dial(caller);
    });
}

void Callers::dial(Caller& caller) {
    // One conversation a phone: a text that is late would be taken for one of the next.
    if (conversations_.contains(caller.number)) return;
    auto call = std::make_shared<Call>(Call{caller, {fmt::format("ATUid_{:04}", ++calls_), caller.number}});
    const auto mood = random_.below(10);
    if (mood < 3 && !caller.cases.empty()) {
        call->aim = Aim::follow_up;
    } else if (mood < 5) {
        call->aim = Aim::danger;
    } else if (mood == 9) {
        call->aim = Aim::help;
    }
    if (!caller.texts) {
        // Whoever dials directly goes on with nothing, so that a report that broke off before waits on. Where
        // the first answer is lost then, only the service knows which of the two comes back.
        if (call->aim == Aim::danger && !caller.begun && random_.chance(0.3)) dial_directly(*call);
        if (!call->is_direct) {
            for (const auto& earlier : caller.calls)
                model_.dials_again(earlier);
            caller.calls.clear();
        }
        caller.calls.push_back(call->name);
        return send(call, "");
    }
    conversations_[caller.number] = call;
    if (call->aim == Aim::danger) {
        call->said.timing = "now";
        call->said.urgency = "life";
    }
    static const std::vector<std::string> words = {"KENGELE", "ripoti", "Msaada tafadhali", "Report."};
    text(call, call->aim == Aim::danger ? "SOS" : random_.pick(words));
}

// *384*911*9#, as on the posters: the provider tells what was dialled as if it had been typed.
void Callers::dial_directly(Call& call) {
    call.is_direct = true;
    call.transcript = "9";
    call.said.timing = "now";
    call.said.urgency = "life";
}

void Callers::text(const CallPtr& call, const std::string& typed) {
    model_.caller_texts(call->caller.number);
    if (!call->said.kind.empty() && !call->said.place.empty()) model_.report_begins(call->name, call->said);
    telco_.send_sms(call->caller.number, typed);
    const auto patience = Millis{random_.between(150'000, 240'000)};
    call->is_waiting = true;
    clock_.after(patience, [call, number = ++call->texts] {
        if (call->texts == number) call->is_waiting = false;
    });
}

void Callers::read(const Caller& caller, const std::string& text) {
    check_privacy(text);
    const auto found = conversations_.find(caller.number);
    if (found == conversations_.end()) return;
    const CallPtr call = found->second;
    const auto screen = (asks_something(text) ? "CON " : "END ") + text;
    model_.screen_comes(call->name, screen);
    // A text that comes twice is answered once; who gave up does not begin again.
    if (!call->read.insert(text).second || !call->is_waiting) return;
    call->is_waiting = false;
    see(call, &screen);
}

// What lies on a phone afterwards tells nothing of what is protected.
void Callers::check_privacy(const std::string& text) const {
    for (const auto& words : never_texted_) {
        if (text.find(words) != std::string::npos)
            throw BrokenInvariant("a protected screen was texted: " + text);
    }
}

void Callers::send(const CallPtr& call, const std::string& typed) {
    if (call->caller.texts) return text(call, typed);
    // An empty answer leaves a trailing '*', but to the first screen it looks like a new start.
    if (call->has_begun) {
        call->transcript = joined(call->transcript, typed);
        if (call->has_answered) call->caller.begun = Caller::Begun{call->name, call->thread, call->said};
    }
    call->has_begun = true;
    if (!call->said.kind.empty() && !call->said.place.empty())
        model_.report_begins({call->thread, call->name.number}, call->said);
    telco_.turn(call->name, call->transcript, [this, call](const std::string* body) { see(call, body); });
    if (random_.chance(0.01)) let_a_stranger_try(*call);
}

void Callers::see(const CallPtr& call, const std::string* body) {
    if (!body) {
        hang_up(call, false, true);
        return;
    }
    auto seen = read_screen(*body).value();
    if (seen.is_again && seen.page == Page::other) seen.page = call->page;
    call->page = seen.page;
    // A conversation by SMS begins anew each time.
    if (!call->caller.texts && !std::exchange(call->has_seen, true)) see_first(*call, seen);
    if (seen.page == Page::home) {
        call->said = {};  // there the service forgets it too
        call->has_answered = false;
    }
    note_code(*call, seen);
    check_status(*call, seen);
    const bool is_bad_news = seen.page == Page::not_saved || seen.page == Page::unsure;
    if (!seen.waits) {
        hang_up(call, true, is_bad_news);
    } else if (random_.chance(0.02)) {
        // The place that was typed last may be lost: told is what the screen repeats.
        const bool has_told = seen.page == Page::unfinished && !call->said.kind.empty() &&
                              !call->said.place.empty() && body->find(call->said.place) != std::string::npos;
        if (has_told || tells_of_a_place(seen.page))
            model_.report_breaks_off({call->thread, call->name.number}, call->said);
        hang_up(call, false, random_.chance(0.5));
    } else {
        clock_.after(Millis{random_.between(800, 9'000)}, [this, call, seen] { answer(call, seen); });
    }
}

void Callers::see_first(Call& call, const ScreenSeen& seen) {
    if (!call.is_direct) return go_on(call, seen);
    if (seen.waits && seen.page != Page::danger)
        throw BrokenInvariant("call " + call.name.session + " was dialled to danger now and began elsewhere");
}

// The first screen of a call may be one of the report that the caller's last call left unfinished.
void Callers::go_on(Call& call, const ScreenSeen& seen) {
    if (!seen.waits || !is_of_a_report(seen.page)) return;
    const auto& begun = call.caller.begun;
    if (!begun) throw BrokenInvariant("call " + call.name.session + " goes on with what nobody began");
    call.said = begun->said;
    call.thread = begun->thread;
    call.has_answered = true;
    model_.report_goes_on(begun->call, begun->thread);
}

void Callers::note_code(Call& call, const ScreenSeen& seen) {
    if (seen.code.empty()) return;
    call.was_filed = call.was_filed || seen.page == Page::filed;
    auto& cases = call.caller.cases;
    const auto known = std::ranges::find(cases, seen.case_number, &Caller::Known::case_number);
    if (known == cases.end()) {
        cases.push_back({seen.case_number, seen.code});
    } else {
        known->code = seen.code;
    }
}

void Callers::check_status(const Call& call, const ScreenSeen& seen) const {
    if (seen.page != Page::status || call.expected_case.empty()) return;
    if (seen.case_number == call.expected_case) return;
    throw BrokenInvariant(
        fmt::format("the code of case {} showed case {}", call.expected_case, seen.case_number));
}

void Callers::answer(const CallPtr& call, const ScreenSeen& seen) {
    const auto typed = choose(*call, seen);
    if (typed == "hang up") {
        hang_up(call, false, false);
    } else {
        send(call, typed);
    }
}

void Callers::hang_up(const CallPtr& call, bool reached_the_end, bool is_worried) {
    if (call->caller.texts) {
        if (!tells_of_a_place(call->page) && random_.chance(0.3))
            telco_.send_sms(call->caller.number, "STOP");
        return;
    }
    // The provider tells us that a call ended, mostly.
    if (random_.chance(0.8)) {
        clock_.after(Millis{random_.between(100, 8'000)},
                     [this, name = call->name, typed = call->transcript, reached_the_end] {
                         telco_.end(name, typed, reached_the_end);
                     });
    }
    const bool dials_again = is_worried && random_.chance(0.8);
    dial_later(call->caller, dials_again ? Millis{random_.between(5'000, 60'000)}
                                         : Millis{random_.between(60'000, 420'000)});
}

// Somebody else uses this call's session id.
void Callers::let_a_stranger_try(const Call& call) {
    const CallName stolen{call.name.session, stranger};
    model_.stranger_calls(stolen);
    const auto words = call.said.words;
    journal_.fault(call.name.session + " is used by a stranger");
    telco_.turn(stolen, random_.chance(0.5) ? "" : "1", [words](const std::string* body) {
        if (body && !words.empty() && body->find(words) != std::string::npos) {
            throw BrokenInvariant("I6: a stranger with the session id read the caller's words");
        }
    });
}

// A relay between us and the phone lost its place: it tells the end of the call otherwise, and still every
// key that filed the report is in it.
void Callers::rewrite_history(const Call& call) {
    const auto transcript = joined(call.transcript, "1");
    clock_.after(Millis{random_.between(0, 20'000)}, [this, name = call.name, transcript] {
        journal_.fault(name.session + " is told otherwise");
        model_.history_is_rewritten(name);
        telco_.turn(name, transcript, {});
        clock_.after(2s, [this, name, transcript] { telco_.turn(name, transcript + "1", {}); });
    });
}

std::string Callers::choose(Call& call, const ScreenSeen& seen) {
    if (random_.chance(0.03)) return nonsense(seen.page);
    switch (seen.page) {
        case Page::home:
            return choose_at_home(call);
        case Page::unfinished:
            return choose_what_becomes_of_it(call);
        case Page::ask_place:
            return ask_for_place(call);
        case Page::pick_place:
        case Page::pick_county:
        case Page::pick_ward:
            return choose_place(call, seen);
        case Page::landmark:
            return describe(call);
        case Page::landmark_sends:
            return send_report(call, describe(call));
        case Page::review:
            return send_report(call, "1");
        case Page::filed:
            if (!call.caller.texts && random_.chance(0.1)) rewrite_history(call);
            return random_.chance(0.5) ? "1" : "hang up";
        case Page::resumed:
            return call.aim == Aim::follow_up ? "1" : "2";
        case Page::help:
            return "1";
        case Page::recovery:
            return "2";
        case Page::ask_near:
            return name_a_ward();
        case Page::centres:
            return choose_centre(seen);
        case Page::centre:
            return random_.chance(0.3) ? "0" : "hang up";
        case Page::ask_code:
            return type_code(call);
        case Page::status:
            return give_verdict(call);
        default:
            return choose_option(call, seen);
    }
}

// A key that means nothing here, or leads back. What means something is never pressed by mistake, as the
// caller would then not know what was reported.
std::string Callers::nonsense(Page page) {
    static const std::vector<std::string> anywhere = {"0", "0", "00",    "77",
                                                      "*", "#", "hello", "123456789012"};
    static const std::vector<std::string> where_words_count = {"0", "00"};
    const bool takes_words = page == Page::landmark || page == Page::landmark_sends;
    return random_.pick(takes_words ? where_words_count : anywhere);
}

std::string Callers::choose_at_home(Call& call) {
    if (random_.chance(0.1)) return "7";
    switch (call.aim) {
        case Aim::report:
            return "1";
        case Aim::danger:
            call.said.timing = "now";
            call.said.urgency = "life";
            call.has_answered = true;
            return "9";
        case Aim::follow_up:
            return "2";
        case Aim::help:
            return "3";
    }
    return "1";
}

std::string Callers::choose_what_becomes_of_it(Call& call) {
    const auto mood = random_.below(10);
    if (mood < 7) return "1";
    // Whoever deletes a report has its earlier screens deleted with it.
    if (mood < 9) model_.history_is_rewritten(call.name);
    return mood < 9 ? "3" : "2";
}

// Any option; what it means is remembered.
std::string Callers::choose_option(Call& call, const ScreenSeen& seen) {
    if (seen.options.empty()) return "0";
    if (seen.has_more && random_.chance(0.2)) return "98";
    const auto& [key, words] = random_.pick(seen.options);
    call.has_answered = call.has_answered || seen.page == Page::category || seen.page == Page::danger;
    const auto remember = [&words = words](const auto& meanings, std::string& field) {
        if (const auto meaning = meanings.find(words); meaning != meanings.end()) field = meaning->second;
    };
    if (seen.page == Page::timing) remember(town_.timing_of_option, call.said.timing);
    if (seen.page == Page::urgency) remember(town_.urgency_of_option, call.said.urgency);
    if (seen.page == Page::other || seen.page == Page::danger) remember(town_.kind_of_option, call.said.kind);
    return key;
}

std::string Callers::choose_place(Call& call, const ScreenSeen& seen) {
    if (seen.options.empty()) return "0";
    if (seen.has_more && random_.chance(0.4)) return "98";
    const auto& [key, words] = random_.pick(seen.options);
    if (seen.page != Page::pick_county) call.said.place = words.substr(0, words.find(", "));
    return key;
}

std::string Callers::ask_for_place(Call& call) {
    const auto& ward = random_.pick(town_.wards);
    const auto way = random_.below(10);
    if (way < 1) return "1";
    if (way < 4) {
        call.said.place = ward.name;
        return ward.poster_code;
    }
    if (way < 5) return "zzzyx";
    return ward.name.substr(0, static_cast<std::size_t>(random_.between(4, 8)));
}

std::string Callers::name_a_ward() {
    const auto& ward = random_.pick(town_.wards);
    return random_.chance(0.5) ? ward.poster_code : ward.name.substr(0, 5);
}

std::string Callers::choose_centre(const ScreenSeen& seen) {
    // A helpline serves the whole country, so there is somebody to call near every ward.
    if (seen.options.empty()) throw BrokenInvariant("a caller found nobody to turn to");
    if (seen.has_more && random_.chance(0.4)) return "98";
    return random_.pick(seen.options).first;
}

std::string Callers::describe(Call& call) {
    call.said.words.clear();
    if (random_.chance(0.15)) return "1";
    call.said.words = fmt::format("near {} shop", rare_word(++words_));
    return call.said.words;
}

std::string Callers::type_code(Call& call) {
    call.expected_case.clear();
    if (call.caller.cases.empty() || random_.chance(0.15))
        return fmt::format("{:09}", random_.below(1'000'000'000));
    const auto& known = random_.pick(call.caller.cases);
    call.expected_case = known.case_number;
    const auto& code = known.code;
    if (random_.chance(0.5)) return code;
    return fmt::format("{} {}-{}", code.substr(0, 3), code.substr(3, 3), code.substr(6));
}

std::string Callers::give_verdict(Call& call) {
    if (call.expected_case.empty()) return "hang up";
    const auto mood = random_.below(10);
    if (mood < 3) {
        model_.dispute_leaves(call.expected_case);
        return "2";
    }
    return mood < 5 ? "1" : "hang up";
}

std::string Callers::send_report(Call& call, const std::string& last_key) {
    model_.report_leaves({call.name, joined(call.transcript, last_key), call.said, Millis{0}, "", {}});
    return last_key;
}

}  // namespace kengele::simulator
