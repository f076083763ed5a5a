#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "menus/gsm7.hpp"
#include "menus/rows.hpp"
#include "menus/step.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

// A transcript is plain text: "--- dials en", "--- types 1", and under each the screen that answers. "(ends)"
// says that the call is over, "=> ..." what the gateway is asked to do. After an intended change of a menu,
// set KENGELE_WRITE_TRANSCRIPTS=1 once and read the difference.

namespace {

constexpr const char* right_code = "482107369";
constexpr const char* doubted_code = "111222333";
constexpr const char* proof = "RDS";

const Facts facts{
    {"case", Text{{"4829137", "4829137"}}},
    {"follow_up", Text{{"482 107 369", "482 107 369"}}},
    {"code", Text{{"*384*911#", "*384*911#"}}},
    {"role", Text{{"Police station (OCS)", "Kituo cha polisi"}}},
    {"ack", Text{{"15 min", "dakika 15"}}},
    {"status", Text{{"Accepted", "Imekubaliwa"}}},
    {"ago", Text{{"4 min ago", "dakika 4 zilizopita"}}},
    {"centre_hours", Text{{"Day and night", "Usiku na mchana"}}},
};

// What the gateway finds near any place.
std::vector<Row> rows_near() {
    const auto row = [](const char* code, const char* label) { return Row{code, Text{{label, label}}, {}}; };
    return {row("riruta", "Sample Centre, Riruta, 0700000901"), row("helpline", "A helpline (free), 1192")};
}

std::string told(const Effect& effect, const Menu& menu, const Places& places) {
    if (const auto* raise = std::get_if<RaiseIncident>(&effect)) {
        std::string line = "=> raise";
        for (const auto& [field, value] : raise->fields) {
            line += " " + field + "=" +
                    (field == "place" ? "[" + places.full_name(std::stoi(value)) + "]" : "[" + value + "]");
        }
        return line;
    }
    if (const auto* confirm = std::get_if<ConfirmHelp>(&effect)) return "=> help came: " + confirm->subject;
    if (const auto* dispute = std::get_if<DisputeHelp>(&effect)) return "=> nobody came: " + dispute->subject;
    if (std::holds_alternative<ForgetAnswers>(effect)) return "=> forget";
    return "=> language " + menu.languages.at(std::get<SetLanguage>(effect).language);
}

// Plays what is dialled and typed in the transcript, and writes it down with the screens that answer.
std::string played(const std::string& transcript, const Menu& menu, const Places& places) {
    const Stage stage{menu, places, 156};
    Turn turn{begin(menu, 0), {}};
    std::stringstream lines(transcript);
    std::string result;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('#')) result += line + "\n";
        if (!line.starts_with("--- ")) continue;
        result += line + "\n";
        if (line.starts_with("--- dials ") || line.starts_with("--- dials again ")) {
            const auto language = static_cast<Language>(line.ends_with(" sw") ? 1 : 0);
            turn = {line.starts_with("--- dials again ") ? resume(menu, language, "case-1")
                                                         : begin(menu, language),
                    {}};
        } else {
            const auto typed = line.size() > 10 ? line.substr(10) : std::string();
            Input input{typed, std::nullopt};
            if (const auto code = code_to_check(menu, turn.session, typed)) {
                input.code = CodeCheck{*code == right_code, "case-1", *code == doubted_code};
            }
            if (const auto answer = proof_to_check(menu, turn.session, typed)) {
                input.code = CodeCheck{*answer == proof, ""};
            }
            turn = step(stage, turn.session, input);
        }
        if (rows_wanted(menu, turn.session)) turn.session = with_rows(std::move(turn.session), rows_near());
        for (const auto& effect : turn.effects) {
            result += told(effect, menu, places) + "\n";
        }
        const auto screen = show(stage, turn.session, facts);
        result += screen.text + "\n" + (screen.waits ? "" : "(ends)\n");
    }
    return result;
}

}  // namespace

TEST_CASE("the Kenya menu answers as its transcripts say") {
    const auto menu = kengele::tests::kenya_menu();
    const auto& places = kengele::tests::kenya_places();
    const bool is_writing = std::getenv("KENGELE_WRITE_TRANSCRIPTS") != nullptr;
    int count = 0;

    for (const auto& entry :
         std::filesystem::directory_iterator(KENGELE_SOURCE_DIR "/tests/menus/transcripts")) {
        ++count;
        CAPTURE(entry.path().filename().string());
        std::stringstream written;
        written << std::ifstream(entry.path()).rdbuf();

        const auto now = played(written.str(), menu, places);

        if (is_writing) std::ofstream(entry.path()) << now;
        CHECK(now == written.str());
    }
    CHECK(count >= 10);
}
