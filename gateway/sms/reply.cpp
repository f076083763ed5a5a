#include "gateway/sms/reply.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "menus/gsm7.hpp"

namespace kengele::sms {
namespace {

constexpr std::string_view our_name = "KENGELE";
constexpr std::size_t code_digits = 4;
constexpr std::size_t case_number_digits = 7;
// A text of ten segments has fewer; what comes after is a remark in any case.
constexpr std::size_t tokens_max = 400;

// A run of letters or a run of digits, in capitals.
struct Token {
    std::string text;
    bool is_number = false;

    bool is_digit() const { return is_number && text.size() == 1; }
    bool is_code() const { return is_number && text.size() == code_digits; }
};

std::vector<Token> tokens_of(std::string_view text);
bool drop_quotes(std::vector<Token>& tokens);
void read_lone_letter(std::vector<Token>& tokens);
std::optional<Reply> code_beside_digit(const std::vector<Token>& tokens);
std::optional<std::string> only_code(const std::vector<Token>& tokens, bool& is_ambiguous);
Word meaning_of(const std::vector<Token>& tokens);
bool says_no(const Token& token);
Word word_of_digit(char digit);

}  // namespace

Reply read_reply(std::string_view text) {
    auto tokens = tokens_of(text);
    if (!drop_quotes(tokens) || tokens.empty()) return {};
    read_lone_letter(tokens);
    if (const auto whole = code_beside_digit(tokens)) return *whole;

    bool is_ambiguous = false;
    Reply reply;
    reply.code = only_code(tokens, is_ambiguous);
    if (is_ambiguous) return {};
    reply.word = reply.code && tokens.size() == 1 ? Word::none : meaning_of(tokens);
    return reply;
}

namespace {

struct Meaning {
    std::string_view word;
    Word means;
};
constexpr std::array vocabulary{
    Meaning{"ACK", Word::accept},
    Meaning{"OK", Word::accept},
    Meaning{"OKAY", Word::accept},
    Meaning{"OKEY", Word::accept},
    Meaning{"YES", Word::accept},
    Meaning{"GOT", Word::accept},
    Meaning{"ACCEPT", Word::accept},
    Meaning{"ACCEPTED", Word::accept},
    Meaning{"RECEIVED", Word::accept},
    Meaning{"NIMEPOKEA", Word::accept},
    Meaning{"NIMEIPOKEA", Word::accept},
    Meaning{"NAPOKEA", Word::accept},
    Meaning{"SAWA", Word::accept},
    Meaning{"SAWASAWA", Word::accept},
    Meaning{"NDIYO", Word::accept},
    Meaning{"NDIO", Word::accept},
    Meaning{"ONWAY", Word::on_the_way},
    Meaning{"WAY", Word::on_the_way},
    Meaning{"OTW", Word::on_the_way},
    Meaning{"GO", Word::on_the_way},
    Meaning{"GOING", Word::on_the_way},
    Meaning{"COMING", Word::on_the_way},
    Meaning{"NJIANI", Word::on_the_way},
    Meaning{"NAKUJA", Word::on_the_way},
    Meaning{"NINAKUJA", Word::on_the_way},
    Meaning{"TUNAKUJA", Word::on_the_way},
    Meaning{"NAENDA", Word::on_the_way},
    Meaning{"TUNAENDA", Word::on_the_way},
    Meaning{"ARRIVED", Word::arrived},
    Meaning{"HERE", Word::arrived},
    Meaning{"REACHED", Word::arrived},
    Meaning{"NIMEFIKA", Word::arrived},
    Meaning{"TUMEFIKA", Word::arrived},
    Meaning{"DONE", Word::resolved},
    Meaning{"RESOLVED", Word::resolved},
    Meaning{"SOLVED", Word::resolved},
    Meaning{"TAYARI", Word::resolved},
    Meaning{"IMEISHA", Word::resolved},
    Meaning{"IMEKWISHA", Word::resolved},
    Meaning{"IMETATULIWA", Word::resolved},
    Meaning{"CANT", Word::cannot},
    Meaning{"CANNOT", Word::cannot},
    Meaning{"BUSY", Word::cannot},
    Meaning{"UNABLE", Word::cannot},
    Meaning{"DECLINE", Word::cannot},
    Meaning{"SIWEZI", Word::cannot},
    Meaning{"SITAWEZA", Word::cannot},
    Meaning{"HATUWEZI", Word::cannot},
    Meaning{"SITAKUJA", Word::cannot},
    Meaning{"SITAENDA", Word::cannot},
    Meaning{"NO", Word::no},
    Meaning{"HAPANA", Word::no},
    Meaning{"LA", Word::no},
    Meaning{"HELP", Word::help},
    Meaning{"MSAADA", Word::help},
};

// Words that turn the next one round, so that nothing beside them is taken at its word.
constexpr std::array<std::string_view, 13> negations{"NOT",    "NEVER",  "DONT",    "WONT", "DIDNT",
                                                     "HAVENT", "ISNT",   "BADO",    "SI",   "SIO",
                                                     "SIKO",   "HATUKO", "SIJAFIKA"};

constexpr std::array<std::string_view, 4> openings{"REPLY", "JIBU", "ANSWER", "CODE"};

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

bool is_letter(char c) {
    // Every byte of a character beyond ASCII belongs to some word we do not know.
    return (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool is_number_char(char c) {
    return c >= '0' && c <= '9';
}

// "482I" and "O1" are numbers written with letters; nothing where another letter or no digit at all is in it.
std::optional<std::string> as_number(std::string_view run) {
    std::string digits;
    bool has_digit = false;
    for (const char c : run) {
        has_digit = has_digit || is_number_char(c);
        if (c == 'O') {
            digits += '0';
        } else if (c == 'I' || c == 'L') {
            digits += '1';
        } else if (is_number_char(c)) {
            digits += c;
        } else {
            return std::nullopt;
        }
    }
    if (!has_digit) return std::nullopt;
    return digits;
}

// A run of letters and digits: one number, one word, or, as in "4821OK", several of both.
void add_run(std::vector<Token>& tokens, std::string_view run) {
    if (auto number = as_number(run)) {
        tokens.push_back({std::move(*number), true});
        return;
    }
    while (!run.empty()) {
        const bool is_number = is_number_char(run.front());
        const auto end = std::ranges::find_if(run, [&](char c) { return is_number_char(c) != is_number; });
        const auto size = static_cast<std::size_t>(end - run.begin());
        tokens.push_back({std::string(run.substr(0, size)), is_number});
        run.remove_prefix(size);
    }
}

void add_line(std::vector<Token>& tokens, std::string_view line) {
    std::string run;
    for (const char letter : line) {
        const char c = upper(letter);
        if (is_letter(c) || is_number_char(c)) {
            run += c;
        } else if (c != '\'' && c != '`') {  // "can't" is one word
            if (!run.empty()) add_run(tokens, run);
            run.clear();
        }
    }
    if (!run.empty()) add_run(tokens, run);
}

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    while (!text.empty() && tokens.size() < tokens_max) {
        const std::string_view raw = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(raw.size() + 1, text.size()));
        const std::string line = menus::fold_to_gsm7(raw);
        const auto first = line.find_first_not_of(" \t\r");
        const bool is_quoted = first != std::string::npos && line[first] == '>';
        if (!is_quoted) add_line(tokens, line);
    }
    return tokens;
}

// False when all there is, is one of our own texts sent back: its "reply 4821 1" is no answer.
bool drop_quotes(std::vector<Token>& tokens) {
    const auto is_ours = [](const Token& token) { return token.text == our_name; };
    const bool began_with_us = !tokens.empty() && is_ours(tokens.front());
    tokens.erase(tokens.begin(), std::ranges::find_if_not(tokens, is_ours));
    tokens.erase(std::ranges::find_if(tokens, is_ours), tokens.end());
    return !(began_with_us && !tokens.empty() && tokens.front().is_number &&
             tokens.front().text.size() == case_number_digits);
}

// "4821 I" and "l 4821": a lone letter beside nothing but a code is a one.
void read_lone_letter(std::vector<Token>& tokens) {
    if (tokens.size() != 2) return;
    for (const std::size_t at : {std::size_t{0}, std::size_t{1}}) {
        const bool is_one = tokens[at].text == "I" || tokens[at].text == "L";
        if (is_one && tokens[1 - at].is_code()) tokens[at] = {"1", true};
    }
}

// The first code with a digit right before or after it. Numbers on both sides ("1 4821 2"), another number
// right before the pair or a refusal anywhere before it: who knows what was meant.
std::optional<Reply> code_beside_digit(const std::vector<Token>& tokens) {
    const auto code = std::ranges::find_if(tokens, &Token::is_code);
    if (code == tokens.end()) return std::nullopt;
    const bool digit_before = code != tokens.begin() && (code - 1)->is_digit();
    const bool digit_after = code + 1 != tokens.end() && (code + 1)->is_digit();
    if (!digit_before && !digit_after) return std::nullopt;
    const auto digit = digit_before ? code - 1 : code + 1;
    const auto pair = std::min(code, digit);
    const bool is_crowded =
        (digit_before && digit_after) || (pair != tokens.begin() && (pair - 1)->is_number);
    const bool is_refused = std::any_of(tokens.begin(), pair, says_no);
    if (is_crowded || is_refused) return Reply{};
    return Reply{word_of_digit(digit->text.front()), code->text};
}

std::optional<std::string> only_code(const std::vector<Token>& tokens, bool& is_ambiguous) {
    std::optional<std::string> code;
    for (const Token& token : tokens) {
        if (!token.is_code()) continue;
        if (code && *code != token.text) is_ambiguous = true;
        code = token.text;
    }
    return code;
}

// A digit is an answer only where nothing but a code or "reply" comes before it: "with 4 men" resolves
// nothing.
bool may_answer(const std::vector<Token>& tokens, std::size_t at) {
    return std::all_of(
        tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(at), [](const Token& token) {
            return token.is_code() || std::ranges::find(openings, token.text) != openings.end();
        });
}

Word meaning_at(const std::vector<Token>& tokens, std::size_t at) {
    const auto is_word = [&](std::size_t where, std::string_view word) {
        return where < tokens.size() && tokens[where].text == word;
    };
    if (is_word(at, "CAN") && is_word(at + 1, "NOT")) return Word::cannot;
    // "Niko tayari" is "I am ready", not "it is done".
    if (is_word(at, "TAYARI") && at > 0 && (is_word(at - 1, "NIKO") || is_word(at - 1, "TUKO"))) {
        return Word::unknown;
    }
    const auto found = std::ranges::find(vocabulary, tokens[at].text, &Meaning::word);
    return found == vocabulary.end() ? Word::unknown : found->means;
}

Word meaning_of(const std::vector<Token>& tokens) {
    Word first = Word::unknown;
    bool has_yes = false;
    bool has_no = false;
    bool has_help = false;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        Word word = meaning_at(tokens, at);
        if (tokens[at].is_digit() && may_answer(tokens, at)) {
            word = word_of_digit(tokens[at].text.front());
            // "4 821", "1 2", and digits that mean nothing to us.
            const bool is_crowded = at + 1 < tokens.size() && tokens[at + 1].is_number;
            if (is_crowded || word == Word::unknown) return Word::unknown;
        }
        has_help = has_help || word == Word::help;
        has_no = has_no || word == Word::cannot || says_no(tokens[at]);
        if (word == Word::unknown || word == Word::help) continue;
        has_yes = has_yes || (word != Word::cannot && word != Word::no);
        if (first == Word::unknown) first = word;
    }
    if (has_yes && has_no) return Word::unknown;
    if (first == Word::unknown && has_help) return Word::help;
    return first;
}

bool says_no(const Token& token) {
    if (std::ranges::find(negations, token.text) != negations.end()) return true;
    const auto found = std::ranges::find(vocabulary, token.text, &Meaning::word);
    return found != vocabulary.end() && (found->means == Word::no || found->means == Word::cannot);
}

Word word_of_digit(char digit) {
    switch (digit) {
        case '1':
            return Word::accept;
        case '2':
            return Word::on_the_way;
        case '3':
            return Word::arrived;
        case '4':
            return Word::resolved;
        case '5':
            return Word::cannot;
        default:
            return Word::unknown;
    }
}

}  // namespace
}  // namespace kengele::sms
