#include <fmt/format.h>

#include "gateway/cli/rules.hpp"
#include "gateway/cli/words.hpp"

namespace kengele::cli {
namespace {

const std::vector<std::string_view> columns{"code",      "category",   "label_en",    "label_sw", "severity",
                                            "lead_role", "copy_roles", "sensitivity", "ladder",   "flags"};

}  // namespace

std::vector<storage::Kind> read_taxonomy(std::string_view text, std::string_view file, const Rules& stored,
                                         Problems& problems) {
    Judge judge{file, problems};
    std::vector<storage::Kind> kinds;
    std::set<std::string> seen;
    for (const auto& line : read_csv(text, file, columns, problems)) {
        const auto& code = line.cell("code");
        const auto severity = severities.value(line.cell("severity"));
        const auto sensitivity = sensitivities.value(line.cell("sensitivity"));
        const auto& ladder = line.cell("ladder");
        bool fine = judge.expect(!code.empty(), line, "the kind has no code", "write one, such as EMG1");
        fine &= judge.expect(seen.insert(code).second, line,
                             fmt::format("code '{}' stands twice in this file", code),
                             "keep one of the two lines");
        fine &= judge.expect(!line.cell("category").empty(), line, "the kind has no category",
                             "write one, such as EMG");
        fine &= judge.expect(!line.cell("label_en").empty() && !line.cell("label_sw").empty(), line,
                             "a label is missing", "write what people call it, in English and in Swahili");
        fine &= judge.expect(severity.has_value(), line,
                             fmt::format("'{}' is no severity", line.cell("severity")), one_of(severities));
        fine &= judge.expect(sensitivity.has_value(), line,
                             fmt::format("'{}' is no sensitivity", line.cell("sensitivity")),
                             one_of(sensitivities));
        fine &= judge.expect(stored.has_role(line.cell("lead_role")), line,
                             fmt::format("lead_role '{}' is no known role", line.cell("lead_role")),
                             "import the roles first, or name one of them");
        for (const auto& role : line.list("copy_roles")) {
            fine &= judge.expect(stored.has_role(role), line,
                                 fmt::format("copy role '{}' is no known role", role),
                                 "import the roles first, or name one of them");
        }
        const auto used = ladder.empty() ? line.cell("severity") : ladder;
        fine &= judge.expect(stored.has_ladder(used), line, fmt::format("there is no ladder '{}'", used),
                             "import the ladders first, or name one of them");
        if (!fine) continue;
        kinds.push_back({code, line.cell("category"), line.cell("label_en"), line.cell("label_sw"), *severity,
                         line.cell("lead_role"), line.list("copy_roles"), *sensitivity, ladder,
                         line.list("flags")});
    }
    return kinds;
}

std::string write_taxonomy(const Rules& stored) {
    std::vector<std::vector<std::string>> rows{{columns.begin(), columns.end()}};
    for (const auto& kind : stored.kinds) {
        rows.push_back({kind.code, kind.category, kind.label_en, kind.label_sw,
                        severities.word(kind.severity), kind.lead_role, joined(kind.copy_roles),
                        sensitivities.word(kind.sensitivity), kind.ladder, joined(kind.flags)});
    }
    return write_csv(rows);
}

}  // namespace kengele::cli
