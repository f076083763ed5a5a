#include "gateway/sms/texts.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "gateway/reporters/strike_numbers.hpp"
#include "menus/gsm7.hpp"

namespace kengele::sms {
namespace {

using storage::SmsTemplate;

constexpr int segment_septets = 160;
constexpr int landmark_septets = 20;

// What may be shortened, in both senses: shown parts of the facts, already plain GSM-7.
struct Shown {
    std::string kind;
    std::string place;
    std::string landmark;
    std::string about;
};

Shown shown_of(const TextFacts& facts);
std::string compose(const TextFacts& facts, const Shown& shown);
void shorten(std::string& text, int septets_max);
int septets_of(std::string_view text);

}  // namespace

storage::PrivateText make_text(const TextFacts& facts) {
    Shown shown = shown_of(facts);
    std::string text = compose(facts, shown);
    for (std::string* part : {&shown.landmark, &shown.place, &shown.kind, &shown.about}) {
        const int over = septets_of(text) - segment_septets;
        if (over <= 0) break;
        shorten(*part, septets_of(*part) - over);
        text = compose(facts, shown);
    }
    return storage::PrivateText(std::move(text));
}

namespace {

Shown shown_of(const TextFacts& facts) {
    Shown shown{menus::fold_to_gsm7(facts.kind), menus::fold_to_gsm7(facts.place),
                menus::fold_to_gsm7(reporters::without_numbers(facts.landmark.reveal())),
                menus::fold_to_gsm7(facts.about)};
    shorten(shown.landmark, landmark_septets);
    if (!facts.is_secret) return shown;
    if (facts.what == SmsTemplate::added) return {};
    // Who has a secret case says what it is about: "Gender desk".
    const bool names_office = facts.what == SmsTemplate::taken || facts.what == SmsTemplate::also_going ||
                              facts.what == SmsTemplate::undone || facts.what == SmsTemplate::not_open;
    if (names_office && !shown.about.empty()) {
        shown.about = facts.language == "sw" ? "ofisi nyingine" : "another office";
    }
    return {"", "", "", shown.about};
}

std::string severity_word(storage::Severity severity) {
    return fmt::format("P{}", static_cast<int>(severity));
}

// Kenya keeps UTC+3 all year, so no zone table is needed.
std::string clock_time(storage::WallTime wall) {
    const auto local = wall + std::chrono::hours(3);
    const std::chrono::hh_mm_ss time(local - std::chrono::floor<std::chrono::days>(local));
    return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

bool is_incomplete(const TextFacts& facts) {
    return facts.about == "incomplete";
}

std::string_view incomplete_word(const TextFacts& facts) {
    return facts.language == "sw" ? "HAIJAKAMILIKA" : "INCOMPLETE";
}

// " P1 Fire, Makina, near the church, 18:45"; of a secret case " P1, 18:45". A report whose caller fell
// silent ends in INCOMPLETE.
std::string what_where_when(const TextFacts& facts, const Shown& shown) {
    std::string line = " " + severity_word(facts.severity);
    if (!shown.kind.empty()) line += " " + shown.kind;
    if (!shown.place.empty()) line += ", " + shown.place;
    if (!shown.landmark.empty()) line += ", " + shown.landmark;
    line += ", " + clock_time(facts.reported);
    return is_incomplete(facts) ? fmt::format("{}, {}", line, incomplete_word(facts)) : line;
}

// " (INCOMPLETE)" for the alarm of a secret case, which tells nothing else.
std::string incomplete_mark(const TextFacts& facts) {
    return is_incomplete(facts) ? fmt::format(" ({})", incomplete_word(facts)) : std::string{};
}

// ": near the church, life in danger": what a reporter added; nothing of a secret case.
std::string addition(const TextFacts& facts, const Shown& shown) {
    struct Row {
        std::string_view urgency;
        std::string_view english;
        std::string_view swahili;
    };
    static constexpr std::array rows{
        Row{"life", "life in danger", "maisha hatarini"},
        Row{"hurt", "someone is hurt", "kuna aliyeumia"},
        Row{"urgent", "urgent", "ni haraka"},
        Row{"calm", "not urgent", "si haraka"},
    };
    std::string line;
    if (!shown.landmark.empty()) line += ", " + shown.landmark;
    for (const Row& row : rows) {
        if (row.urgency == shown.about) {
            line += fmt::format(", {}", facts.language == "sw" ? row.swahili : row.english);
        }
    }
    return line;
}

// ", Fire, Makina" for texts to who knows the case already; nothing of a secret one.
std::string reminder(const Shown& shown) {
    std::string line;
    if (!shown.kind.empty()) line += ", " + shown.kind;
    if (!shown.place.empty()) line += ", " + shown.place;
    return line;
}

std::string recorded_word(std::string_view word, bool is_swahili) {
    struct Row {
        std::string_view word;
        std::string_view english;
        std::string_view swahili;
    };
    static constexpr std::array rows{
        Row{"going", "you are also going", "wewe pia unaenda"},
        Row{"on_the_way", "you are on the way", "uko njiani"},
        Row{"arrived", "you have arrived", "umefika"},
        Row{"resolved", "resolved. Thank you", "imetatuliwa. Asante"},
        Row{"cannot", "you cannot attend", "huwezi kufika"},
        Row{"undone", "your acceptance is void, the alarm goes on",
            "kupokea kwako kumefutwa, kengele inaendelea"},
    };
    for (const Row& row : rows) {
        if (row.word == word) return std::string(is_swahili ? row.swahili : row.english);
    }
    return std::string(word);
}

std::string in_english(const TextFacts& facts, const Shown& shown) {
    const std::string& number = facts.case_number;
    const std::string& reply = facts.reply_code;
    switch (facts.what) {
        case SmsTemplate::alert:
            return fmt::format("KENGELE {}{}. Reply {} 1 got it, 2 on way, 5 can't.", number,
                               what_where_when(facts, shown), reply);
        case SmsTemplate::alert_private:
            return fmt::format(
                "KENGELE {} {}: a private case{} is waiting for you. Reply {} 1 to accept, 5 can't. "
                "Details: ask the desk, never by SMS.",
                number, severity_word(facts.severity), incomplete_mark(facts), reply);
        case SmsTemplate::escalation:
            return fmt::format(
                "KENGELE ESCALATED {}{}: nobody has it after {} min. Reply {} 1 to take it, 5 can't.", number,
                what_where_when(facts, shown), facts.waited_minutes, reply);
        case SmsTemplate::desk:
            return fmt::format(
                "KENGELE DESK {}{}: nobody has it. Call the office in charge, or 999. Reply {} 1 to take it.",
                number, what_where_when(facts, shown), reply);
        case SmsTemplate::confirmation:
            return fmt::format(
                "KENGELE {}: you have it{}. Reply {} 2 on way, 3 arrived, 4 done. Not you? NO {} within {} "
                "min.",
                number, reminder(shown), reply, reply, facts.undo_minutes);
        case SmsTemplate::taken:
            return fmt::format("KENGELE {}: taken by {}. You need not go. Thank you.", number, shown.about);
        case SmsTemplate::also_going:
            return fmt::format("KENGELE {}: {} is also going.", number, shown.about);
        case SmsTemplate::undone:
            return fmt::format("KENGELE DESK {} {}: {} took back the acceptance. The alarm goes on.", number,
                               severity_word(facts.severity), shown.about);
        case SmsTemplate::not_open:
            if (shown.about.empty())
                return fmt::format("KENGELE {}: this case is not open any more.", number);
            return fmt::format("KENGELE {}: {} has this case now. You need not go.", number, shown.about);
        case SmsTemplate::ask_which:
            return fmt::format("KENGELE: which case? Put its code before your answer. Your codes: {}",
                               shown.about);
        case SmsTemplate::not_understood:
            return "KENGELE: not understood. Reply the code of the alert, then 1 got it, 2 on way, 3 "
                   "arrived, 4 done or 5 can't. Danger? Call 999.";
        case SmsTemplate::recorded:
            return fmt::format("KENGELE {}: recorded, {}.", number, recorded_word(shown.about, false));
        case SmsTemplate::disputed:
            return fmt::format(
                "KENGELE {} {}: the reporter says nobody came. The case goes to a higher office.", number,
                severity_word(facts.severity));
        case SmsTemplate::accept_again:
            return fmt::format(
                "KENGELE {} {}: NOT accepted yet, as wrong codes came from your number. Reply {} 1 to take "
                "it. Not you? Tell the desk.",
                number, severity_word(facts.severity), shown.about);
        case SmsTemplate::added:
            if (facts.is_secret)
                return fmt::format("KENGELE {}: the reporter told more. Ask the desk, never by SMS.", number);
            return fmt::format("KENGELE {}: the reporter told more{}. Your code: {}", number,
                               addition(facts, shown), reply);
        case SmsTemplate::wrong_pins:
            return fmt::format(
                "KENGELE: wrong PINs were typed from your number. Your menu is closed for {} min. Not you? "
                "Tell the desk. You can answer by SMS.",
                shown.about);
        case SmsTemplate::screen:
            break;  // is not made here: see reporters/caller_texts.hpp
    }
    return {};
}

std::string in_swahili(const TextFacts& facts, const Shown& shown) {
    const std::string& number = facts.case_number;
    const std::string& reply = facts.reply_code;
    switch (facts.what) {
        case SmsTemplate::alert:
            return fmt::format("KENGELE {}{}. Jibu {} 1 nimepokea, 2 njiani, 5 siwezi.", number,
                               what_where_when(facts, shown), reply);
        case SmsTemplate::alert_private:
            return fmt::format(
                "KENGELE {} {}: kesi ya siri{} inakusubiri. Jibu {} 1 kuipokea, 5 siwezi. Maelezo: uliza "
                "dawati, si kwa SMS.",
                number, severity_word(facts.severity), incomplete_mark(facts), reply);
        case SmsTemplate::escalation:
            return fmt::format(
                "KENGELE IMEPANDISHWA {}{}: dak {} hakuna aliyeichukua. Jibu {} 1 kuichukua, 5 siwezi.",
                number, what_where_when(facts, shown), facts.waited_minutes, reply);
        case SmsTemplate::desk:
            return fmt::format(
                "KENGELE DAWATI {}{}: hakuna aliyeichukua. Piga simu ofisi husika, au 999. Jibu {} 1 "
                "kuichukua.",
                number, what_where_when(facts, shown), reply);
        case SmsTemplate::confirmation:
            return fmt::format(
                "KENGELE {}: umeipokea{}. Jibu {} 2 njiani, 3 nimefika, 4 tayari. Si wewe? HAPANA {} ndani "
                "ya dak {}.",
                number, reminder(shown), reply, reply, facts.undo_minutes);
        case SmsTemplate::taken:
            return fmt::format("KENGELE {}: imechukuliwa na {}. Huhitaji kwenda. Asante.", number,
                               shown.about);
        case SmsTemplate::also_going:
            return fmt::format("KENGELE {}: {} pia anaenda.", number, shown.about);
        case SmsTemplate::undone:
            return fmt::format("KENGELE DAWATI {} {}: {} amefuta kupokea kwake. Kengele inaendelea.", number,
                               severity_word(facts.severity), shown.about);
        case SmsTemplate::not_open:
            if (shown.about.empty()) return fmt::format("KENGELE {}: kesi hii haiko wazi tena.", number);
            return fmt::format("KENGELE {}: {} anayo kesi hii sasa. Huhitaji kwenda.", number, shown.about);
        case SmsTemplate::ask_which:
            return fmt::format("KENGELE: kesi ipi? Andika nambari yake kabla ya jibu. Nambari zako: {}",
                               shown.about);
        case SmsTemplate::not_understood:
            return "KENGELE: haikueleweka. Jibu nambari ya arifa, kisha 1 nimepokea, 2 njiani, 3 nimefika, "
                   "4 tayari au 5 siwezi. Hatari? Piga 999.";
        case SmsTemplate::recorded:
            return fmt::format("KENGELE {}: imerekodiwa, {}.", number, recorded_word(shown.about, true));
        case SmsTemplate::disputed:
            return fmt::format(
                "KENGELE {} {}: aliyeripoti anasema hakuna aliyekuja. Kesi inaenda ofisi ya juu.", number,
                severity_word(facts.severity));
        case SmsTemplate::accept_again:
            return fmt::format(
                "KENGELE {} {}: BADO haijapokelewa, nambari zisizo sahihi zimetoka kwa simu yako. Jibu {} 1 "
                "kuichukua. Si wewe? Ambia dawati.",
                number, severity_word(facts.severity), shown.about);
        case SmsTemplate::added:
            if (facts.is_secret)
                return fmt::format("KENGELE {}: aliyeripoti ameongeza. Uliza dawati, si kwa SMS.", number);
            return fmt::format("KENGELE {}: aliyeripoti ameongeza{}. Nambari yako: {}", number,
                               addition(facts, shown), reply);
        case SmsTemplate::wrong_pins:
            return fmt::format(
                "KENGELE: PIN zisizo sahihi zimeandikwa kwa nambari yako. Menyu yako imefungwa dak {}. Si "
                "wewe? Ambia dawati. Unaweza kujibu kwa SMS.",
                shown.about);
        case SmsTemplate::screen:
            break;  // is not made here: see reporters/caller_texts.hpp
    }
    return {};
}

std::string compose(const TextFacts& facts, const Shown& shown) {
    return facts.language == "sw" ? in_swahili(facts, shown) : in_english(facts, shown);
}

int septets_of(std::string_view text) {
    return menus::septets(text).value_or(segment_septets);
}

// Cuts at whole characters; what is too short to mean anything goes altogether.
void shorten(std::string& text, int septets_max) {
    static constexpr std::string_view mark = "..";
    static constexpr int least = 5;
    if (septets_of(text) <= septets_max) return;
    if (septets_max < least) {
        text.clear();
        return;
    }
    text = menus::beginning(text, septets_max - static_cast<int>(mark.size()));
    while (text.ends_with(' ') || text.ends_with(','))
        text.pop_back();
    text += mark;
}

}  // namespace
}  // namespace kengele::sms
