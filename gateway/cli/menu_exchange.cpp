#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "gateway/cli/ask.hpp"
#include "gateway/cli/budgets.hpp"
#include "gateway/cli/drawing.hpp"
#include "gateway/cli/rules.hpp"
#include "gateway/cli/running.hpp"
#include "gateway/cli/starter_choice.hpp"
#include "gateway/cli/starter_pack.hpp"
#include "gateway/menu_shelf.hpp"
#include "menus/canonical.hpp"
#include "menus/exchange/options.hpp"
#include "menus/exchange/translations.hpp"
#include "menus/exchange/xlsform.hpp"
#include "menus/graph.hpp"
#include "menus/parse.hpp"

// Menus to and from the forms that other people and programs keep.
namespace kengele::cli {
namespace {

namespace fs = std::filesystem;

struct Exchanged {
    std::string out;
    std::string from;
    std::string version;
    std::string menu;  // "responders"; empty: the residents' one
    std::string translations;
    std::string into;
    std::string options;
    std::string like;
    std::vector<std::string> sheets;  // of a form: survey, choices, settings
    bool is_toml = false;
    bool is_json = false;
    bool is_csv = false;
    bool is_svg = false;
};

// A menu as somebody wrote it.
struct Source {
    std::string name;
    std::string content;
};

// What screens are measured with: those of a deployment, or of the starter pack.
struct Ground {
    menus::Places places;
    menus::Budgets budgets;

