#pragma once

#include <string_view>

namespace kengele::telco {

// The handset page, as written in page/ and embedded when building.
extern const std::string_view page_html;
extern const std::string_view page_css;
extern const std::string_view page_js;

}  // namespace kengele::telco
