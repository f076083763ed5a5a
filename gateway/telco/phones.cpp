#include "gateway/telco/phones.hpp"

namespace kengele::telco {

void Phones::label(const storage::PhoneNumber& number, std::string label) {
    phones_[number].label = std::move(label);
}

void Phones::received(const storage::PhoneNumber& number, std::string text, world::WallTime now) {
    keep(number, {0, false, std::move(text), now});
}

void Phones::sent(const storage::PhoneNumber& number, std::string text, world::WallTime now) {
    keep(number, {0, true, std::move(text), now});
}

void Phones::keep(const storage::PhoneNumber& number, PhoneText text) {
    auto& texts = phones_[number].texts;
    text.number = ++texts_so_far_;
    texts.push_back(std::move(text));
    if (texts.size() > Phone::texts_max) texts.pop_front();
}

}  // namespace kengele::telco
