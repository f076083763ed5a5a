#include "menus/exchange/translations.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "menus/exchange/csv.hpp"
#include "menus/parse.hpp"
#include "tests/menus/kenya.hpp"
#include "tests/menus/mistakes.hpp"

using namespace kengele;
using namespace kengele::exchange;
using kengele::tests::replaced;

namespace {

// A menu laid out in every way that TOML has for a text.
constexpr const char* tiny = R"(# A note at the beginning.
format = "kengele-menu/1"
id = "tiny"
version = "1"
languages = ["en", 'sw']   # the first is the default
start = "home"
[common]
back = { en = "Back", sw = "Rudi" } # a note
home = { en = "Start", sw = "Mwanzo" }
more.en = "More"
more.sw = "Zaidi"
wrong_key = { en = "Wrong", sw = "Si sahihi" }
wrong_code = { en = "Wrong", sw = "Si sahihi" }
no_match = { en = "None", sw = "Hakuna" }
too_many_wrong = { en = "Bye", sw = "Kwaheri" }
pick_place = { en = "Which?", sw = "Ipi?" }
pick_county = { en = "County?", sw = "Kaunti?" }
pick_constituency = { en = "Constituency?", sw = "Eneo bunge?" }
[common.pick_ward]
en = 'Ward?'
sw = """
Wadi?"""

[sample]
status = { en = "Accepted", sw = "Imekubaliwa" }
case = "4829137"

[screen.home] # the first
  en = "Hello \"you\"\nCase {case}"
  "sw"   =   'Habari {case}' # stays
option = [
  { sw = "Nenda", en = "Go", to = "bye", set = { en = "x", sw = "y" } },   # one
  { key = "7", to = "bye", en = "Leave", sw = "Toka" },
]
[screen.bye]
type = "end"
sw = "Kwaheri {status}"
en = "Bye {status}"

[[test]]
name = "it ends"
keys = ["1"]
ends = "bye"
)";

const Measure& measure() {
    static const auto places = tests::small_places();
    static const Measure small{places, {{"test", 160}}};
    return small;
}

std::string csv_of(const std::string& toml) {
    const auto out = write_translations(toml, "t.toml", measure());
    for (const auto& problem : out.problems)
        FAIL_CHECK(to_string(problem));
    return out.csv.value();
}

TranslationsIn read(const std::string& toml, const std::string& csv) {
    return read_translations(toml, "t.toml", csv, "t.csv", measure());
}

std::string read_well(const std::string& toml, const std::string& csv) {
    const auto in = read(toml, csv);
    for (const auto& refusal : in.refusals)
        FAIL_CHECK(to_string(refusal));
    return in.toml.value_or("");
}

}  // namespace

TEST_CASE("texts are told screen by screen, with what their screens take") {
    const auto csv = csv_of(tiny);

    CHECK(csv.starts_with("screen,part,en,sw,limit,used\n(common),back,Back,Rudi,160,"));
    INFO(csv);
    CHECK(csv.find("home,text,\"Hello \"\"you\"\"\nCase {case}\",Habari {case},160,50\n") !=
          std::string::npos);
    CHECK(csv.find("home,option 1,Go,Nenda,160,") != std::string::npos);
    CHECK(csv.find("home,option 7,Leave,Toka,160,") != std::string::npos);
    CHECK(csv.find("bye,text,Bye {status},Kwaheri {status},160,19\n") != std::string::npos);
    CHECK(csv.find("(sample),status,Accepted,Imekubaliwa,160,19\n") != std::string::npos);
    CHECK(csv.find("it ends") == std::string::npos);
}

TEST_CASE("texts that come back as they went leave the file as it was") {
    const std::string with_mark = "\xEF\xBB\xBF";
    for (const auto& toml : {std::string(tiny), with_mark + tiny, tests::small_menu_text(),
                             tests::kinds_menu_text(), tests::kenya_menu_text()}) {
        const auto csv = csv_of(toml);

        CHECK(read_well(toml, csv) == toml);
        CHECK(read_well(toml, with_mark + csv) == toml);
    }
}

