#pragma once

#include <string>

#include "menus/menu.hpp"

namespace kengele::menus {

// A menu as JSON with sorted keys, no spaces and every text in Unicode NFC: two files that mean the same give
// the same bytes, whatever their notes, their order of screens and their layout. Its tests are no part of it:
// a version is named for what callers see, and proving more about the same screens makes no other version.
std::string canonical_json(const Menu& menu);

// BLAKE2b-256 of the canonical form, in hexadecimal: the name of a published version.
std::string content_hash(const Menu& menu);

}  // namespace kengele::menus
