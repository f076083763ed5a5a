#include "gateway/ussd/filing.hpp"

#include <charconv>
#include <chrono>
#include <optional>

#include "gateway/cases/addition.hpp"
#include "gateway/cases/raise.hpp"
#include "gateway/ussd/salvage.hpp"
#include "storage/ensure.hpp"

namespace kengele::ussd {
namespace {

using storage::Incident;
using storage::IncidentId;
using storage::Transaction;

// The caller's own words, as one text: where exactly, then what else was told.
storage::PrivateText words_of(const Fields& fields) {
    std::string words = told(fields, "landmark");
    const std::string& details = told(fields, "details");
    if (!words.empty() && !details.empty()) words += ". ";
    return storage::PrivateText{words + details};
}

class Filing {
public:
    Filing(Transaction& tx, const Office& office, const Reporter& reporter, const Fields& fields,
           Ending ending)
        : tx_(tx), office_(office), reporter_(reporter), fields_(fields), ending_(ending) {}

    IncidentId file() {
        tx_.drop_salvage(reporter_.session);
        const auto own = tx_.link_of_session(reporter_.session);
        if (own) return go_on_in_session(own->incident);
        if (ending_ == Ending::whole) drop_beginnings();
        const auto begun = broken_off_case();
        if (begun) add_to(*begun);
        const IncidentId id = begun ? *begun : raise();
        const bool is_unread = ending_ == Ending::whole || may_be_shown(id);
        ensure(tx_.link_caller({reporter_.names.front(), reporter_.session, id, tx_.now(), !is_unread}));
        return id;
    }

private:
    // What this session made before; of a broken-off beginning, what becomes of it.
    IncidentId go_on_in_session(IncidentId made) {
        const auto incident = tx_.incident(made);
        if (!incident || !incident->is_incomplete) return made;
        const bool is_corrected = !is_same(*incident);
        const IncidentId id = is_corrected ? raise() : made;
        if (!is_corrected) add_to(id);
        if (is_corrected || ending_ == Ending::whole) tx_.move_link(reporter_.session, id);
        return id;
    }

    IncidentId raise() {
        const auto raised =
            cases::raise(tx_, office_.rules,
                         {kind_told(fields_), place_told(fields_), told(fields_, "timing"),
                          told(fields_, "urgency"), reporter_.channel, ending_ == Ending::broken_off});
        keep_words(raised.incident.id);
        return raised.incident.id;
    }

    // True when they are stored now and were not.
    bool keep_words(IncidentId id) {
        const auto words = words_of(fields_);
        if (words.empty()) return false;
        const auto stored = tx_.report_text(id);
        const auto known = stored ? office_.ring.open_text(id, *stored) : std::nullopt;
        if (known && known->reveal() == words.reveal()) return false;
        tx_.put_report_text(id, office_.ring.seal_text(id, words, office_.rules.random));
        return true;
    }

    void add_to(IncidentId id) {
        cases::Addition addition;
        addition.timing = told(fields_, "timing");
        addition.urgency = told(fields_, "urgency");
        addition.has_new_words = keep_words(id);
        addition.is_whole = ending_ == Ending::whole;
        cases::add_to_case(tx_, id, addition);
    }

    bool is_same(const Incident& incident) {
        const auto place = place_told(fields_);
        return incident.kind == kind_told(fields_) &&
               incident.place == (tx_.place(place) ? place : tx_.country());
    }

    std::optional<IncidentId> broken_off_case() {
        const auto since = tx_.now() - storage::Millis{office_.rules.config.show_again_window};
        for (const auto& name : reporter_.names) {
            for (const auto& link : tx_.links(name, since)) {
                const auto incident = tx_.incident(link.incident);
                if (incident && incident->is_incomplete && is_same(*incident)) return incident->id;
            }
        }
        return std::nullopt;
    }

    // Other calls of this caller that told the same and still wait to be raised: this report has it all.
    void drop_beginnings() {
        for (const auto& name : reporter_.names) {
            for (const auto& waiting : tx_.salvages_of(name)) {
                const auto begun = fields_of(tx_, office_, waiting);
                if (begun && kind_told(*begun) == kind_told(fields_) &&
                    place_told(*begun) == place_told(fields_)) {
                    tx_.drop_salvage(waiting.session);
                }
            }
        }
    }

    // A redial shows an unread case instead of the first menu. The phone may have been taken from whoever
    // called: what is secret is not shown to the hand that holds it now.
    bool may_be_shown(IncidentId id) { return tx_.incident(id)->sensitivity == storage::Sensitivity::normal; }

    Transaction& tx_;
    const Office& office_;
    const Reporter& reporter_;
    const Fields& fields_;
    const Ending ending_;
};

}  // namespace

IncidentId file_report(Transaction& tx, const Office& office, const Reporter& reporter, const Fields& fields,
                       Ending ending) {
    return Filing(tx, office, reporter, fields, ending).file();
}

const std::string& told(const Fields& fields, const char* name) {
    static const std::string nothing;
    const auto found = fields.find(name);
    return found == fields.end() ? nothing : found->second;
}

const std::string& kind_told(const Fields& fields) {
    const std::string& kind = told(fields, "kind");
    return kind.empty() ? told(fields, "category") : kind;
}

storage::PlaceNumber place_told(const Fields& fields) {
    const std::string& digits = told(fields, "place");
    storage::PlaceNumber place;
    std::from_chars(digits.data(), digits.data() + digits.size(), place.value);
    return place;
}

}  // namespace kengele::ussd
