#include "gateway/config.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace kengele;
using namespace kengele::gateway;
using namespace std::chrono_literals;

namespace {

constexpr auto path_secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLE";

const std::string channel = R"(
[[channel]]
name = "at"
kind = "africastalking"
secret_file = "at.secret"
username = "sandbox"
api_key_file = "at.key"
api_base = "https://api.sandbox.africastalking.com"
sender = "22384"
)";

Result<SecretFile> read_fake_file(const std::filesystem::path& path) {
    static const std::map<std::string, SecretFile> files{
        {"/etc/kengele/at.secret", {std::string{path_secret} + "\n", 0600}},
        {"/etc/kengele/at.key", {"atsk_123\n", 0400}},
        {"/etc/kengele/open.key", {"atsk_123\n", 0640}},
        {"/etc/kengele/short.secret", {"hunter2\n", 0600}},
        {"/etc/kengele/empty.key", {"\n", 0600}},
        {"/run/secrets/at.key", {"elsewhere", 0400}},
    };
    const auto found = files.find(path.string());
    if (found == files.end())
        return boost::system::errc::make_error_code(boost::system::errc::no_such_file_or_directory);
    return found->second;
}

ConfigResult parse(const std::string& text, Purpose purpose = Purpose::serve) {
    return parse_config(text, "/etc/kengele/kengele.toml", read_fake_file, purpose);
}

Config parsed(const std::string& text) {
    auto result = parse(text);
    if (const auto* problems = std::get_if<std::vector<ConfigProblem>>(&result))
        for (const auto& problem : *problems)
            INFO(describe(problem));
    REQUIRE(std::holds_alternative<Config>(result));
    return std::get<Config>(result);
}

std::vector<std::string> problems_of(const std::string& text) {
    std::vector<std::string> lines;
    auto result = parse(text);
    if (const auto* problems = std::get_if<std::vector<ConfigProblem>>(&result))
        for (const auto& problem : *problems)
            lines.push_back(describe(problem));
    return lines;
}

std::string with(const std::string& key_line) {
    std::string text = channel;
    const auto key = key_line.substr(0, key_line.find(' '));
    const auto at = text.find("\n" + key + " ");
    if (at == std::string::npos) return text + key_line + "\n";
    return text.replace(at + 1, text.find('\n', at + 1) - at - 1, key_line);
}

}  // namespace

TEST_CASE("an empty configuration is every default, with paths from the file's own folder") {
    const auto config = parsed("");

    CHECK(config.service.code == "*384*911#");
    CHECK(config.service.data_dir == "/var/lib/kengele");
    CHECK(config.keys.root_file == "/etc/kengele/root.key");
    CHECK(config.menus.residents == "/etc/kengele/incident.toml");
    CHECK(config.menus.responders == "/etc/kengele/responders.toml");
    CHECK(config.listen.connections_max == 4096);
    CHECK(config.channels.empty());
}

TEST_CASE("every kind of value is taken from the file") {
    const auto config = parsed(R"(
[service]
name = "Kengele ya Kibera"
data_dir = "data"
io_threads = 2
[listen]
callbacks = "[::1]:0"
plain_outside = true
[keys]
root_file = "../keys/root.key"
[storage]
save_patience = "1200ms"
[cases]
ladder_minute = "5s"
undo_window = "2h"
[log]
level = "debug"
)");

    CHECK(config.service.name == "Kengele ya Kibera");
    CHECK(config.service.data_dir == "/etc/kengele/data");
    CHECK(config.service.io_threads == 2);
    CHECK(config.listen.callbacks == "[::1]:0");
    CHECK(config.listen.plain_outside);
    CHECK(config.keys.root_file == "/etc/keys/root.key");
    CHECK(config.storage.save_patience == 1200ms);
    CHECK(config.cases.ladder_minute == 5s);
    CHECK(config.cases.undo_window == 2h);
    CHECK(config.log.level == "debug");
}

TEST_CASE("a channel's secrets come from their files, without the final line feed") {
    const auto config = parsed(with("api_key_file = \"/run/secrets/at.key\""));

    REQUIRE(config.channels.size() == 1);
    CHECK(config.channels[0].secret.reveal() == path_secret);
    CHECK(config.channels[0].api_key.reveal() == "elsewhere");
    CHECK(config.channels[0].screen_septets == 156);
}

