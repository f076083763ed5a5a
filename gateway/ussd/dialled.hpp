#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/aggregators/aggregator.hpp"
#include "gateway/ussd/call.hpp"

namespace kengele::ussd {

// What a caller dialled, *384*911*31#, as providers tell it: as the first element of the transcript, or
// within the service code, which then is longer than the one that is configured.

// What was dialled behind our code and stands in the service code alone; empty for a plain code, and where
// the transcript holds it as well. Of a call that is known this is what it was at first.
std::string told_beside(std::string_view our_code, const aggregators::UssdTurn& turn,
                        const std::optional<Call>& known);

// Everything dialled behind the code and typed since.
std::string whole_transcript(const std::string& beside, const std::string& transcript);

// What a transcript is made of, at most `most` answers. One that holds a '*' is misread.
std::vector<std::string_view> answers_in(std::string_view transcript, std::size_t most);

}  // namespace kengele::ussd
