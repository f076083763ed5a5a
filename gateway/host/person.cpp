#include "gateway/host/person.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <limits>

namespace kengele::host {
namespace {

// Written by the kernel when nobody logged in: a service, a container.
constexpr uid_t nobody_logged_in = std::numeric_limits<uid_t>::max();

std::string name_of(uid_t user) {
    std::array<char, 4096> room{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(user, &entry, room.data(), room.size(), &found) != 0 || found == nullptr)
        return "user " + std::to_string(user);
    return found->pw_name;
}

}  // namespace

std::string person_behind(pid_t process, uid_t user) {
    uid_t login = nobody_logged_in;
    std::ifstream file("/proc/" + std::to_string(process) + "/loginuid");
    if (!(file >> login)) login = nobody_logged_in;
    return name_of(login == nobody_logged_in ? user : login);
}

std::string this_person() {
    return person_behind(::getpid(), ::getuid());
}

}  // namespace kengele::host
