#include "gateway/cli/answer.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace kengele::cli {

std::string to_line(const Answer& answer) {
    return serialize(boost::json::object{{"exit", answer.exit}, {"out", answer.out}, {"err", answer.err}});
}

std::optional<Answer> answer_of(std::string_view line) {
    boost::system::error_code error;
    const auto read = parse_line(line, error);
    if (error || !read.is_object()) return std::nullopt;
    const auto& fields = read.get_object();
    const auto* code = fields.if_contains("exit");
    if (!code || !code->is_int64()) return std::nullopt;
    return Answer{static_cast<int>(code->get_int64()), text_of(fields, "out"), text_of(fields, "err")};
}

boost::json::value parse_line(std::string_view line, boost::system::error_code& error) {
    boost::json::parse_options options;
    options.allow_invalid_utf8 = true;
    return boost::json::parse(line, error, {}, options);
}

std::string text_of(const boost::json::object& request, std::string_view field) {
    const auto* value = request.if_contains(field);
    return value && value->is_string() ? std::string{value->get_string()} : std::string{};
}

bool flag_of(const boost::json::object& request, std::string_view field) {
    const auto* value = request.if_contains(field);
    return value && value->is_bool() && value->get_bool();
}

}  // namespace kengele::cli
