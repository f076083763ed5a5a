#include "menus/pages.hpp"

#include <doctest/doctest.h>

#include "menus/gsm7.hpp"

using namespace kengele::menus;

namespace {

std::vector<std::string> texts(const Parts& parts, int budget) {
    std::vector<std::string> result;
    for (const auto& page : paginate(parts, budget)) {
        result.push_back(page.text());
    }
    return result;
}

using Texts = std::vector<std::string>;

Parts parts_of(std::string heading, std::vector<std::string> lines) {
    Parts parts;
    parts.heading = std::move(heading);
    parts.lines = std::move(lines);
    parts.more = "98 More";
    parts.back = "0 Back";
    parts.home = "00 Start";
    return parts;
}

}  // namespace

TEST_CASE("what fits is one page, and the way to the start gives way before a line does") {
    const auto parts = parts_of("Head", {"1 One", "2 Two"});

    CHECK(texts(parts, 160) == Texts{"Head\n1 One\n2 Two\n0 Back 00 Start"});
    CHECK(texts(parts, 32) == Texts{"Head\n1 One\n2 Two\n0 Back 00 Start"});
    CHECK(texts(parts, 31) == Texts{"Head\n1 One\n2 Two\n0 Back"});
    CHECK(texts(parts, 23) == Texts{"Head\n1 One\n2 Two\n0 Back"});
}

TEST_CASE("lines are divided greedily, and the last page needs no more") {
    auto parts = parts_of("Head", {"1 One", "2 Two", "3 Three", "4 Four"});
    parts.home.clear();

    CHECK(texts(parts, 33) == Texts{"Head\n1 One\n2 Two\n98 More\n0 Back", "Head\n3 Three\n4 Four\n0 Back"});
    CHECK(texts(parts, 25).size() == 4);
}

TEST_CASE("the first page of the first screen does not lead back") {
    auto parts = parts_of("Head", {"1 One", "2 Two", "3 Three hundred"});
    parts.home.clear();
    parts.is_back_on_first = false;

    CHECK(texts(parts, 30) == Texts{"Head\n1 One\n2 Two\n98 More", "Head\n3 Three hundred\n0 Back"});
}

TEST_CASE("names count their keys from one on each page, at most eight") {
    auto parts = parts_of("Head", {"a", "b", "c", "d", "e", "f", "g", "h", "i"});
    parts.are_keys_of_the_page = true;
    parts.home.clear();

    CHECK(texts(parts, 160) ==
          Texts{"Head\n1 a\n2 b\n3 c\n4 d\n5 e\n6 f\n7 g\n8 h\n98 More\n0 Back", "Head\n1 i\n0 Back"});
}

TEST_CASE("a heading too long to stand over a line is divided between words, and nothing is lost") {
    const auto parts = parts_of("one two three four five six seven eight nine ten", {"1 Go on then"});

    const auto pages = texts(parts, 40);

    CHECK(pages == Texts{"one two three\n98 More\n0 Back 00 Start", "four five six\n98 More\n0 Back 00 Start",
                         "seven eight nine\n98 More\n0 Back 00 Start", "ten\n98 More\n0 Back 00 Start",
                         "1 Go on then\n0 Back 00 Start"});
    for (const auto& page : pages) {
        CHECK(cost(page).units <= 40);
    }
}

TEST_CASE("a line of a long text is not torn where whole lines fill half a page") {
    const auto pages =
        texts(parts_of("Police 999 112\nChild 116\nCorruption EACC 1551\nWildlife KWS 0800597000", {}), 50);

    CHECK(pages == Texts{"Police 999 112\nChild 116\n98 More\n0 Back 00 Start",
                         "Corruption EACC 1551\n98 More\n0 Back 00 Start",
                         "Wildlife KWS 0800597000\n0 Back 00 Start"});
}

TEST_CASE("a word longer than a page stays whole") {
    const auto parts = parts_of(std::string(50, 'w'), {"1 Go"});

    CHECK(texts(parts, 30).front().starts_with(std::string(50, 'w')));
}

TEST_CASE("divided pages keep room for a hint in place of the heading") {
    auto parts = parts_of("Head", {"1 One", "2 Two", "3 Three", "4 Four"});
    parts.home.clear();
    parts.heading_room = 14;

    for (auto& page : paginate(parts, 37)) {
        page.heading = std::string(14, 'h');
        CHECK(cost(page.text()).units <= 37);
    }
}