TEST_CASE("what is wrong is said with its line and how to mend it") {
    struct Row {
        std::string toml;
        std::string expected;
    };
    const Row rows[] = {
        {"[service]\nnmae = \"x\"",
         "/etc/kengele/kengele.toml:2:1: there is no key 'nmae' in [service]. Did you mean 'name'?"},
        {"[servic]\nname = \"x\"",
         "/etc/kengele/kengele.toml:1:2: there is no section 'servic'. Did you mean 'service'?"},
        {"service = 3",
         "/etc/kengele/kengele.toml:1:11: 'service' is not a section. Write [service] on a line of its own."},
        {"[service]\nio_threads = \"two\"",
         "/etc/kengele/kengele.toml:2:14: 'io_threads' in [service] is not a whole number. Write a whole "
         "number."},
        {"[service]\nio_threads = 2.5",
         "/etc/kengele/kengele.toml:2:14: 'io_threads' in [service] is not a whole number. Write a whole "
         "number."},
        {"[service]\nio_threads = -1",
         "/etc/kengele/kengele.toml:2:14: 'io_threads' in [service]: -1 is out of range. Choose a number "
         "from 0 to 64."},
        {"[service]\ndata_dir = 7",
         "/etc/kengele/kengele.toml:2:12: 'data_dir' in [service] is not a path in quotes. Write a path in "
         "quotes."},
        {"[service]\ncode = \"911\"",
         "/etc/kengele/kengele.toml:2:8: 'code' in [service]: '911' is no dialled code such as *384*911#."},
        {"[service]\nsms_number = \"Kengele\"",
         "/etc/kengele/kengele.toml:2:14: 'sms_number' in [service]: 'Kengele' is no number that an SMS can "
         "be sent to."},
        {"[listen]\ncallbacks = \"localhost:8080\"",
         "/etc/kengele/kengele.toml:2:13: 'callbacks' in [listen]: 'localhost:8080' is no address and port "
         "such as 127.0.0.1:8080."},
        {"[listen]\ncallbacks = \"127.0.0.1:99999\"",
         "/etc/kengele/kengele.toml:2:13: 'callbacks' in [listen]: '127.0.0.1:99999' is no address and port "
         "such as 127.0.0.1:8080."},
        {"[listen]\nconsole = \"127.0.0.1:8080\"",
         "/etc/kengele/kengele.toml:2:11: callbacks and console listen on the same address. They need "
         "different ones: callbacks may face the Internet, the console never."},
        {"[listen]\ncallbacks = \"0.0.0.0:8080\"",
         "/etc/kengele/kengele.toml:2:13: 'callbacks' would take plain HTTP from other machines. Listen on "
         "127.0.0.1 behind a proxy with TLS, or set plain_outside = true if the network between is yours "
         "alone."},
        {"[listen]\npublic_url = \"kengele.example.org\"",
         "/etc/kengele/kengele.toml:2:14: 'public_url' in [listen]: 'kengele.example.org' is no http:// or "
         "https:// address."},
        {"[storage]\nurl = \"mysql://x\"",
         "/etc/kengele/kengele.toml:2:7: 'url' in [storage]: 'mysql://x' is no sqlite:FILE."},
        {"[storage]\nsave_patience = 1500",
         "/etc/kengele/kengele.toml:2:17: 'save_patience' in [storage] is not a duration in quotes, such as "
         "\"1500ms\" or \"30m\". Write a duration in quotes, such as \"1500ms\" or \"30m\"."},
        {"[storage]\nsave_patience = \"fast\"",
         "/etc/kengele/kengele.toml:2:17: 'save_patience' in [storage]: 'fast' is no duration above zero. "
         "Write a whole number and a unit: ms, s, m, h or d, such as \"1500ms\" or \"30m\"."},
        {"[storage]\nsave_patience = \"99999999999d\"",
         "/etc/kengele/kengele.toml:2:17: 'save_patience' in [storage]: '99999999999d' is no duration above "
         "zero. Write a whole number and a unit: ms, s, m, h or d, such as \"1500ms\" or \"30m\"."},
        {"[log]\nlevel = \"loud\"",
         "/etc/kengele/kengele.toml:2:9: 'level' in [log]: 'loud' is none of debug, info, warning, error."},
        {"[keys]\nroot_file = \"/var/lib/kengele/root.key\"",
         "/etc/kengele/kengele.toml:2:13: the root key lies in data_dir, where every copy would have it. "
         "Keep it elsewhere, such as /etc/kengele/root.key."},
        {"[sender]\nlease = \"10s\"",
         "/etc/kengele/kengele.toml:2:9: a lease must be longer than one send's limit. Otherwise a text "
         "still being sent would be sent again."},
        {"[channel]\nname = \"at\"",
         "/etc/kengele/kengele.toml:1:1: 'channel' is not a list of sections. Write [[channel]] with two "
         "brackets before each."},
        {with("secret_file = \"none.secret\""),
         "/etc/kengele/kengele.toml:5:15: 'secret_file' in [[channel]]: /etc/kengele/none.secret cannot be "
         "read: No such file or directory. Make the file, or name the right one."},
        {with("secret_file = \"short.secret\""),
         "/etc/kengele/kengele.toml:5:15: 'secret_file' in [[channel]]: the secret is not 22 to 128 letters, "
         "digits, '-' and '_'. Look at /etc/kengele/short.secret."},
        {with("api_key_file = \"open.key\""),
         "/etc/kengele/kengele.toml:7:16: 'api_key_file' in [[channel]]: others may read "
         "/etc/kengele/open.key. chmod 600 /etc/kengele/open.key"},
        {with("api_key_file = \"empty.key\""),
         "/etc/kengele/kengele.toml:7:16: 'api_key_file' in [[channel]]: it is empty. Look at "
         "/etc/kengele/empty.key."},
        {with("api_base = \"ftp://x\""),
         "/etc/kengele/kengele.toml:8:12: 'api_base' in [[channel]]: 'ftp://x' is no http:// or https:// "
         "address."},
        {with("name = \"Africa's Talking\""),
         "/etc/kengele/kengele.toml:3:8: 'name' in [[channel]]: a channel needs a name of small letters, "
         "digits and '-'."},
        {with("kind = \"carrier pigeon\""),
         "/etc/kengele/kengele.toml:4:8: 'kind' in [[channel]]: 'carrier pigeon' is no kind of channel; "
         "there is africastalking."},
        {with("screen_septets = 1000"),
         "/etc/kengele/kengele.toml:10:18: 'screen_septets' in [[channel]]: 1000 is out of range. Choose a "
         "number from 40 to 182."},
        {channel + channel,
         "/etc/kengele/kengele.toml:11:1: two channels are named 'at'. Their names are part of their "
         "addresses: give each its own."},
    };
    for (const auto& row : rows) {
        INFO(row.toml);

        const auto problems = problems_of(row.toml);

        REQUIRE(problems.size() == 1);
        CHECK(problems[0] == row.expected);
    }
}