TEST_CASE("a text is changed where it stands, and nothing else is") {
    struct Row {
        const char* before;  // in the table
        const char* after;
        const char* written_before;  // in the file
        const char* written_after;
    };
    const Row rows[] = {
        {"Back,Rudi", "Back,Nyuma", "sw = \"Rudi\" } # a note", "sw = \"Nyuma\" } # a note"},
        {",Zaidi,", ",Nyingine,", "more.sw = \"Zaidi\"", "more.sw = \"Nyingine\""},
        {",Wadi?,", ",\"Wadi \"\"yako\"\"?\",", "\"\"\"\nWadi?\"\"\"", "\"Wadi \\\"yako\\\"?\""},
        {",Nenda,", ",Twende,", "sw = \"Nenda\", en", "sw = \"Twende\", en"},
        {",Toka,", ",Ondoka,", "sw = \"Toka\" }", "sw = \"Ondoka\" }"},
        {",Imekubaliwa,", ",Sawa,", "sw = \"Imekubaliwa\" }", "sw = \"Sawa\" }"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.after);
        const auto csv = replaced(csv_of(tiny), row.before, row.after);

        CHECK(read_well(tiny, csv) == replaced(tiny, row.written_before, row.written_after));
        CHECK(read(tiny, csv).changed == 1);
    }
}

TEST_CASE("a row that is left out leaves its text as it was") {
    auto csv = csv_of(tiny);
    csv.erase(csv.find("home,option 1"), csv.find("home,option 7") - csv.find("home,option 1"));

    CHECK(read_well(tiny, csv) == tiny);
}

TEST_CASE("one more column adds a language to every text") {
    auto records = read_records(csv_of(tiny)).list;
    std::vector<std::vector<std::string>> rows;
    for (auto& record : records) {
        const bool is_heading = rows.empty();
        auto text = record.cells[2];
        if (text.starts_with("Hello")) text = "Iska warran\n{case}";
        if (text.starts_with("Bye {")) text = "Nabad {status}";
        record.cells.insert(record.cells.begin() + 4, is_heading ? "so" : text + " so");
        rows.push_back(record.cells);
    }
    const auto csv = write_records(rows);

    const auto toml = read_well(tiny, csv);

    CHECK(toml.find("languages = [\"en\", 'sw', \"so\"]   # the first is the default") != std::string::npos);
    CHECK(toml.find("back = { en = \"Back\", sw = \"Rudi\", so = \"Back so\" } # a note\n") !=
          std::string::npos);
    CHECK(toml.find("more.sw = \"Zaidi\"\nmore.so = \"More so\"\nwrong_key") != std::string::npos);
    CHECK(toml.find("Wadi?\"\"\"\nso = \"Ward? so\"\n") != std::string::npos);
    CHECK(toml.find(
              "  \"sw\"   =   'Habari {case}' # stays\n  \"so\"   =   \"Iska warran\\n{case} so\"\noption") !=
          std::string::npos);
    CHECK(toml.find("en = \"Go\", so = \"Go so\", to") != std::string::npos);
    CHECK(toml.find("en = \"Bye {status}\"\nso = \"Nabad {status} so\"\n\n[[test]]") != std::string::npos);
    const auto parsed = menus::parse(toml, "t.toml");
    REQUIRE(parsed.menu);
    CHECK(parsed.menu->languages == std::vector<std::string>{"en", "sw", "so"});
    CHECK(read_well(toml, csv) == toml);
}

TEST_CASE("a file with the line ends of Windows keeps them") {
    std::string windows;
    for (const char letter : std::string(tiny)) {
        if (letter == '\n') windows += '\r';
        windows += letter;
    }
    const auto csv = csv_of(windows);

    CHECK(read_well(windows, csv) == windows);
    CHECK(read_well(windows, replaced(csv, ",Toka,", ",Ondoka,")) == replaced(windows, "Toka", "Ondoka"));
}

