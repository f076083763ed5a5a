#include "gateway/cli/demo_folder.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <array>

#include "gateway/cli/ask.hpp"
#include "gateway/cli/starter_pack.hpp"

namespace kengele::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view configuration =
    R"(# A demonstration. Every other key and its default: kengele config show
[service]
name = "Kengele"
code = "*384*911#"
sms_number = "22384"
data_dir = "."

[listen]
callbacks = "127.0.0.1:8080"
console = "127.0.0.1:8081"

[keys]
root_file = "root.key"

[menus]
residents = "incident.toml"
responders = "responders.toml"
# Who tries things out is alone. A real service leaves this line out: then what touches protected screens is
# published by a second person.
second_person = false

[log]
level = "warning"

[[channel]]
name = "at"
kind = "africastalking"
secret_file = "at.secret"
username = "sandbox"
api_key_file = "at.key"
api_base = "http://127.0.0.1:8082"
sender = "22384"
screen_septets = 156
)";

std::string draw_word(world::Random& random, std::size_t bytes) {
    std::string word;
    std::vector<std::uint8_t> drawn(bytes);
    random.fill(drawn);
    for (const auto byte : drawn)
        word += fmt::format("{:02x}", byte);
    return word;
}

std::string draw_bytes(world::Random& random, std::size_t bytes) {
    std::string drawn(bytes, '\0');
    random.fill({reinterpret_cast<std::uint8_t*>(drawn.data()), drawn.size()});
    return drawn;
}

void make(const fs::path& file, std::string_view text, unsigned mode) {
    // What cannot be looked at may be there, and is never overwritten.
    std::error_code unknown;
    if (!fs::exists(file, unknown) && !unknown) write_text(file, text, mode);
}

}  // namespace

void furnish(const fs::path& folder, world::Random& random) {
    std::error_code error;
    const bool is_fresh = fs::create_directories(folder, error);
    if (error) {
        throw Refused(fmt::format("The folder {} cannot be made: {}\nChoose another one with --data DIR.",
                                  folder.string(), error.message()));
    }
    if (is_fresh) ::chmod(folder.c_str(), 0700);
    make(folder / "root.key", draw_bytes(random, reporters::KeyRing::root_bytes), 0600);
    make(folder / "at.secret", draw_word(random, 16), 0600);
    make(folder / "at.key", draw_word(random, 16), 0600);
    make(folder / "operator.login", "operator\n" + draw_word(random, 6) + "\n", 0600);
    make(folder / "incident.toml", starter_menu, 0644);
    make(folder / "responders.toml", starter_responders_menu, 0644);
    // Last: a folder that has it was furnished whole.
    make(folder / "kengele.toml", configuration, 0644);
}

Login read_login(const fs::path& folder) {
    const auto text = read_text(folder / "operator.login");
    const auto end = text.find('\n');
    const auto rest = end == text.npos ? std::string{} : text.substr(end + 1);
    return {text.substr(0, end), rest.substr(0, rest.find('\n'))};
}

void fill(OwnedFolder& folder, const gateway::Config& config, world::Log& log) {
    const auto places = folder.store().reader()->places(storage::Viewer::at_the_machine());
    if (!places) throw Refused("The database cannot be read: " + places.error().message());
    if (!places->empty()) return;

    struct File {
        std::string_view noun;
        std::string_view content;
    };
    // Places before what names them: a fill that was interrupted before them begins again.
    const std::array files{File{"roles", starter_roles},           File{"ladders", starter_ladders},
                           File{"taxonomy", starter_taxonomy},     File{"places", starter_places},
                           File{"responders", starter_responders}, File{"directory", starter_directory}};
    for (const auto& file : files) {
        const auto answer = ask(folder, config,
                                {{"command", "import"},
                                 {"noun", file.noun},
                                 {"file", fmt::format("{}.csv", file.noun)},
                                 {"content", file.content}},
                                log);
        if (answer.exit != done) throw Refused(answer.err.substr(0, answer.err.size() - 1));
    }
}

}  // namespace kengele::cli
