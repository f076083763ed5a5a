#include <doctest/doctest.h>

#include "storage/error.hpp"

using namespace kengele::storage;

TEST_CASE("a storage error compares by what the asker can do, not by text") {
    const boost::system::error_code error = Error::busy;

    CHECK(error == Error::busy);
    CHECK(error != Error::full);
    CHECK(error.message() == "too many units are waiting");
}
