#include "gateway/cli/text_phone.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>

#include "gateway/cli/folder.hpp"

namespace kengele::cli {
namespace {

using namespace std::chrono_literals;

constexpr world::Millis answer_limit = 10s;
constexpr world::Millis text_patience = 5s;
constexpr world::Millis look_interval = 150ms;

[[noreturn]] void refuse(const std::string& url) {
    throw Refused("The pretended network at " + url +
                  " does not answer.\nTexts need a running demo with its own network: kengele demo");
}

}  // namespace

TextPhone::TextPhone(std::string telco_url, storage::PhoneNumber number)
    : telco_url_(std::move(telco_url)), number_(std::move(number)) {
    look();
}

void TextPhone::send(const std::string& text) {
    const boost::json::object asked{{"number", number_.reveal()}, {"text", text}};
    const auto answer = wire_.send(
        {"POST", telco_url_ + "/telco/reply", {{"Content-Type", "application/json"}}, serialize(asked)},
        answer_limit);
    if (!answer || answer->status != 200) refuse(telco_url_);
}

std::vector<std::string> TextPhone::receive() {
    const auto end = wire_.clock().read().elapsed + text_patience;
    while (true) {
        auto texts = look();
        if (!texts.empty() || wire_.clock().read().elapsed >= end) return texts;
        wire_.wait(look_interval);
    }
}

std::vector<std::string> TextPhone::look() {
    const auto answer = wire_.send({"GET", telco_url_ + "/telco/state", {}, {}}, answer_limit);
    boost::system::error_code error;
    const auto state = answer && answer->status == 200 ? boost::json::parse(answer->body, error) : nullptr;
    if (error || !state.is_object()) refuse(telco_url_);
    std::vector<std::string> texts;
    for (const auto& phone : state.at("phones").as_array()) {
        if (phone.at("number").as_string() != number_.reveal()) continue;
        for (const auto& text : phone.at("texts").as_array()) {
            if (text.at("from_phone").as_bool() || text.at("id").as_int64() <= newest_) continue;
            newest_ = text.at("id").as_int64();
            texts.emplace_back(text.at("text").as_string());
        }
    }
    return texts;
}

}  // namespace kengele::cli