TEST_CASE("a cell that callers cannot be shown is refused by its row and column") {
    struct Row {
        std::string before;
        std::string after;
        const char* said;
    };
    const Row rows[] = {
        {"(common),back,Back,", "(common),back,Return,",
         "t.csv, row 2, column \"en\": t.toml says \"Back\" by now; export the texts again and translate "
         "that; the "
         "first language is changed in the file itself"},
        {"bye,text,", "gone,text,",
         "t.csv, row 17, column \"screen\": t.toml has no screen \"gone\"; export the texts again; names of "
         "screens "
         "and parts must stay as they are"},
        {"home,option 7,", "home,option 8,",
         "t.csv, row 16, column \"part\": screen \"home\" has no \"option 8\"; export the texts again; names "
         "of "
         "screens and parts must stay as they are"},
        {"home,option 7,Leave,Toka", "home,option 1,Go,Nenda",
         "t.csv, row 16: row 15 has this text already; leave one of them out"},
        {",Toka,", ",,",
         "t.csv, row 16, column \"sw\": the cell is empty; write the translation, or leave the whole row out "
         "to keep "
         "what the file says"},
        {",Toka,", ",To\u0167a,",
         "t.csv, row 16, column \"sw\": \"\u0167\", letter 3, halves what a phone can show; leave it out, or "
         "say it in "
         "words"},
        {",Toka,", ",\u201cToka\u201d,",
         "t.csv, row 16, column \"sw\": \"\u201c\", letter 1, halves what a phone can show; write \"\"\" "
         "instead"},
        {",Toka,", ",Toka {,",
         "t.csv, row 16, column \"sw\": a brace is no filling; write {name} with small letters, or round "
         "brackets"},
        {",Toka,", ",Toka {case},",
         "t.csv, row 16, column \"sw\": {case} is not in the first language's text; leave it out, or write "
         "the name "
         "between braces as it is there"},
        {",Kwaheri {status},", ",Kwaheri,",
         "t.csv, row 17, column \"sw\": {status} is missing; write it where the word for it belongs, as in "
         "the first "
         "language"},
        {",Toka,", "," + std::string(1001, 'x') + ",",
         "t.csv, row 16, column \"sw\": the text has 1001 letters; write at most 1000"},
        {",Toka,", "," + std::string(170, 'x') + ",",
         "t.csv, row 16, column \"sw\": screen \"home\" takes 194 characters at its longest with this; 160 "
         "are "
         "allowed; shorten this, or others of that screen, by 34"},
        {",Kwaheri,", "," + std::string(161, 'x') + ",",
         "t.csv, row 8, column \"sw\": the goodbye after wrong keys takes 161 characters at its longest with "
         "this; 160 "
         "are allowed; shorten this, or others of that screen, by 1"},
        {"(sample),status,Accepted,Imekubaliwa", "(sample),status,Accepted," + std::string(160, 'x'),
         "t.csv, row 13, column \"sw\": screen \"bye\" takes 168 characters at its longest with this; 160 "
         "are allowed; "
         "shorten this, or others of that screen, by 8"},
        {"part,en,sw", "part,en,Kiswahili",
         "t.csv, row 1, column \"Kiswahili\": this is neither a column of translations nor a language; a "
         "language has "
         "two or three small letters, as \"so\"; leave other columns out"},
        {"part,en,sw", "part,english,sw",
         "t.csv, row 1, column \"en\": the column is missing; export the texts again and write translations "
         "beside "
         "them"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.after);
        const auto in = read(tiny, replaced(csv_of(tiny), row.before, row.after));

        CHECK_FALSE(in.toml);
        REQUIRE_FALSE(in.refusals.empty());
        CHECK(to_string(in.refusals[0]) == row.said);
    }
}

TEST_CASE("a new language without a text is refused, and every such text named") {
    auto csv = replaced(csv_of(tiny), "en,sw,limit,used", "en,so,limit,used");
    csv.erase(csv.find("home,option 1"), csv.find("home,option 7") - csv.find("home,option 1"));

    const auto in = read(tiny, csv);

    CHECK_FALSE(in.toml);
    REQUIRE(in.refusals.size() == 1);
    CHECK(to_string(in.refusals[0]) ==
          "t.csv, column \"so\": there is no row for screen \"home\", part \"option 1\"; a new language "
          "needs every "
          "text; export the texts again and fill its column");
}

TEST_CASE("every wrong cell is told in one run, in the order of the rows") {
    auto csv = replaced(csv_of(tiny), ",Toka,", ",,");
    csv = replaced(csv, ",Rudi,", ",,");
    csv = replaced(csv, ",Nenda,", ",{x},");

    const auto in = read(tiny, csv);

    REQUIRE(in.refusals.size() == 3);
    CHECK(in.refusals[0].row == 2);
    CHECK(in.refusals[1].row == 15);
    CHECK(in.refusals[2].row == 16);
}

TEST_CASE("a file that is no menu is told as such") {
    const auto in = read("id = 1", "screen,part,en\n");

    CHECK_FALSE(in.toml);
    CHECK_FALSE(in.problems.empty());
    CHECK_FALSE(write_translations("id = 1", "t.toml", measure()).csv);
}
