#pragma once

#include <string>
#include <vector>

#include "storage/model/ids.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

// P1 life in danger, P2 serious, P3 ordinary, P4 slow.
enum class Severity { p1 = 1, p2, p3, p4 };

// Who may know: private hides names and tells no community tier; protected bypasses local administration.
enum class Sensitivity { normal, private_, protected_ };  // the bare words are C++

// What an incident can be: "EMG1", Fire/Moto. Labels are parallel to the deployment's languages, English
// first.
struct Kind {
    std::string code;
    std::string category;
    std::string label_en;
    std::string label_sw;
    Severity severity = Severity::p3;
    std::string lead_role;
    std::vector<std::string> copy_roles;
    Sensitivity sensitivity = Sensitivity::normal;
    std::string ladder;  // empty: the ladder named by the severity, "P1" to "P4"
    std::vector<std::string> flags;
};

// Which line of command or service a role belongs to; community and guard roles never hold a case.
enum class Line { community, guard, ngao, police, agency, referral, county, emergency, oversight, desk };

struct Role {
    std::string key;  // "OCS"
    std::string label_en;
    std::string label_sw;
    Line line = Line::agency;
    int tier = 0;  // 0 is closest to the resident, 9 the operations desk
};

// One step of a ladder. `after` counts from the report in ladder minutes (ladder_minute, one minute unless a
// demo shortens it). Words in `roles`: a role key, or LEAD, COPY, DEPUTY (deputy of the lead office), TIER0,
// TIER1 (all roles of that tier) and NEXT (the lead's line, one tier up). The last rung of every ladder is
// OPS.
struct Rung {
    std::string ladder;
    int number = 0;
    int after_minutes = 0;
    std::vector<std::string> roles;
    std::vector<std::string>
        never;  // roles, or whole lines by name, that this ladder never tells; on rung 0 only
};

}  // namespace kengele::storage
