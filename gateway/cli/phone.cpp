#include <fmt/format.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <cstdio>
#include <optional>

#include "gateway/cli/answer.hpp"
#include "gateway/cli/folder.hpp"
#include "gateway/cli/hand.hpp"
#include "gateway/cli/handset.hpp"
#include "gateway/cli/options.hpp"
#include "gateway/cli/text_phone.hpp"
#include "gateway/world/address.hpp"
#include "menus/gsm7.hpp"

namespace kengele::cli {
namespace {

namespace fs = std::filesystem;

struct PhoneOptions {
    std::string number;
    std::string url;
    std::string code;
    std::string dial;
    std::string language;
    std::optional<std::string> keys;
    bool texts = false;
};

// .../ussd has its .../ussd-end beside it; a foreign address may have none.
std::string end_of(const std::string& ussd_url) {
    return ussd_url.ends_with("/ussd") ? ussd_url + "-end" : std::string{};
}

// What a running demo wrote down of itself.
boost::json::object run_of(const fs::path& folder) {
    const auto run_file = folder / "run.json";
    std::error_code unknown;
    if (!fs::exists(run_file, unknown) && !unknown) {
        throw Refused("No demo runs on the folder " + folder.string() +
                      ".\nStart one in another terminal: kengele demo. Or name a gateway with --url.");
    }
    boost::system::error_code error;
    auto run = boost::json::parse(read_text(run_file), error);
    if (error || !run.is_object())
        throw Refused(run_file.string() + " cannot be read.\nStart the demo again, or use --url.");
    return std::move(run.get_object());
}

fs::path folder_of(const Where& where) {
    return where.data.empty() ? fs::path{"kengele-demo"} : fs::path{where.data};
}

Handset::Line line_to(const PhoneOptions& options, const Where& where) {
    const std::string code = options.code.empty() ? "*384*911#" : options.code;
    if (!options.url.empty()) {
        if (!world::parse_web_address(options.url))
            throw Refused("'" + options.url +
                          "' is no address of a gateway.\nWrite its callback address for calls, http://...");
        return {options.url, end_of(options.url), code};
    }

    const auto folder = folder_of(where);
    const auto ussd = text_of(run_of(folder), "ussd_url");
    if (ussd.empty())
        throw Refused((folder / "run.json").string() +
                      " cannot be read.\nStart the demo again, or use --url.");
    if (!options.code.empty()) return {ussd, end_of(ussd), code};
    return {ussd, end_of(ussd), load_config(folder / "kengele.toml", gateway::Purpose::demo).service.code};
}

// The key of the option that names the wanted language; the first screen offers the one it is not in.
std::optional<std::string> language_key(std::string_view screen, std::string_view language) {
    const std::string_view name = language == "sw" ? " Kiswahili" : " English";
    while (!screen.empty()) {
        const auto line = screen.substr(0, screen.find('\n'));
        if (line.ends_with(name)) return std::string{line.substr(0, line.size() - name.size())};
        screen.remove_prefix(std::min(line.size() + 1, screen.size()));
    }
    return std::nullopt;
}

storage::PhoneNumber number_of(const PhoneOptions& options) {
    const auto number = storage::PhoneNumber::parse(options.number);
    if (!number) throw Refused("That is no subscriber's number.\nWrite it as 0712345678 or +254712345678.");
    return *number;
}

// The menu over SMS: every line is a text, and what comes back is shown.
int text(const PhoneOptions& options, const Where& where) {
    TextPhone phone{options.url.empty() ? text_of(run_of(folder_of(where)), "telco_url") : options.url,
                    number_of(options)};
    Hand hand{options.keys};
    fmt::print("A text that begins with KENGELE, or another word of the menu's, begins it.\n");
    while (const auto typed = hand.next()) {
        if (typed->empty()) continue;
        phone.send(*typed);
        const auto texts = phone.receive();
        if (texts.empty()) fmt::print("No text came back.\n");
        for (const auto& shown : texts) {
            const auto parts = menus::sms_parts(shown);
            fmt::print(
                "{}", framed_over(shown, fmt::format("{} septets, {} SMS", menus::cost(shown).units, parts)));
        }
        std::fflush(stdout);
    }
    return done;
}

// *384*911*31#, where 31 is dialled behind *384*911#.
std::string dialled_code(std::string code, const std::string& behind) {
    if (behind.empty()) return code;
    if (code.ends_with('#')) code.pop_back();
    return fmt::format("{}*{}#", code, behind);
}

int call(const PhoneOptions& options, const Where& where) {
    const auto number = number_of(options);
    const auto line = line_to(options, where);
    Handset handset{line, number};
    Hand hand{options.keys};

    fmt::print("Dialling {}\n", dialled_code(line.service_code, options.dial));
    auto shown = handset.dial(options.dial);
    if (shown.is_answer && shown.waits && !options.language.empty()) {
        if (const auto key = language_key(shown.text, options.language)) shown = handset.answer(*key);
    }
    while (shown.is_answer) {
        fmt::print("{}", framed(shown.text, handset.lasted()));
        std::fflush(stdout);
        if (!shown.waits) {
            handset.end(telco::Ending::success);
            if (hand.left() > 0) fmt::print("The call ended with {} keys unplayed.\n", hand.left());
            return done;
        }
        const auto typed = hand.next();
        if (!typed) {
            handset.end(telco::Ending::incomplete);
            fmt::print("Hung up.\n");
            return done;
        }
        shown = handset.answer(*typed);
    }
    handset.end(telco::Ending::failed);
    throw Refused(
        "Connection problem or invalid MMI code: the gateway gave no answer that a phone can show.\n"
        "Is it running, and is the address with its secret right?");
}

}  // namespace

void add_phone(Program& program) {
    auto* command =
        program.app.add_subcommand("phone", "A handset in this terminal that dials a running gateway");
    auto options = std::make_shared<PhoneOptions>();
    command->add_option("NUMBER", options->number, "Who calls, such as 0722000111")->required();
    command->add_option("--url", options->url,
                        "The gateway's address for calls (default: of the running demo)");
    command->add_option("--keys", options->keys,
                        "Answers to play, separated by commas; one may be a text with spaces");
    command->add_option("--lang", options->language, "Switch to this language on the first screen")
        ->check(CLI::IsMember({"en", "sw"}));
    command->add_option("--code", options->code, "What is dialled (default: the deployment's code)");
    command->add_option("--dial", options->dial, "What is dialled behind the code: 31 for *384*911*31#");
    command->add_option("--data", program.where.data, "Folder of the demo (default: ./kengele-demo)");
    command->add_flag("--sms", options->texts,
                      "Text instead of dialling; needs a demo with its own network (--url: that network)");
    command->callback([&program, options] {
        program.exit = options->texts ? text(*options, program.where) : call(*options, program.where);
    });
}

}  // namespace kengele::cli
