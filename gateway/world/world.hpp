#pragma once

#include "gateway/world/clock.hpp"
#include "gateway/world/http.hpp"
#include "gateway/world/key_files.hpp"
#include "gateway/world/log.hpp"
#include "gateway/world/random.hpp"

namespace kengele::world {

// Everything outside the program, handed in from the top: real in main, virtual in the simulator.
struct World {
    Clock& clock;
    Random& random;
    HttpClient& http;
    KeyFiles& keys;
    Log& log;
};

}  // namespace kengele::world
