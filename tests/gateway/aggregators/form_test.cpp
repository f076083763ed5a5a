#include "gateway/aggregators/form.hpp"

#include <doctest/doctest.h>

#include "gateway/aggregators/error.hpp"

using namespace kengele;
using namespace kengele::aggregators;

namespace {

const std::string bad = "\xEF\xBF\xBD";
const std::string form_type = "application/x-www-form-urlencoded";

world::HttpRequest post(std::string body, std::string content_type = form_type) {
    return {"POST", "/cb/at/secret/sms", {{"Content-Type", std::move(content_type)}}, std::move(body)};
}

std::string text_of(std::string body) {
    return std::string(Form::read(post(std::move(body))).value().value_or_empty("text"));
}

}  // namespace

TEST_CASE("a field is decoded exactly once, and bad bytes stay visible instead of ending the report") {
    struct Row {
        std::string body;
        std::string text;
    };
    const std::vector<Row> rows{
        {"text=moto", "moto"},
        {"text=moto+mkubwa", "moto mkubwa"},
        {"text=moto%20mkubwa", "moto mkubwa"},
        {"text=1%2B1", "1+1"},
        {"text=%252B", "%2B"},
        {"text=1%2a2", "1*2"},
        {"text=1*2", "1*2"},
        {"text=a=b", "a=b"},
        {"text=a%3Db%26c", "a=b&c"},
        {"text=", ""},
        {"text", ""},
        {"", ""},
        {"&&text=x&", "x"},
        {"a=1&text=x&b=2", "x"},
        {"text=first&text=second", "first"},
        {"text=100%", "100" + bad},
        {"text=100%4", "100" + bad + "4"},
        {"text=%zz", bad + "zz"},
        {"text=%4g", bad + "4g"},
        {"text=%%41", bad + "A"},
        {"text=caf%C3%A9", "caf\xC3\xA9"},
        {"text=caf%E9", "caf" + bad},
        {"text=%C3", bad},
        {"text=%C0%AF", bad + bad},
        {"text=%ED%A0%80", bad + bad + bad},
        {"text=%F0%9F%94%A5", "\xF0\x9F\x94\xA5"},
        {"text=\xFFmoto", bad + "moto"},
        {"text=a%00b", "a" + bad + "b"},
        {"text=line%0Aline", "line\nline"},
        {"text=moto\r\n", "moto"},
        {"t%65xt=named", "named"},
    };

    for (const auto& row : rows) {
        CAPTURE(row.body);
        CHECK(text_of(row.body) == row.text);
    }
}

TEST_CASE("the content type may carry parameters or be absent, but not be another one") {
    const std::vector<std::string> forms{form_type,
                                         form_type + "; charset=UTF-8",
                                         form_type + ";charset=utf-8",
                                         form_type + " ; charset=utf-8",
                                         "Application/X-WWW-Form-Urlencoded",
                                         ""};
    const std::vector<std::string> others{"application/json", "text/plain", "multipart/form-data; boundary=x",
                                          "application/x-www-form-urlencodedx"};

    for (const auto& type : forms) {
        CAPTURE(type);
        CHECK(Form::read(post("text=x", type)).has_value());
    }
    for (const auto& type : others) {
        CAPTURE(type);
        CHECK(Form::read(post("text=x", type)).error() == Error::bad_request);
    }
    CHECK(Form::read({"POST", "/", {}, "text=x"}).has_value());
    CHECK(Form::read({"GET", "/", {}, "text=x"}).error() == Error::bad_request);
}

TEST_CASE("a form has bounds on its fields and bytes, and reaches them") {
    std::string many;
    for (std::size_t i = 0; i < Form::fields_max; ++i)
        many += "a=1&";
    const std::string long_text = "text=" + std::string(Form::body_bytes_max - 5, 'a');

    CHECK(Form::read(post(many)).has_value());
    CHECK(Form::read(post(many + "text=x")).error() == Error::bad_request);
    CHECK(text_of(long_text).size() == Form::body_bytes_max - 5);
    CHECK(Form::read(post(long_text + "a")).error() == Error::bad_request);
    CHECK(Form::read(post("text=" + std::string(1'000'000, '7'))).error() == Error::bad_request);
}

TEST_CASE("what is encoded is decoded to the same") {
    std::string all;
    for (int byte = 1; byte < 128; ++byte)
        all += static_cast<char>(byte);
    all += "\xC3\xA9\xF0\x9F\x94\xA5";

    const std::string body = encode_form({{"na me", "x"}, {"text", all}});

    CHECK(body.starts_with("na+me=x&text=%01%02"));
    CHECK(text_of(body) == all);
    CHECK(encode_form({}).empty());
}
