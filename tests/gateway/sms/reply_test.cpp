#include "gateway/sms/reply.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace kengele::sms;

namespace {

struct Row {
    std::string text;
    Word word;
    std::string code;  // empty: none
};

void check(const std::vector<Row>& rows) {
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const Reply reply = read_reply(row.text);
        CHECK(reply.word == row.word);
        CHECK(reply.code.value_or("") == row.code);
    }
}

}  // namespace

TEST_CASE("a code and a digit, as people type them") {
    check({
        {"4821 1", Word::accept, "4821"},
        {"1 4821", Word::accept, "4821"},
        {"4821 2", Word::on_the_way, "4821"},
        {"4821 3", Word::arrived, "4821"},
        {"4821 4", Word::resolved, "4821"},
        {"4821 5", Word::cannot, "4821"},
        {"5 4821", Word::cannot, "4821"},
        {"  4821   1  ", Word::accept, "4821"},
        {"4821\n1", Word::accept, "4821"},
        {"4821\r\n1\r\n", Word::accept, "4821"},
        {"4821-1", Word::accept, "4821"},
        {"4821.1", Word::accept, "4821"},
        {"4821,1", Word::accept, "4821"},
        {"4821/1", Word::accept, "4821"},
        {"4821+1", Word::accept, "4821"},
        {"4821#1", Word::accept, "4821"},
        {"*4821*1#", Word::accept, "4821"},
        {"(4821) 1.", Word::accept, "4821"},
        {"4821: 1!", Word::accept, "4821"},
        {"\"4821 1\"", Word::accept, "4821"},
        {"4821\xC2\xA0"
         "1",
         Word::accept, "4821"},
        {"4821 \xE2\x80\x93 1", Word::accept, "4821"},
        {"KENGELE 4821 1", Word::accept, "4821"},
        {"kengele: 4821 2", Word::on_the_way, "4821"},
        {"Kengele 1 4821", Word::accept, "4821"},
        {"Reply 4821 1", Word::accept, "4821"},
        {"Jibu 4821 5", Word::cannot, "4821"},
        {"48Z1 1", Word::unknown, ""},
        {"482I 1", Word::accept, "4821"},
        {"482l 1", Word::accept, "4821"},
        {"4O21 1", Word::accept, "4021"},
        {"4o21 1", Word::accept, "4021"},
        {"4821 I", Word::accept, "4821"},
        {"4821 l", Word::accept, "4821"},
        {"i 4821", Word::accept, "4821"},
        {"4821 1 niko njiani", Word::accept, "4821"},
        {"4821 1 got it", Word::accept, "4821"},
        {"4821 2 10 minutes away", Word::on_the_way, "4821"},
        {"4821 1 gari ni KBA 123C", Word::accept, "4821"},
        {"4821 1 with 4 men", Word::accept, "4821"},
        {"ok 4821 1", Word::accept, "4821"},
        {"ndio chifu hapa 4821 1", Word::accept, "4821"},
        {"0821 1", Word::accept, "0821"},
    });
}

TEST_CASE("a digit or a code alone") {
    check({
        {"1", Word::accept, ""},
        {"2", Word::on_the_way, ""},
        {"3", Word::arrived, ""},
        {"4", Word::resolved, ""},
        {"5", Word::cannot, ""},
        {" 1. ", Word::accept, ""},
        {"1!", Word::accept, ""},
        {"(1)", Word::accept, ""},
        {"KENGELE 1", Word::accept, ""},
        {"Reply 1", Word::accept, ""},
        {"1 nimepokea", Word::accept, ""},
        {"2 niko njiani", Word::on_the_way, ""},
        {"1 nafika saa 2", Word::accept, ""},
        {"4821", Word::none, "4821"},
        {"4821?", Word::none, "4821"},
        {" KENGELE 4821", Word::none, "4821"},
        {"482I", Word::none, "4821"},
    });
}

