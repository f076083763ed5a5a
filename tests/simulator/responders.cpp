#include "tests/simulator/responders.hpp"

#include <fmt/format.h>

namespace kengele::simulator {
namespace {

constexpr const char* wrong_pin = "1357";

}  // namespace

Responders::Responders(const Town& town, VirtualClock& clock, SeededRandom& random, Telco& telco,
                       Model& model)
    : clock_(clock), random_(random), telco_(telco), model_(model) {
    for (const auto& known : town.officers) {
        auto& officer = officers_[known.number];
        officer.number = known.number;
        telco_.give_phone(known.number, [this, &officer](const std::string& text) { read(officer, text); });
    }
}

void Responders::read(Officer& officer, const std::string& text) {
    const auto seen = read_text(text);
    if (resting_ || seen.reply_code.empty()) return;
    officer.case_of_code[seen.reply_code] = seen.case_number;
    if (seen.asks_for_help()) {
        answer_alarm(officer, seen);
    } else if (seen.kind == TextSeen::Kind::confirmation) {
        answer_confirmation(officer, seen);
    } else if (seen.kind == TextSeen::Kind::accept_again) {
        reply(officer, Millis{random_.between(3'000, 60'000)}, seen.reply_code + " 1", seen.case_number);
    }
}

void Responders::answer_alarm(Officer& officer, const TextSeen& seen) {
    const auto& code = seen.reply_code;
    const bool is_late = random_.chance(0.2);
    const Millis wait{is_late ? random_.between(180'000, 600'000) : random_.between(3'000, 60'000)};
    const auto mood = random_.below(100);
    if (mood < 30) {
        reply(officer, wait, acceptance(code), seen.case_number);
    } else if (mood < 42) {
        reply(officer, wait, random_.chance(0.7) ? code + " 5" : "NO " + code, seen.case_number);
    } else if (mood < 47) {
        reply(officer, wait, code + " 2", seen.case_number);
    } else if (mood < 51) {
        reply(officer, wait, fmt::format("{:04} 1", random_.below(10'000)), seen.case_number);
    } else if (mood < 54) {
        static const std::vector<std::string> words = {"what is this", "", "1 2 3", "HELP", "ok but i can't"};
        reply(officer, wait, random_.pick(words), seen.case_number);
    } else if (mood < 66) {
        dial(officer, wait, seen.case_number);
    }
    // And the rest say nothing.
}

void Responders::answer_confirmation(Officer& officer, const TextSeen& seen) {
    const auto& code = seen.reply_code;
    const Millis wait{random_.between(5'000, 180'000)};
    const auto mood = random_.below(100);
    if (mood < 15) {
        reply(officer, wait, random_.chance(0.5) ? "NO " + code : code + " HAPANA", seen.case_number);
    } else if (mood < 35) {
        reply(officer, wait, code + " 3", seen.case_number);
    } else if (mood < 55) {
        reply(officer, wait, "4 " + code, seen.case_number);
    } else if (mood < 65) {
        reply(officer, wait, code + " 1", seen.case_number);
    } else if (mood < 70) {
        reply(officer, wait, code + " 5", seen.case_number);
    }
}

void Responders::reply(Officer& officer, Millis wait, const std::string& text,
                       const std::string& case_number) {
    clock_.after(wait, [this, &officer, text, case_number] {
        if (resting_) return;
        const auto says = [&](const char* word) { return text.find(word) != std::string::npos; };
        const bool may_end_hold = says("5") || says("NO") || says("HAPANA") || says("SIWEZI");
        model_.reply_leaves(officer.number, case_number, may_end_hold);
        telco_.send_sms(officer.number, text);
    });
}

void Responders::dial(Officer& officer, Millis wait, const std::string& case_number) {
    auto call = std::make_shared<Call>();
    call->name = {fmt::format("officer-{}", ++calls_), officer.number};
    call->case_number = case_number;
    call->knows_the_pin = random_.chance(0.8);
    call->cannot_attend = random_.chance(0.3);
    clock_.after(wait, [this, call] {
        if (!resting_) type(call, "");
    });
}

void Responders::type(const CallPtr& call, const std::string& key) {
    if (call->has_begun) call->transcript += (call->transcript.empty() ? "" : "*") + key;
    call->has_begun = true;
    call->typed = key;
    if (call->cannot_attend) model_.reply_leaves(call->name.number, call->case_number, true);
    telco_.turn(call->name, call->transcript, [this, call](const std::string* body) {
        if (body) see(call, *body);
    });
}

void Responders::see(const CallPtr& call, const std::string& body) {
    const bool is_inside = body.find("Open alerts: ") != body.npos || body.find("Arifa wazi: ") != body.npos;
    if (is_inside && call->typed == wrong_pin) throw BrokenInvariant("a wrong PIN opened an officer's menu");
    const auto key = next_key(*call, body);
    if (key.empty() || resting_) {
        telco_.end(call->name, call->transcript, !body.starts_with("CON "));
        return;
    }
    clock_.after(Millis{random_.between(800, 9'000)}, [this, call, key] { type(call, key); });
}

// Empty: there is nothing more to do.
std::string Responders::next_key(const Call& call, const std::string& body) const {
    const auto says = [&](const char* english, const char* swahili) {
        return body.find(english) != body.npos || body.find(swahili) != body.npos;
    };
    const auto seen = read_screen(body).value();
    if (!seen.waits) return {};
    if (says("Type your PIN", "Andika PIN yako")) return call.knows_the_pin ? officers_pin : wrong_pin;
    if (says("Open alerts: ", "Arifa wazi: ")) return "1";
    if (says("Open alerts\n", "Arifa wazi\n")) {
        for (const auto& [key, label] : seen.options)
            if (label.starts_with(call.case_number)) return key;
        return {};
    }
    if (says("Why not ", "Kwa nini si ")) return "1";
    if (says("5 Cannot attend", "5 Siwezi kufika") && call.cannot_attend) return "5";
    if (says("1 Got it", "1 Nimepokea")) return call.cannot_attend ? "" : "1";
    if (says("8 Responder", "8 Mhudumu")) return "8";
    return {};
}

std::string Responders::acceptance(const std::string& code) {
    switch (random_.below(8)) {
        case 0:
            return "1 " + code;
        case 1:
            return "1";
        case 2:
            return "SAWA";
        case 3:
            return code + " ndiyo";
        case 4:
            return "Kengele " + code + ".1 on my way";
        default:
            return code + " 1";
    }
}

}  // namespace kengele::simulator
