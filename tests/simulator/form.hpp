#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kengele::simulator {

// Forms as the provider writes and reads them; its own, so that a mistake of ours is not made twice alike.
std::string write_form(const std::vector<std::pair<std::string_view, std::string_view>>& fields);
std::map<std::string, std::string, std::less<>> read_form(std::string_view body);

}  // namespace kengele::simulator
