#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kengele::sms {

// What a responder's SMS asks for.
enum class Word {
    none,  // only a code
    accept,
    on_the_way,
    arrived,
    resolved,
    cannot,
    no,  // undoes a fresh acceptance; means "cannot" before one
    help,
    unknown,
};

struct Reply {
    Word word = Word::unknown;
    std::optional<std::string> code;  // four digits

    bool operator==(const Reply&) const = default;
};

// Reads `4821 1`, `1 4821`, `1`, `4821`, `SAWA`, `4821 NDIYO`, in any case and punctuation. Letters O, I and
// L among digits are 0 and 1. A leading KENGELE is dropped; a later one begins a quoted text, which is not
// read, nor are lines that begin with '>'.
//
// A code beside a digit is a whole answer, and what follows is a remark. A digit without a code counts only
// at the beginning; else the first word that means something counts, wherever it stands. Never guessed: two
// codes, two digits side by side, a yes and a no in one text ("OK but I can't") are `unknown`. Pure.
Reply read_reply(std::string_view text);

}  // namespace kengele::sms
