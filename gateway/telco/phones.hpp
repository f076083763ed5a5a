#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/world/clock.hpp"
#include "storage/model/phone_number.hpp"

namespace kengele::telco {

// On: texts arrive. Off: the provider takes a text and later reports that it could not be delivered. Barred:
// it refuses the number at once.
enum class Reach { on, off, barred };

struct PhoneText {
    int number = 0;  // grows over all phones
    bool is_from_phone = false;
    std::string text;
    world::WallTime at;
};

struct Phone {
    std::string label;  // "Assistant Chief, Kangemi"; empty when nobody said who it is
    Reach reach = Reach::on;
    std::deque<PhoneText> texts;  // oldest first; at most `texts_max`

    static constexpr std::size_t texts_max = 200;
};

// All handsets of the pretended network and what lies in their inboxes. In memory only.
class Phones {
public:
    void label(const storage::PhoneNumber& number, std::string label);
    Phone& at(const storage::PhoneNumber& number) { return phones_[number]; }
    void received(const storage::PhoneNumber& number, std::string text, world::WallTime now);
    void sent(const storage::PhoneNumber& number, std::string text, world::WallTime now);

    const std::map<storage::PhoneNumber, Phone>& all() const { return phones_; }

private:
    void keep(const storage::PhoneNumber& number, PhoneText text);

    std::map<storage::PhoneNumber, Phone> phones_;
    int texts_so_far_ = 0;
};

}  // namespace kengele::telco
