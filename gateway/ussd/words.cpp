#include "gateway/ussd/words.hpp"

#include <fmt/format.h>

namespace kengele::ussd {
namespace {

using cases::Stage;

struct Pair {
    std::string_view en;
    std::string_view sw;

    std::string_view in(std::string_view language) const { return language == "sw" ? sw : en; }
};

Pair word(Stage stage) {
    switch (stage) {
        case Stage::received:
            return {"Received", "Imepokelewa"};
        case Stage::sent:
            return {"Sent to", "Imetumwa kwa"};
        case Stage::accepted:
            return {"Accepted by", "Imekubaliwa na"};
        case Stage::on_the_way:
            return {"On the way", "Yuko njiani"};
        case Stage::arrived:
            return {"At the scene", "Amefika"};
        case Stage::resolved:
            return {"Resolved, says", "Imetatuliwa, asema"};
        case Stage::higher_office:
            return {"With higher office", "Ofisi ya juu"};
        case Stage::at_the_desk:
            return {"With", "Kwa"};
        case Stage::reopened:
            return {"Reopened", "Imefunguliwa tena"};
        case Stage::closed:
            return {"Closed", "Imefungwa"};
    }
    return {};
}

struct Amount {
    std::int64_t number = 0;
    Pair unit;
};

// Rounded up, so that a promise of "1 min" is never late by rounding.
Amount amount(std::int64_t minutes) {
    if (minutes < 90) return {minutes, {"min", "dakika"}};
    if (minutes < 48 * 60) return {(minutes + 30) / 60, {"hours", "saa"}};
    return {(minutes + 720) / 1440, {"days", "siku"}};
}

std::string say(const Amount& amount, std::string_view language) {
    if (language == "sw") return fmt::format("{} {}", amount.unit.sw, amount.number);
    return fmt::format("{} {}", amount.number, amount.unit.en);
}

}  // namespace

std::string_view status_word(Stage stage, std::string_view language) {
    return word(stage).in(language);
}

std::string_view someone(std::string_view language) {
    return language == "sw" ? "afisa husika" : "officer in charge";
}

std::string_view duty_word(bool is_on_duty, std::string_view language) {
    return is_on_duty ? Pair{"on duty", "zamu"}.in(language) : Pair{"off duty", "nje ya zamu"}.in(language);
}

std::string age(storage::Millis passed) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(passed).count();
    if (minutes < 60) return fmt::format("{}m", minutes);
    return minutes < 48 * 60 ? fmt::format("{}h", minutes / 60) : fmt::format("{}d", minutes / 1440);
}

std::string ago(storage::Millis passed, std::string_view language) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(passed).count();
    if (minutes < 1) return language == "sw" ? "sasa hivi" : "just now";
    const std::string said = say(amount(minutes), language);
    if (language != "sw") return said + " ago";
    // "saa" is said with the same ending as "dakika" and "siku".
    return said + " zilizopita";
}

std::string within_words(storage::Millis wait, std::string_view language) {
    const auto minutes = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::minutes>(wait).count());
    return say(amount(minutes), language);
}

}  // namespace kengele::ussd
