#include <sys/stat.h>

#include "gateway/cli/program.hpp"

int main(int argc, char** argv) {
    ::umask(077);  // Whatever this program writes is its owner's alone.
    return kengele::cli::run_program(argc, argv);
}
