#include "menus/exchange/legible.hpp"

#include <fmt/format.h>

#include <set>

#include "menus/gsm7.hpp"
#include "menus/text.hpp"
#include "menus/utf8.hpp"

namespace kengele::exchange {

namespace {

constexpr std::size_t text_bytes_max = 1000;

std::string foreign_letter(std::string_view words, std::size_t at);
std::size_t letters(std::string_view words);

}  // namespace

std::optional<Objection> why_not_shown(std::string_view words) {
    if (words.size() > text_bytes_max) {
        return Objection{fmt::format("the text has {} letters", words.size()),
                         fmt::format("write at most {}", text_bytes_max)};
    }
    if (const auto price = menus::cost(words); !price.is_gsm7) {
        const auto foreign = foreign_letter(words, price.first_foreign);
        const auto plain = menus::fold_to_gsm7(foreign);
        return Objection{fmt::format("\"{}\", letter {}, halves what a phone can show", foreign,
                                     letters(words.substr(0, price.first_foreign)) + 1),
                         plain.empty() || plain == "?" ? "leave it out, or say it in words"
                                                       : fmt::format("write \"{}\" instead", plain)};
    }
    if (!menus::pieces(words)) {
        return Objection{"a brace is no filling", "write {name} with small letters, or round brackets"};
    }
    return std::nullopt;
}

std::optional<Objection> other_fillings(std::string_view source, std::string_view words) {
    const auto there = menus::fillings(source);
    const auto here = menus::fillings(words);
    const std::set<std::string> wanted(there.begin(), there.end());
    const std::set<std::string> given(here.begin(), here.end());
    for (const auto& name : given) {
        if (!wanted.contains(name))
            return Objection{fmt::format("{{{}}} is not in the first language's text", name),
                             "leave it out, or write the name between braces as it is there"};
    }
    for (const auto& name : wanted) {
        if (!given.contains(name))
            return Objection{fmt::format("{{{}}} is missing", name),
                             "write it where the word for it belongs, as in the first language"};
    }
    return std::nullopt;
}

namespace {

std::string foreign_letter(std::string_view words, std::size_t at) {
    return std::string(words.substr(at, menus::code_point_at(words, at).bytes));
}

std::size_t letters(std::string_view words) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < words.size(); ++count)
        at += menus::code_point_at(words, at).bytes;
    return count;
}

}  // namespace

}  // namespace kengele::exchange
