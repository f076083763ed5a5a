#pragma once

#include <boost/system/error_code.hpp>
#include <string>
#include <string_view>

#include "menus/screen.hpp"

namespace kengele::ussd {

// Last screens for when nothing, or nothing certain, was saved. Their words are part of the product's
// contract: a caller must be able to trust "NOT saved". `language` is "en", "sw" or empty when not known:
// then both are said.

// What to say for a unit of work that ended in this error (storage::Error). `has_filed`: the call's report is
// stored already and only this hop failed, so that "NOT saved" would be a lie.
menus::Screen trouble(boost::system::error_code error, std::string_view language,
                      std::string_view service_code, bool has_filed = false);

// The call ended already; nothing was asked, nothing is lost.
menus::Screen call_is_over(std::string_view language);

}  // namespace kengele::ussd
