#pragma once

#include <sys/types.h>

#include <string>

namespace kengele::host {

// Who gives a command, by the kernel's word: the user who logged in, where it keeps that (it stays with all
// that somebody starts, through sudo too), else the user as whom the process runs. "amina", or "user 1004"
// when nobody has that number any more.
std::string person_behind(pid_t process, uid_t user);
std::string this_person();

}  // namespace kengele::host