    exchange::Measure measure() const { return {places, budgets}; }
};

Ground ground_of(const Where& where) {
    if (where.file().empty()) return {starter_choice(), budgets_of()};
    const auto config = load_config(where.file(), gateway::Purpose::demo);
    const auto answer = ask(where, {{"command", "export"}, {"noun", "places"}});
    if (answer.exit != done) throw Refused(answer.err);
    return {choice_of(answer.out), budgets_of(config)};
}

// A file, or else a published version of the deployment.
Source source_of(const Where& where, const Exchanged& exchanged) {
    if (!exchanged.from.empty()) return {exchanged.from, read_text(exchanged.from)};
    auto answer =
        ask(where, {{"command", "menu export"}, {"version", exchanged.version}, {"menu", exchanged.menu}});
    if (answer.exit != done) {
        answer.err.pop_back();  // every refusal ends its line itself
        throw Refused(answer.err);
    }
    return {exchanged.version.empty() ? "the published menu" : exchanged.version, std::move(answer.out)};
}

std::string translations_of(const Source& source, const Ground& ground) {
    auto written = exchange::write_translations(source.content, source.name, ground.measure());
    if (!written.csv) parse_menu(source.content, source.name);  // says why not
    return std::move(*written.csv);
}

enum class Form { toml, json, csv, svg };

Form form_of(const Exchanged& exchanged) {
    if (exchanged.is_json) return Form::json;
    if (exchanged.is_csv) return Form::csv;
    if (exchanged.is_svg) return Form::svg;
    if (exchanged.is_toml) return Form::toml;
    const auto ending = fs::path{exchanged.out}.extension();
    return ending == ".json"  ? Form::json
           : ending == ".csv" ? Form::csv
           : ending == ".svg" ? Form::svg
                              : Form::toml;
}

int export_menu(const Where& where, const Exchanged& exchanged) {
    const auto source = source_of(where, exchanged);
    switch (form_of(exchanged)) {
        case Form::toml:
            write_text(exchanged.out, source.content, 0644);
            break;
        case Form::json:
            write_text(exchanged.out, menus::canonical_json(*parse_menu(source.content, source.name)) + '\n',
                       0644);
            break;
        case Form::csv:
            write_text(exchanged.out, translations_of(source, ground_of(where)), 0644);
            break;
        case Form::svg:
            draw_svg(menus::graph(*parse_menu(source.content, source.name), 0), exchanged.out);
            break;
    }
    return done;
}

int refuse_cells(const exchange::Remarks& refusals, const std::string& file) {
    Answer answer{refused, {}, {}};
    for (const auto& refusal : refusals)
        answer.err += to_string(refusal) + '\n';
    answer.err += fmt::format("{}: nothing was imported.\n", file);
    return say(answer);
}

int import_translations(const Where& where, const Exchanged& exchanged) {
    const auto& into = exchanged.into;
    const auto ground = ground_of(where);
    const auto name = fs::path{exchanged.translations}.filename().string();
    const auto content = read_text(into);
    const auto read =
        exchange::read_translations(content, into, read_text(exchanged.translations), name, ground.measure());
    if (!read.problems.empty()) parse_menu(content, into);  // says what is wrong
    if (!read.toml) return refuse_cells(read.refusals, name);
    const auto& out = exchanged.out.empty() ? into : exchanged.out;
    write_text(out, *read.toml, 0644);
    if (read.changed == 0) return say({done, fmt::format("{}: every text is as it was.\n", out), {}});
    return say({done,
                fmt::format("{}: {} {} written. Give it a new version, then: kengele menu check {}\n", out,
                            read.changed, read.changed == 1 ? "text is" : "texts are", out),
                {}});
}

// The menu that gives an import what its tables do not say.
menus::Menu menu_like(const Exchanged& exchanged) {
    return exchanged.like.empty() ? *parse_menu(starter_menu, "incident.toml") : *load_menu(exchanged.like);
}

int write_drafted(const exchange::Drafted& drafted, const Exchanged& exchanged, const std::string& from) {
    if (drafted.toml.empty()) return refuse_cells(drafted.refusals, from);
    write_text(exchanged.out, drafted.toml, 0644);
    Answer answer;
    for (const auto& loss : drafted.losses)
        answer.err += to_string(loss) + '\n';
    answer.out =
        drafted.losses.empty()
            ? fmt::format("{} is written, and nothing was lost.\n", exchanged.out)
            : fmt::format("{} is written. What was lost, added or is left to do: {} {}, told above.\n",
                          exchanged.out, drafted.losses.size(),
                          drafted.losses.size() == 1 ? "thing" : "things");
    answer.out += fmt::format("Walk through it: kengele menu try {}\n", exchanged.out);
    return say(answer);
}

int import_options(const Where& where, const Exchanged& exchanged) {
    const auto ground = ground_of(where);
    const auto name = fs::path{exchanged.options}.filename().string();
    return write_drafted(
        exchange::read_options(read_text(exchanged.options), name, menu_like(exchanged), ground.measure()),
        exchanged, name);
}

int import_form(const Where& where, const Exchanged& exchanged) {
    const auto ground = ground_of(where);
    std::array<std::string, 3> contents;
    std::array<std::string, 3> names;
    for (std::size_t i = 0; i < exchanged.sheets.size(); ++i) {
        contents.at(i) = read_text(exchanged.sheets[i]);
        names.at(i) = fs::path{exchanged.sheets[i]}.filename().string();
    }
    return write_drafted(
        exchange::read_xlsform({contents[0], names[0]}, {contents[1], names[1]}, {contents[2], names[2]},
                               menu_like(exchanged), ground.measure()),
        exchanged, names[0]);
}

// A file that somebody has worked on since is not written over.
void expect_new(const std::string& out) {
    if (out.empty())
        throw Refused("Nothing says where the menu shall be written.\nName a new file: --out FILE.toml");
    std::error_code ignored;
    if (fs::exists(out, ignored))
        throw Refused(fmt::format("{} is there already.\nName another file, or move it away first.", out));
}

int import_menu(const Where& where, const Exchanged& exchanged) {
    if (exchanged.translations.empty()) {
        expect_new(exchanged.out);
        return exchanged.sheets.empty() ? import_options(where, exchanged) : import_form(where, exchanged);
    }
    if (exchanged.into.empty())
        throw Refused("Nothing says which menu file the translations belong to.\nName it: --into FILE.toml");
    return import_translations(where, exchanged);
}

void add_export(CLI::App& menu, Program& program, const std::shared_ptr<Exchanged>& exchanged) {
    auto* exporting = menu.add_subcommand(
        "export",
        "Write a menu as the file it was published from (.toml), in canonical form (.json), its texts for "
        "translators (.csv) or as a picture (.svg)");
    exporting->add_option("OUT", exchanged->out, "The file to write; its ending says in which form")
        ->required();
    exporting->add_option("--from", exchanged->from, "A menu file; else what is published");
    exporting->add_option("--version", exchanged->version,
                          "Its name, or the first letters of its hash; else the newest");
    exporting->add_option("--menu", exchanged->menu, "Which published one: residents, unless it is said")
        ->check(CLI::IsMember({"residents", "responders"}));
    auto* forms = exporting->add_option_group("form", "The form, whatever the ending");
    forms->require_option(0, 1);
    forms->add_flag("--toml", exchanged->is_toml, "As it was published");
    forms->add_flag("--json", exchanged->is_json, "Canonical");
    forms->add_flag("--csv", exchanged->is_csv, "Texts for translators");
    forms->add_flag("--svg", exchanged->is_svg, "A picture");
    add_where(*exporting, program.where);
    exporting->callback([&program, exchanged] { program.exit = export_menu(program.where, *exchanged); });
}

void add_import(CLI::App& menu, Program& program, const std::shared_ptr<Exchanged>& exchanged) {
    auto* importing = menu.add_subcommand("import", "Take into a menu file what other people wrote");
    auto* what = importing->add_option_group("what", "What is taken in");
    what->require_option(1);
    auto* translations =
        what->add_option("--translations", exchanged->translations,
                         "The table that menu export wrote, with texts changed or one language more");
    what->add_option("--options", exchanged->options, "A table with a row for each option: makes a menu");
    what->add_option("--xlsform", exchanged->sheets,
                     "The sheets of a form as CSV: survey, choices and, where there is one, settings")
        ->expected(1, 3);
    importing->add_option("--into", exchanged->into, "The menu file whose texts they are")
        ->needs(translations);
    importing->add_option("--out", exchanged->out,
                          "The file to write; of translations, else the one they belong to");
    importing
        ->add_option("--like", exchanged->like,
                     "The menu file that gives what tables do not say; else the starter pack's")
        ->excludes(translations);
    add_where(*importing, program.where);
    importing->callback([&program, exchanged] { program.exit = import_menu(program.where, *exchanged); });
}

}  // namespace

void add_menu_exchange(CLI::App& menu, Program& program) {
    const auto exchanged = std::make_shared<Exchanged>();
    add_export(menu, program, exchanged);
    add_import(menu, program, exchanged);
}

}  // namespace kengele::cli
