#include "gateway/ussd/dialled.hpp"

namespace kengele::ussd {
namespace {

// Longer than any code that a network lets pass.
constexpr std::size_t dialled_max = 40;

std::string_view without_end(std::string_view code) {
    return code.ends_with('#') ? code.substr(0, code.size() - 1) : code;
}

// "31" of *384*911*31#, when ours is *384*911#.
std::string_view tail_of(std::string_view our_code, std::string_view service_code) {
    const auto ours = without_end(our_code);
    const auto whole = without_end(service_code);
    const bool is_longer =
        whole.size() > ours.size() + 1 && whole.starts_with(ours) && whole[ours.size()] == '*';
    return is_longer ? whole.substr(ours.size() + 1, dialled_max) : std::string_view{};
}

}  // namespace

std::string told_beside(std::string_view our_code, const aggregators::UssdTurn& turn,
                        const std::optional<Call>& known) {
    if (known) return known->beside;
    const auto tail = tail_of(our_code, turn.service_code);
    const std::string& transcript = turn.transcript.reveal();
    const bool is_told_twice = transcript == tail || transcript.starts_with(std::string{tail} + '*');
    return is_told_twice ? std::string{} : std::string{tail};
}

std::string whole_transcript(const std::string& beside, const std::string& transcript) {
    if (beside.empty() || transcript.empty()) return beside + transcript;
    return beside + '*' + transcript;
}

std::vector<std::string_view> answers_in(std::string_view transcript, std::size_t most) {
    std::vector<std::string_view> answers;
    while (!transcript.empty() && answers.size() < most) {
        const auto star = transcript.find('*');
        answers.push_back(transcript.substr(0, star));
        if (star == std::string_view::npos) break;
        transcript.remove_prefix(star + 1);
        if (transcript.empty() && answers.size() < most) answers.push_back(transcript);
    }
    return answers;
}

}  // namespace kengele::ussd
