#include <fmt/format.h>

#include <map>

#include "gateway/cli/rules.hpp"
#include "gateway/cli/words.hpp"

namespace kengele::cli {
namespace {

const std::vector<std::string_view> columns{"office", "role",     "places", "name",
                                            "phone",  "language", "rank",   "on_duty"};

}  // namespace

std::vector<storage::RosterRow> read_responders(std::string_view text, std::string_view file,
                                                const Rules& stored, const reporters::KeyRing& ring,
                                                world::Random& random, Problems& problems) {
    Judge judge{file, problems};
    std::vector<storage::RosterRow> rows;
    std::map<storage::PhoneNumber, std::string> name_of;
    std::map<std::string_view, const storage::Place*> place_of;
    for (const auto& place : stored.places)
        place_of[place.code] = &place;

    for (const auto& line : read_csv(text, file, columns, problems)) {
        storage::RosterRow row;
        row.line = line.number;
        row.office.name = line.cell("office");
        row.office.role = line.cell("role");
        row.responder.name = line.cell("name");
        row.responder.language = line.cell("language");
        row.responder.is_on_duty = line.cell("on_duty") == "yes";
        const auto rank = ranks.value(line.cell("rank"));
        const auto phone = storage::PhoneNumber::parse(line.cell("phone"));
        bool fine = judge.expect(!row.office.name.empty(), line, "the office has no name", "write it");
        fine &= judge.expect(!row.responder.name.empty(), line, "the responder has no name", "write it");
        fine &= judge.expect(stored.has_role(row.office.role), line,
                             fmt::format("role '{}' is not known", row.office.role),
                             "import the roles first, or name one of them");
        fine &= judge.expect(rank.has_value(), line, fmt::format("'{}' is no rank", line.cell("rank")),
                             one_of(ranks));
        fine &= judge.expect(row.responder.language == "en" || row.responder.language == "sw", line,
                             fmt::format("'{}' is no language", row.responder.language), "write en or sw");
        fine &= judge.expect(line.cell("on_duty") == "yes" || line.cell("on_duty") == "no", line,
                             fmt::format("on_duty '{}' is neither yes nor no", line.cell("on_duty")),
                             "write yes or no");
        // The number itself is never shown: this text may end in a log or a screenshot.
        fine &= judge.expect(phone.has_value(), line, "the phone is no subscriber's number",
                             "write it as +254712345678 or 0712345678");
        const auto codes = line.list("places");
        fine &= judge.expect(!codes.empty(), line, "the office covers no place",
                             "write place codes, separated by '|'");
        for (const auto& code : codes) {
            const auto found = place_of.find(code);
            fine &= judge.expect(found != place_of.end(), line, fmt::format("place '{}' is not known", code),
                                 "import the places first, or name one of them");
            if (found != place_of.end()) row.places.push_back(found->second->number);
        }
        if (phone) {
            const auto known = name_of.emplace(*phone, row.responder.name).first;
            fine &=
                judge.expect(known->second == row.responder.name, line, "this phone has another name above",
                             "write the same name on every line of one phone");
        }
        if (!fine) continue;
        row.rank = *rank;
        row.responder.phone_sealed = ring.seal_number(*phone, random);
        row.responder.phone_tag = ring.number_tag(*phone);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string write_responders(const Rules& stored, const reporters::KeyRing& ring) {
    std::vector<std::vector<std::string>> rows{{columns.begin(), columns.end()}};
    for (const auto& row : stored.roster) {
        std::vector<std::string> codes;
        for (const auto number : row.places) {
            if (const auto* place = stored.place(number)) codes.push_back(place->code);
        }
        const auto phone = ring.open_number(row.responder.phone_sealed);
        rows.push_back({row.office.name, row.office.role, joined(codes), row.responder.name,
                        phone ? phone->reveal() : "", row.responder.language, ranks.word(row.rank),
                        row.responder.is_on_duty ? "yes" : "no"});
    }
    return write_csv(rows);
}

}  // namespace kengele::cli
