#include "tests/simulator/responders.hpp"

#include <fmt/format.h>

namespace kengele::simulator {

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
