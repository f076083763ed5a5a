#pragma once

namespace kengele::cli {

// Runs one command of the command line; returns the exit code: 0 done, 1 refused or failed, 2 wrong usage.
int run_program(int argc, char** argv);

}  // namespace kengele::cli
