#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <limits>

#include "gateway/cli/ask.hpp"
#include "gateway/cli/drawing.hpp"
#include "gateway/cli/hand.hpp"
#include "gateway/cli/handset.hpp"
#include "gateway/cli/running.hpp"
#include "gateway/cli/starter_choice.hpp"
#include "gateway/cli/whole_number.hpp"
#include "gateway/host/system_clock.hpp"
#include "gateway/menu_shelf.hpp"
#include "menus/diff.hpp"
#include "menus/graph.hpp"
#include "menus/rows.hpp"
#include "menus/step.hpp"
#include "menus/text.hpp"
#include "menus/texting.hpp"

// Looking at a menu without publishing it.
namespace kengele::cli {
namespace {

namespace fs = std::filesystem;

struct Look {
    std::string before;
    std::string after;
    std::string out;
    std::string language;
    std::string keys;
    std::string dial;
    std::string menu;
    bool has_keys = false;
    bool texts = false;
};

// A file, or else a published version of the deployment.
menus::Menu menu_named(const Where& where, const std::string& word, const std::string& menu) {
    std::error_code ignored;
    if (word.empty() || !fs::exists(word, ignored)) {
        if (where.file().empty())
            throw Refused(fmt::format("There is no file '{}'.\n{}", word, Where::hint()));
        const auto answer = ask(where, {{"command", "menu export"}, {"version", word}, {"menu", menu}});
        if (answer.exit != done) {
            throw Refused(fmt::format("{} is neither a file nor a published version.\n{}", word,
                                      "See the versions: kengele menu list"));
        }
        return *parse_menu(answer.out, word);
    }
    return *load_menu(word);
}

menus::Language language_of(const menus::Menu& menu, const std::string& word) {
    const auto found = std::ranges::find(menu.languages, word);
    if (word.empty()) return 0;
    if (found == menu.languages.end())
        throw Refused(
            fmt::format("The menu has no language '{}'.\nIt has {}.", word, fmt::join(menu.languages, ", ")));
    return static_cast<menus::Language>(found - menu.languages.begin());
}

int show_difference(const Where& where, const Look& look) {
    // One word alone is compared with what callers see now.
    const auto& before = look.after.empty() ? std::string{} : look.before;
    const auto draft = menu_named(where, look.after.empty() ? look.before : look.after, look.menu);
    // A file says itself whom it is for.
    const std::string menu{look.menu.empty() ? gateway::published_as(draft.audience) : look.menu};
    const auto sentences = menus::differences(menu_named(where, before, menu), draft);
    for (const auto& sentence : sentences)
        fmt::print("{}\n", sentence);
    if (sentences.empty()) fmt::print("Callers see no difference.\n");
    return done;
}

int draw_graph(const Look& look) {
    const auto menu = *load_menu(look.before);
    const auto text = menus::graph(menu, language_of(menu, look.language));
    const fs::path out{look.out};
    if (out.extension() == ".svg") {
        draw_svg(text, out);
    } else {
        write_text(out, text, 0644);
    }
    return done;
}

// As a test of the file says it: of a place the digits on its poster, or else its name.
std::string told(const menus::Stage& stage, const std::string& field, const std::string& value) {
    const bool is_place = std::ranges::any_of(stage.menu.nodes, [&field](const menus::Node& node) {
        return node.kind == menus::NodeKind::area && node.store == field;
    });
    const auto number = is_place ? whole_number(value, 1, std::numeric_limits<int>::max()) : std::nullopt;
    const auto* place = number ? stage.places.find(*number) : nullptr;
    if (place == nullptr) return value;
    return place->area_code.empty() ? place->name : place->area_code;
}

std::string described(const menus::Stage& stage, const menus::Effect& effect) {
    if (const auto* raised = std::get_if<menus::RaiseIncident>(&effect)) {
        std::string words = "(Here the report is filed:";
        for (const auto& [field, value] : raised->fields)
            words += fmt::format(" {} = {}", field, told(stage, field, value));
        return words + ")\n";
    }
    if (std::holds_alternative<menus::ConfirmHelp>(effect)) return "(Here it is noted that help came.)\n";
    if (std::holds_alternative<menus::DisputeHelp>(effect))
        return "(Here the alarm goes one office higher.)\n";
    if (std::holds_alternative<menus::ForgetAnswers>(effect)) return "(Here what was answered is deleted.)\n";
    if (const auto* answer = std::get_if<menus::AnswerAlert>(&effect)) {
        return fmt::format("(Here the alert is answered: {}{}{})\n", answer->answer,
                           answer->reason.empty() ? "" : ", ", answer->reason);
    }
    if (const auto* duty = std::get_if<menus::SetDuty>(&effect))
        return duty->is_on ? "(Here the duty begins.)\n" : "(Here the duty ends.)\n";
    if (const auto* change = std::get_if<menus::ChangeMenu>(&effect))
        return fmt::format("(Here the menu for {} begins.)\n", gateway::published_as(change->to));
    return {};
}

// As by SMS: a screen that is never texted is not, though here its answers count.
menus::Screen texted(const menus::Stage& stage, const menus::Session& session, const menus::Facts& facts) {
    const auto& menu = stage.menu;
    if (menus::ended_by_wrong_keys(session) || menu.node(session.node).sms != menus::SmsRule::never)
        return menus::show(stage, session, facts);
    return {menus::fill(menu, stage.places, session, facts, menu.texting->dial_instead), true};
}

menus::Session first_screen(const menus::Menu& menu, const Look& look) {
    const auto language = language_of(menu, look.language);
    if (look.dial.empty()) return menus::begin(menu, language);
    const auto* shortcut = menu.shortcut(look.dial);
    if (shortcut == nullptr)
        throw Refused(
            fmt::format("Nothing is dialled directly with '{}'.\nThe table [shortcut] of the file says "
                        "what is.",
                        look.dial));
    return menus::begin_at(menu, language, *shortcut);
}

// The menu alone, with no service behind it: what the gateway would fill in is shown at its longest, every
// code is right.
int try_menu(const Look& look) {
    const auto menu = *load_menu(look.before);
    const auto places = starter_choice();
    if (look.texts && !menu.texting)
        throw Refused("This menu does not run over SMS.\nWrite a table [sms] with the words that begin it.");
    menus::Stage stage{menu, places,
                       look.texts ? menus::text_septets : gateway::ChannelConfig{}.screen_septets};
    stage.circumstances.alert = menus::AlertKind::open;
    menus::Session session = first_screen(menu, look);
    const menus::Facts facts{menu.samples.begin(), menu.samples.end()};
    const auto today = world::callers_day(host::SystemClock{}.read().wall);
    Hand hand{look.has_keys ? std::optional{look.keys} : std::nullopt};
    for (;;) {
        if (const auto wanted = menus::rows_wanted(menu, session))
            session = menus::with_rows(std::move(session), menus::sample_rows(menu, wanted->list, 3));
        const auto screen = look.texts ? texted(stage, session, facts) : menus::show(stage, session, facts);
        fmt::print("{}", framed(screen.text, {}));
        if (!screen.waits) return done;
        const auto typed = hand.next();
        if (!typed) return done;
        auto turn = menus::step(stage, session, {*typed, menus::CodeCheck{true, "the case tried"}, today});
        session = std::move(turn.session);
        for (const auto& effect : turn.effects)
            fmt::print("{}", described(stage, effect));
    }
}

}  // namespace

void add_menu_looks(CLI::App& menu, Program& program) {
    const auto look = std::make_shared<Look>();
    auto* diff = menu.add_subcommand("diff", "What callers would see differently, in sentences");
    diff->add_option("BEFORE", look->before,
                     "A file or a published version; alone, it is compared with the newest")
        ->required();
    diff->add_option("AFTER", look->after, "A file or a published version");
    diff->add_option("--menu", look->menu, "Whose published versions: residents, unless it is said")
        ->check(CLI::IsMember({"residents", "responders"}));
    add_where(*diff, program.where);
    auto* graph = menu.add_subcommand("graph", "The whole menu as a picture");
    graph->add_option("FILE", look->before, "The menu file")->required();
    graph->add_option("OUT", look->out, "Where to draw it: NAME.svg, or NAME.dot for Graphviz")->required();
    auto* trying =
        menu.add_subcommand("try", "Walk through a menu file in the terminal, without any service");
    trying->add_option("FILE", look->before, "The menu file")->required();
    auto* keys =
        trying->add_option("--keys", look->keys, "What to type, parted by commas; every screen is printed");
    trying->add_option("--dial", look->dial, "Dialled directly: 31 for *384*911*31#");
    trying->add_flag("--sms", look->texts, "As text messages, for phones without USSD");
    for (auto* each : {graph, trying})
        each->add_option("--lang", look->language, "In which language; else the menu's first");

    diff->callback([&program, look] { program.exit = show_difference(program.where, *look); });
    graph->callback([&program, look] { program.exit = draw_graph(*look); });
    trying->callback([&program, look, keys] {
        look->has_keys = keys->count() > 0;
        program.exit = try_menu(*look);
    });
}

}  // namespace kengele::cli
