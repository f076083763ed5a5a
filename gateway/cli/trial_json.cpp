#include "gateway/cli/trial_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace kengele::cli {
namespace {

using boost::json::array;
using boost::json::object;

object as_json(const menus::Menu& menu, const menus::WalkStep& step) {
    return {{"typed", step.typed},
            {"screen", step.node},
            {"language", menu.languages.at(step.language)},
            {"text", step.screen.text},
            {"waits", step.screen.waits},
            {"filed", step.filed}};
}

object as_json(const menus::Menu& menu, const menus::Trial& trial, const menus::TrialRun& run) {
    array walk;
    for (const auto& step : run.walk)
        walk.push_back(as_json(menu, step));
    return {{"test", trial.name},
            {"line", trial.line},
            {"passed", run.failures.empty()},
            {"failures", array(run.failures.begin(), run.failures.end())},
            {"walk", std::move(walk)}};
}

object never_shown_by_language(const menus::Menu& menu, const std::vector<menus::TrialRun>& runs) {
    object by_language;
    for (const auto language : menu.each_language()) {
        const auto never = menus::never_shown(menu, runs, language);
        by_language[menu.languages.at(language)] = array(never.begin(), never.end());
    }
    return by_language;
}

}  // namespace

Answer told_as_json(const menus::Menu& menu, const std::vector<menus::TrialRun>& runs) {
    Answer answer;
    std::size_t failed = 0;
    for (std::size_t at = 0; at < runs.size(); ++at) {
        if (!runs[at].failures.empty()) ++failed;
        answer.out += serialize(as_json(menu, menu.trials.at(at), runs[at])) + "\n";
    }
    answer.out += serialize(object{{"tests", runs.size()},
                                   {"failed", failed},
                                   {"screens", menu.screens_written()},
                                   {"never", never_shown_by_language(menu, runs)}}) +
                  "\n";
    if (failed > 0) answer.exit = refused;
    return answer;
}

}  // namespace kengele::cli
