#include "gateway/cli/drawing.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <string>

#include "gateway/cli/folder.hpp"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX leaves it to the program

namespace kengele::cli {
namespace {

namespace fs = std::filesystem;

// Graphviz is a program of its own, found on the path.
void render(const fs::path& dot, const fs::path& svg) {
    const std::string from = dot.string();
    const std::string to = svg.string();
    const char* const words[] = {"dot", "-Tsvg", "-o", to.c_str(), from.c_str(), nullptr};
    pid_t pid = 0;
    const int failed =
        ::posix_spawnp(&pid, "dot", nullptr, nullptr, const_cast<char* const*>(words), environ);
    if (failed == ENOENT)
        throw Refused("The program dot is missing.\nInstall Graphviz: apt-get install graphviz");
    int status = 0;
    if (failed != 0 || ::waitpid(pid, &status, 0) != pid || status != 0)
        throw Refused(
            fmt::format("{} could not be drawn.\nIs there room, and may this user write there?", to));
}

struct Removed {
    const fs::path& file;
    ~Removed() {
        std::error_code ignored;
        fs::remove(file, ignored);
    }
};

}  // namespace

void draw_svg(std::string_view dot, const fs::path& out) {
    const fs::path file = out.string() + ".dot";
    write_text(file, dot, 0644);
    const Removed removed{file};
    render(file, out);
    // For a wall, and not for its owner alone as what else we write.
    fs::permissions(out, fs::perms::group_read | fs::perms::others_read, fs::perm_options::add);
}

}  // namespace kengele::cli