TEST_CASE("all that is wrong is said in one run, but a syntax error stands alone") {
    CHECK(problems_of("[service]\nnmae = 1\ncode = 2\n[log]\nlevel = \"x\"").size() == 3);

    const auto syntax = problems_of("[service]\nname = \n[log]\nlevel = \"x\"");
    REQUIRE(syntax.size() == 1);
    CHECK(syntax[0].starts_with("/etc/kengele/kengele.toml:2:"));
}

TEST_CASE("a channel without its secrets is refused") {
    const auto problems =
        problems_of("[[channel]]\nname = \"at\"\nusername = \"u\"\napi_base = \"http://x\"");

    REQUIRE(problems.size() == 2);
    CHECK(problems[0] ==
          "/etc/kengele/kengele.toml:1:1: 'secret_file' in [[channel]]: 'secret_file' is missing. Put the "
          "secret into a "
          "file of its own, chmod it 600, and name it here.");
}

TEST_CASE("only a demo keeps its root key beside its data") {
    const std::string text = "[service]\ndata_dir = \".\"\n[keys]\nroot_file = \"root.key\"";

    CHECK(std::holds_alternative<std::vector<ConfigProblem>>(parse(text, Purpose::serve)));
    CHECK(std::holds_alternative<Config>(parse(text, Purpose::demo)));
}

TEST_CASE("a root key that only looks to be in the data folder is accepted") {
    CHECK(problems_of("[service]\ndata_dir = \"data\"\n[keys]\nroot_file = \"data.key\"").empty());
    CHECK(problems_of("[service]\ndata_dir = \"data\"\n[keys]\nroot_file = \"data/../root.key\"").empty());
    CHECK(problems_of("[service]\ndata_dir = \"data\"\n[keys]\nroot_file = \"data/x/root.key\"").size() == 1);
}

TEST_CASE("what is shown reads back as the same, and holds no secret") {
    const auto config =
        parsed(with("api_key_file = \"/run/secrets/at.key\"") + "[cases]\nladder_minute = \"90s\"\n");

    const auto shown = show_config(config);
    const auto again = parsed(shown);

    CHECK(shown.find(path_secret) == std::string::npos);
    CHECK(shown.find("elsewhere") == std::string::npos);
    CHECK(shown.find("***") != std::string::npos);
    CHECK(shown.find("ladder_minute = '90s'") != std::string::npos);
    CHECK(show_config(again) == shown);
}
