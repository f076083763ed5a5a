#include "gateway/cli/rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace kengele::cli {
namespace {

class FixedRandom final : public world::Random {
public:
    void fill(std::span<std::uint8_t> bytes) override { std::ranges::fill(bytes, std::uint8_t{7}); }
};

std::string starter(const std::string& name) {
    const std::ifstream in(KENGELE_SOURCE_DIR "/menus/definitions/kenya/" + name);
    REQUIRE(in.good());
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

reporters::KeyRing a_ring() {
    return reporters::KeyRing{storage::Bytes(reporters::KeyRing::root_bytes, 3)};
}

// As after an import: every place has a number.
std::vector<storage::Place> numbered(std::vector<storage::Place> places) {
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i].number.value = static_cast<std::int64_t>(i) + 1;
    return places;
}

Rules starter_rules() {
    Rules rules;
    Problems problems;
    rules.roles = read_roles(starter("roles.csv"), "roles.csv", problems);
    rules.rungs = read_ladders(starter("ladders.csv"), "ladders.csv", rules, problems);
    rules.kinds = read_taxonomy(starter("taxonomy.csv"), "taxonomy.csv", rules, problems);
    rules.places = numbered(read_places(starter("places.csv"), "places.csv", rules, problems));
    REQUIRE(problems.empty());
    return rules;
}

std::vector<std::string> told(const Problems& problems) {
    std::vector<std::string> lines;
    for (const auto& problem : problems)
        lines.push_back(menus::to_string(problem));
    return lines;
}

bool is_told(const Problems& problems, std::string_view start, std::string_view word) {
    return std::ranges::any_of(told(problems), [&](const auto& line) {
        return line.starts_with(start) && line.find(word) != std::string::npos;
    });
}

TEST_CASE("the starter pack has nothing to complain about") {
    const auto rules = starter_rules();
    const auto ring = a_ring();
    FixedRandom random;
    Problems problems;

    const auto roster =
        read_responders(starter("responders.csv"), "responders.csv", rules, ring, random, problems);

    CHECK(told(problems) == std::vector<std::string>{});
    CHECK(rules.places.size() == 1788);
    CHECK(std::ranges::any_of(roster, [](const auto& row) { return row.office.role == "OPS"; }));
}

TEST_CASE("what was read is written again as it was") {
    const auto rules = starter_rules();

    CHECK(write_roles(rules) == starter("roles.csv"));
    CHECK(write_taxonomy(rules) == starter("taxonomy.csv"));
}

TEST_CASE("a number is sealed when read and comes back only in an export") {
    auto rules = starter_rules();
    const auto ring = a_ring();
    FixedRandom random;
    Problems problems;

    rules.roster = read_responders(
        "office,role,places,name,phone,language,rank,on_duty\n"
        "Post,OCS,047-274|047-275,Asha,0712345678,sw,holder,yes\n",
        "r.csv", rules, ring, random, problems);

    REQUIRE(told(problems) == std::vector<std::string>{});
    const auto& bytes = rules.roster[0].responder.phone_sealed;
    CHECK(std::string(bytes.begin(), bytes.end()).find("712345678") == std::string::npos);
    CHECK(write_responders(rules, ring).find("Post,OCS,047-274|047-275,Asha,+254712345678,sw,holder,yes\n") !=
          std::string::npos);
}

TEST_CASE("every wrong line of a roster is named in one run, and never with a number") {
    const auto rules = starter_rules();
    const auto ring = a_ring();
    FixedRandom random;
    Problems problems;

    read_responders(
        "office,role,places,name,phone,language,rank,on_duty\n"
        "Post,NOBODY,047-274,Asha,0799888777,sw,holder,yes\n"
        "Post,OCS,999-999,Asha,0799888777,sw,holder,yes\n"
        "Post,OCS,047-274,Juma,22384,sw,holder,yes\n"
        "Post,OCS,047-274,Juma,0799888666,fr,chief,maybe\n"
        "Post,OCS,047-274,Other,0799888777,sw,holder,yes\n"
        "Post,OCS,047-274\n",
        "r.csv", rules, ring, random, problems);

    CHECK(is_told(problems, "r.csv:2:", "NOBODY"));
    CHECK(is_told(problems, "r.csv:3:", "999-999"));
    CHECK(is_told(problems, "r.csv:4:", "phone"));
    CHECK(is_told(problems, "r.csv:5:", "'fr'"));
    CHECK(is_told(problems, "r.csv:5:", "'chief'"));
    CHECK(is_told(problems, "r.csv:5:", "'maybe'"));
    CHECK(is_told(problems, "r.csv:6:", "another name"));
    CHECK(is_told(problems, "r.csv:7:", "3 cells where 8"));
    CHECK_FALSE(is_told(problems, "", "22384"));
    CHECK_FALSE(is_told(problems, "", "998887"));
    CHECK_FALSE(is_told(problems, "", "998886"));
}

TEST_CASE("a ladder must be whole: numbered, growing, ending at the desk") {
    const auto rules = starter_rules();
    struct Row {
        const char* lines;
        const char* word;
    };
    const Row rows[] = {
        {"X,0,0,LEAD,\nX,1,5,CHIEF,\n", "operations desk"},
        {"X,0,0,LEAD,\nX,2,5,OPS,\n", "rung 2"},
        {"X,0,3,LEAD,\nX,1,5,OPS,\n", "does not come after"},
        {"X,0,0,LEAD,\nX,1,0,OPS,\n", "does not come after"},
        {"X,0,0,WIZARD,\nX,1,5,OPS,\n", "WIZARD"},
        {"X,0,0,LEAD,\nX,1,5,OPS,police\n", "never"},
        {"X,0,0,LEAD,nobody\nX,1,5,OPS,\n", "nobody"},
        {"X,0,0,,\nX,1,5,OPS,\n", "tells nobody"},
        {"X,0,soon,LEAD,\nX,1,5,OPS,\n", "soon"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.lines);
        Problems problems;

        read_ladders(std::string{"ladder,rung,after_minutes,roles,never\n"} + row.lines, "l.csv", rules,
                     problems);

        CHECK(is_told(problems, "l.csv:", row.word));
    }
}

TEST_CASE("a place must continue the path of a parent that is there") {
    const auto rules = starter_rules();
    struct Row {
        const char* line;
        const char* word;  // empty: nothing is wrong
    };
    const Row rows[] = {
        {"047-274-9001,New Ward,ward,047-274,Old|Older\n", ""},
        {"047-275-9001,New Ward,ward,047-274,\n", "does not continue"},
        {"047-274-9001,New Ward,ward,047-999,\n", "no known place"},
        {"047-274-9001,New Ward,borough,047-274,\n", "borough"},
        {"047-274-9001,,ward,047-274,\n", "no name"},
        {"047 274,New,ward,047,\n", "no place code"},
        {"047-274-9001,A,ward,047-274,\n047-274-9001,B,ward,047-274,\n", "twice"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.line);
        Problems problems;
        const bool is_fine = std::string_view{row.word}.empty();

        read_places(std::string{"code,name,level,parent_code,aliases\n"} + row.line, "p.csv", rules,
                    problems);

        CHECK(problems.empty() == is_fine);
        CHECK((is_fine || is_told(problems, "p.csv:", row.word)));
    }
}

}  // namespace
}  // namespace kengele::cli
