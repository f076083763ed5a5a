#include "menus/gsm7.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace kengele::menus;

namespace {

std::string times(int count, const std::string& text) {
    std::string result;
    for (int i = 0; i < count; ++i) {
        result += text;
    }
    return result;
}

struct PartsRow {
    std::string text;
    int parts;
};

struct CostRow {
    std::string text;
    bool is_gsm7;
    int units;
    std::size_t first_foreign;
};

struct FoldRow {
    std::string text;
    std::string folded;
};

}  // namespace

TEST_CASE("an SMS has as many parts as the network counts") {
    const PartsRow rows[] = {
        {"", 1},
        {times(160, "a"), 1},
        {times(161, "a"), 2},
        {times(306, "a"), 2},
        {times(307, "a"), 3},
        {times(459, "a"), 3},
        {times(460, "a"), 4},
        {times(80, "€"), 1},
        {times(81, "€"), 2},
        {times(152, "a") + "€" + times(10, "a"), 2},
        {times(152, "a") + "€" + times(151, "a"), 2},
        {times(152, "a") + "€" + times(152, "a"), 3},
        {times(70, "ũ"), 1},
        {times(71, "ũ"), 2},
        {times(134, "ũ"), 2},
        {times(135, "ũ"), 3},
        {times(68, "a") + "🔥", 1},
        {times(69, "a") + "🔥", 2},
        {times(66, "a") + "🔥" + times(66, "a"), 3},
    };

    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(sms_parts(row.text) == row.parts);
    }
}

TEST_CASE("text costs septets, or UTF-16 units once a character is foreign") {
    const CostRow rows[] = {
        {"", true, 0, 0},
        {"Moto!", true, 5, 0},
        {"à è é ì ò ù ä ö ñ ü å ø æ ß Ä Ö Ñ Ü Å Ø Æ É Ç § ¿ ¡ £ ¥ ¤ @ $ _", true, 63, 0},
        {"ΔΦΓΛΩΠΨΣΘΞ", true, 10, 0},
        {"^{}\\[~]|€\f", true, 20, 0},
        {"a\nb", true, 3, 0},
        {"a\r\nb", true, 4, 0},
        {"a\tb", false, 3, 1},
        {"ng’ombe", false, 7, 2},
        {"ç", false, 1, 0},
        {"`", false, 1, 0},
        {"a\u00A0b", false, 3, 1},
        {"Kĩambu", false, 6, 1},
        {"{🔥", false, 3, 1},
        {"ab\xFF", false, 3, 2},
        {"\xE2\x82", false, 2, 0},
        {"\xED\xA0\x80", false, 3, 0},
        {std::string("\0", 1), false, 1, 0},
        {"\x1B", false, 1, 0},
    };

    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto price = cost(row.text);
        CHECK(price.is_gsm7 == row.is_gsm7);
        CHECK(price.units == row.units);
        CHECK(price.first_foreign == row.first_foreign);
        CHECK(septets(row.text) == (row.is_gsm7 ? std::optional(row.units) : std::nullopt));
    }
}

TEST_CASE("what callers type is made plain enough for any phone") {
    const FoldRow rows[] = {
        {"Kibera, kwa chifu", "Kibera, kwa chifu"},
        {"“ng’ombe” – ‘tatu’…", "\"ng'ombe\" - 'tatu'..."},
        {"Gĩkũyũ Mũthambi", "Gikuyu Muthambi"},
        {"á í ó ú â ê î ô û ç", "a i o u a e i o u c"},
        {"é à ñ Ç", "é à ñ Ç"},
        {"a\u00A0b\u2009c", "a b c"},
        {"a\tb\nc\rd\x7F", "a b c d "},
        {"`shule`", "'shule'"},
        {"moto 🔥", "moto ?"},
        {"سلام", "????"},
        {"ﬁre ½", "fire 1/2"},
        {"a\u200Bb\u00ADc\uFEFF", "abc"},
        {"x\xFFy", "x?y"},
        {"{a} [b] €5", "{a} [b] €5"},
        {std::string("a\0b", 3), "a b"},
    };

    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(fold_to_gsm7(row.text) == row.folded);
    }
}

TEST_CASE("folding any bytes leaves only what a phone can show") {
    std::string bytes;
    for (int high = 0; high < 256; ++high) {
        for (int low = 0; low < 256; low += 7) {
            bytes = {static_cast<char>(high), static_cast<char>(low), 'a', static_cast<char>(high)};
            CAPTURE(high);
            CAPTURE(low);
            CHECK(cost(fold_to_gsm7(bytes)).is_gsm7);
        }
    }
}

TEST_CASE("a beginning never splits a character and never costs more than allowed") {
    CHECK(beginning("abc", 2) == "ab");
    CHECK(beginning("a€c", 2) == "a");
    CHECK(beginning("a€c", 3) == "a€");
    CHECK(beginning("éé", 1) == "é");
    CHECK(beginning("abc", 0).empty());
    CHECK(beginning("abc", 9) == "abc");
}
