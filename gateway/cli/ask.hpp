#pragma once

#include <boost/json/object.hpp>
#include <functional>

#include "gateway/cli/answer.hpp"
#include "gateway/cli/folder.hpp"
#include "gateway/cli/options.hpp"

namespace kengele::cli {

// Runs a command as the owner of the data folder: in this process when nobody holds the folder, otherwise in
// the process that does, through its control.sock. Throws Refused.
Answer ask(const Where& where, const boost::json::object& request);
Answer ask(OwnedFolder& folder, const gateway::Config& config, const boost::json::object& request,
           world::Log& log);

// Writes what was answered to standard output and error; returns the exit code.
int say(const Answer& answer);

}  // namespace kengele::cli
