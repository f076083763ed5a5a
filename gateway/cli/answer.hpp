#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace kengele::cli {

inline constexpr int done = 0;
inline constexpr int refused = 1;  // or failed: one line why, one line how to mend
inline constexpr int wrong_usage = 2;

// What a command says, wherever it ran: in this process or in the one that owns the data folder.
struct Answer {
    int exit = done;
    std::string out;  // for standard output, or the content of the file that was asked for
    std::string err;

    static Answer refuse(std::string why) { return {refused, {}, std::move(why) + "\n"}; }
};

std::string to_line(const Answer& answer);
std::optional<Answer> answer_of(std::string_view line);

// What stands on one line of the control socket. Files come through as they are, broken letters too: whoever
// reads the file says what is wrong with it.
boost::json::value parse_line(std::string_view line, boost::system::error_code& error);

// "" when the request has no such text.
std::string text_of(const boost::json::object& request, std::string_view field);
bool flag_of(const boost::json::object& request, std::string_view field);

}  // namespace kengele::cli