TEST_CASE("words in both languages, with a code and without") {
    check({
        {"OK", Word::accept, ""},
        {"Ok.", Word::accept, ""},
        {"okay", Word::accept, ""},
        {"yes", Word::accept, ""},
        {"ACK", Word::accept, ""},
        {"got it", Word::accept, ""},
        {"SAWA", Word::accept, ""},
        {"sawa sawa", Word::accept, ""},
        {"Ndiyo", Word::accept, ""},
        {"nimepokea", Word::accept, ""},
        {"4821 NDIYO", Word::accept, "4821"},
        {"4821 sawa", Word::accept, "4821"},
        {"SAWA 4821", Word::accept, "4821"},
        {"4821OK", Word::accept, "4821"},
        {"ok4821", Word::accept, "4821"},
        {"Yes I got the alert 4821", Word::accept, "4821"},
        {"Sawa nimepokea kesi 4821 asante", Word::accept, "4821"},
        {"on the way", Word::on_the_way, ""},
        {"ONWAY 4821", Word::on_the_way, "4821"},
        {"4821 coming", Word::on_the_way, "4821"},
        {"4821 I am coming", Word::on_the_way, "4821"},
        {"Niko njiani 4821", Word::on_the_way, "4821"},
        {"nakuja", Word::on_the_way, ""},
        {"4821 naenda", Word::on_the_way, "4821"},
        {"arrived", Word::arrived, ""},
        {"4821 nimefika", Word::arrived, "4821"},
        {"tumefika 4821", Word::arrived, "4821"},
        {"done", Word::resolved, ""},
        {"4821 DONE", Word::resolved, "4821"},
        {"4821 imeisha", Word::resolved, "4821"},
        {"tayari 4821", Word::resolved, "4821"},
        {"4821 imetatuliwa", Word::resolved, "4821"},
        {"can't", Word::cannot, ""},
        {"can\xE2\x80\x99t 4821", Word::cannot, "4821"},
        {"4821 cant make it", Word::cannot, "4821"},
        {"I can not", Word::cannot, ""},
        {"cannot 4821", Word::cannot, "4821"},
        {"4821 busy", Word::cannot, "4821"},
        {"siwezi", Word::cannot, ""},
        {"4821 siwezi kufika", Word::cannot, "4821"},
        {"NO", Word::no, ""},
        {"no 4821", Word::no, "4821"},
        {"4821 NO", Word::no, "4821"},
        {"4821NO", Word::no, "4821"},
        {"Hapana", Word::no, ""},
        {"HAPANA 4821", Word::no, "4821"},
        {"4821 hapana si mimi", Word::no, "4821"},
        {"HELP", Word::help, ""},
        {"msaada", Word::help, ""},
        {"help 4821", Word::help, "4821"},
    });
}

TEST_CASE("what a phone quotes below or above the answer is not read") {
    const std::string alert =
        "KENGELE 4829137 P1 Fire, Makina, near the church, 18:45. Reply 4821 1 got it, 2 on way, 5 can't.";
    check({
        {"1\n" + alert, Word::accept, ""},
        {"4821 2 " + alert, Word::on_the_way, "4821"},
        {"> " + alert + "\n4821 1", Word::accept, "4821"},
        {"sawa\n> " + alert, Word::accept, ""},
        {"NO\n\n" + alert, Word::no, ""},
        {alert, Word::unknown, ""},
        {"KENGELE: " + alert.substr(8), Word::unknown, ""},
    });
}

TEST_CASE("what may mean two things is never guessed") {
    check({
        {"OK but I can't", Word::unknown, ""},
        {"sawa lakini siwezi 4821", Word::unknown, "4821"},
        {"not coming 4821", Word::unknown, "4821"},
        {"I have not arrived", Word::unknown, ""},
        {"bado sijafika 4821", Word::unknown, "4821"},
        {"no way", Word::unknown, ""},
        {"yes/no", Word::unknown, ""},
        {"NO 4821 1", Word::unknown, ""},
        {"1 2", Word::unknown, ""},
        {"1 4821 2", Word::unknown, ""},
        {"4821 5930", Word::unknown, ""},
        {"4821 5930 1", Word::unknown, ""},
        {"4821 ok 5930", Word::unknown, ""},
        {"48211", Word::unknown, ""},
        {"14821", Word::unknown, ""},
        {"4,821 1", Word::unknown, ""},
        {"4 821", Word::unknown, ""},
        {"niko tayari kuja", Word::unknown, ""},
        {"nitafika saa 2", Word::unknown, ""},
        {"need 4 officers", Word::unknown, ""},
        {"1 got it, 2 on way, 5 can't", Word::unknown, ""},
    });
}

TEST_CASE("what says nothing to us is unknown, with the code where there is one") {
    check({
        {"", Word::unknown, ""},
        {"   \n\n ", Word::unknown, ""},
        {"?", Word::unknown, ""},
        {"KENGELE", Word::unknown, ""},
        {"6", Word::unknown, ""},
        {"0", Word::unknown, ""},
        {"9", Word::unknown, ""},
        {"11", Word::unknown, ""},
        {"4821 7", Word::unknown, "4821"},
        {"8 4821", Word::unknown, "4821"},
        {"4821 hello", Word::unknown, "4821"},
        {"habari yako", Word::unknown, ""},
        {"Who is this?", Word::unknown, ""},
        {"4829137 1", Word::unknown, ""},
        {"0712345678", Word::unknown, ""},
        {"call me 0712345678", Word::unknown, ""},
        {"\xF0\x9F\x91\x8D", Word::unknown, ""},
        {"\xFF\xFE", Word::unknown, ""},
        {"I", Word::unknown, ""},
        {std::string(100'000, '1'), Word::unknown, ""},
        {std::string(100'000, 'x'), Word::unknown, ""},
    });
}
