#pragma once

#include <optional>
#include <string_view>

namespace kengele::telco {

// What goes wrong when the gateway sends a text.
enum class Fault {
    none,
    answer_lost,  // the text arrives, our answer to the gateway does not
    error_500,
    busy_429,
    slow,  // the answer takes three seconds
    hang,  // no answer, and the text does not arrive
};

std::optional<Fault> fault_named(std::string_view name);
std::string_view name_of(Fault fault);

// The fault in force: for the next `count` sends, or until it is changed.
class Faults {
public:
    void set(Fault fault, int count);  // count 0: until changed
    Fault take();                      // for one send
    Fault fault() const { return fault_; }
    int left() const { return left_; }

private:
    Fault fault_ = Fault::none;
    int left_ = 0;
};

}  // namespace kengele::telco
