#include "gateway/cli/menu_report.hpp"

#include <doctest/doctest.h>

using namespace kengele;
using namespace kengele::cli;

namespace {

menus::Problem problem(menus::Severity severity) {
    menus::Problem result{"a.toml", 7, 3, "screen \"kind\", sw: is \"odd\"", "make it even"};
    result.severity = severity;
    result.screen = "kind";
    result.language = "sw";
    result.channel = "africastalking";
    result.measured = 168;
    result.allowed = 156;
    result.details = {"7 is odd."};
    return result;
}

}  // namespace

TEST_CASE("a problem of a menu is one object on one line for an editor") {
    CHECK(
        to_json(problem(menus::Severity::error)) ==
        R"({"file":"a.toml","line":7,"column":3,"severity":"error","screen":"kind","language":"sw",)"
        R"("channel":"africastalking","measured":168,"allowed":156,)"
        R"("message":"screen \"kind\", sw: is \"odd\"","suggestion":"make it even","details":["7 is odd."]})");
}

TEST_CASE("errors refuse a menu, warnings stand above its summary") {
    const auto error = problem(menus::Severity::error);
    const auto warning = problem(menus::Severity::warning);

    const auto fine = tell({"a.toml", {}, "9 screens.\n"}, false);
    CHECK(fine.exit == done);
    CHECK(fine.out == "a.toml: no mistake found, 9 screens.\n");
    CHECK(fine.err.empty());

    const auto warned = tell({"a.toml", {warning}, "9 screens.\n"}, false);
    CHECK(warned.exit == done);
    CHECK(warned.out == "a.toml: only what is warned of above, 9 screens.\n");
    CHECK(warned.err == "a.toml:7: warning: screen \"kind\", sw: is \"odd\"; make it even\n  7 is odd.\n");

    const auto wrong = tell({"a.toml", {warning, error}, "9 screens.\n"}, false);
    CHECK(wrong.exit == refused);
    CHECK(wrong.out.empty());
}

TEST_CASE("for an editor only objects are written, and the exit tells the same") {
    const auto answer =
        tell({"a.toml", {problem(menus::Severity::warning), problem(menus::Severity::error)}, "x"}, true);

    CHECK(answer.exit == refused);
    CHECK(answer.err.empty());
    CHECK(answer.out == to_json(problem(menus::Severity::warning)) + "\n" +
                            to_json(problem(menus::Severity::error)) + "\n");
}
