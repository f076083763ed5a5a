#include "storage/model/phone_number.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <ostream>

#include "storage/model/private_text.hpp"

using namespace kengele::storage;

namespace {

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) {
    out << value;
};

static_assert(!Streamable<PhoneNumber> && !Streamable<PrivateText>);
static_assert(!fmt::is_formattable<PhoneNumber>::value && !fmt::is_formattable<PrivateText>::value);
static_assert(Streamable<std::string> && fmt::is_formattable<std::string>::value);

std::string parsed(std::string_view text) {
    const auto number = PhoneNumber::parse(text);
    return number ? number->reveal() : "nothing";
}

}  // namespace

TEST_CASE("a phone number is read in every form providers send") {
    const struct {
        std::string_view text;
        std::string_view number;
    } rows[] = {
        {"+254712345678", "+254712345678"},
        {"254712345678", "+254712345678"},
        {"00254712345678", "+254712345678"},
        {"0712345678", "+254712345678"},
        {"712345678", "+254712345678"},
        {" 254712345678", "+254712345678"},  // a form decoder ate the plus
        {"0110345678", "+254110345678"},
        {"110345678", "+254110345678"},
        {"+254110345678", "+254110345678"},
        {"+256772123456", "+256772123456"},
        {" 256772123456", "+256772123456"},
        {"00256772123456", "+256772123456"},
        {"+14155550123", "+14155550123"},
        {"+123456789012345", "+123456789012345"},  // the longest of E.164
        {"+29041234", "+29041234"}                 // the shortest in use,
    };

    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(parsed(row.text) == row.number);
    }
}

TEST_CASE("what is no subscriber is nothing") {
    const std::string_view rows[] = {
        "",
        " ",
        "+",
        "00",
        "22384",
        "100",
        "999",
        "*384#",
        "Safaricom",
        "MPESA",
        "anonymous",
        "0712345678 ",
        "  254712345678",
        "++254712345678",
        "07123456789",
        "071234567",
        "0212345678",
        "812345678",
        "+254212345678",
        "+25471234567",
        "+2547123456789",
        "254212345678",
        "256772123456",
        "+0712345678",
        " 0712345678",
        "+1234567890123456",
        "000254712345678",
        "0712-345-678",
        "+254 712 345 678",
        "+254712345678;x=1",
        "07123４5678",
        "12345678",
    };

    for (const auto text : rows) {
        CAPTURE(text);
        CHECK(parsed(text) == "nothing");
    }
}

TEST_CASE("a million digits are refused as quickly as twenty") {
    CHECK(parsed(std::string(1'000'000, '7')) == "nothing");
    CHECK(parsed("+" + std::string(1'000'000, '1')) == "nothing");
}
