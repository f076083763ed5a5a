#include "gateway/ussd/apply_effects.hpp"

#include <charconv>

#include "gateway/cases/raise.hpp"
#include "gateway/cases/verdict.hpp"
#include "gateway/codes.hpp"
#include "gateway/ussd/subject.hpp"
#include "storage/ensure.hpp"

namespace kengele::ussd {
namespace {

using storage::IncidentId;

const std::string& field(const menus::RaiseIncident& effect, const char* name) {
    static const std::string none;
    const auto found = effect.fields.find(name);
    return found == effect.fields.end() ? none : found->second;
}

storage::PlaceNumber place_of(const menus::RaiseIncident& effect) {
    const std::string& digits = field(effect, "place");
    storage::PlaceNumber place;
    std::from_chars(digits.data(), digits.data() + digits.size(), place.value);
    return place;
}

// The caller's own words, as one text: where exactly, then what else was told.
storage::PrivateText words_of(const menus::RaiseIncident& effect) {
    std::string words = field(effect, "landmark");
    const std::string& details = field(effect, "details");
    if (!words.empty() && !details.empty()) words += ". ";
    return storage::PrivateText{words + details};
}

IncidentId file(const Filer& filer, const menus::RaiseIncident& effect) {
    const cases::Rules rules{filer.exchange.cases, filer.exchange.random};
    const auto raised = cases::raise(filer.tx, rules,
                                     {field(effect, "kind"), place_of(effect), field(effect, "timing"),
                                      field(effect, "urgency"), filer.exchange.channel});
    const IncidentId id = raised.incident.id;
    if (const auto words = words_of(effect); !words.empty()) {
        filer.tx.put_report_text(id, filer.exchange.ring.seal_text(id, words, filer.exchange.random));
    }
    const auto pseudonyms = filer.exchange.days.pseudonyms(filer.caller);
    ensure(filer.tx.link_caller({pseudonyms.front(), filer.session.key, id, filer.tx.now(), false}));
    return id;
}

struct Applier {
    const Filer& filer;
    Call& call;
    bool has_texts = false;

    void operator()(const menus::RaiseIncident& effect) {
        // A last key that arrives again, by whatever way, finds the incident it made.
        const auto filed = filer.tx.link_of_session(filer.session.key);
        const IncidentId id = filed ? filed->incident : file(filer, effect);
        call.session.subject = subject_of(id);
        call.follow_up = give_follow_up_code(filer.tx, filer.exchange, id);
        has_texts = true;
    }

    void operator()(const menus::ConfirmHelp& effect) {
        if (!filer.is_newest) return;
        cases::confirm(filer.tx, incident_of(effect.subject));
        has_texts = true;
    }

    void operator()(const menus::DisputeHelp& effect) {
        if (!filer.is_newest) return;
        const cases::Rules rules{filer.exchange.cases, filer.exchange.random};
        cases::dispute(filer.tx, rules, incident_of(effect.subject));
        has_texts = true;
    }

    void operator()(const menus::SetLanguage& effect) {
        const auto pseudonyms = filer.exchange.days.pseudonyms(filer.caller);
        filer.tx.remember_language(pseudonyms.front(), filer.exchange.menu->languages.at(effect.language));
    }
};

}  // namespace

bool apply_effects(const Filer& filer, const std::vector<menus::Effect>& effects, Call& call) {
    Applier applier{filer, call};
    for (const menus::Effect& effect : effects)
        std::visit(applier, effect);
    return applier.has_texts;
}

std::string give_follow_up_code(storage::Transaction& tx, const Exchange& exchange, IncidentId incident) {
    for (;;) {
        std::string code = gateway::draw_follow_up_code(exchange.random);
        const auto hash = exchange.ring.follow_up_hash(code);
        if (tx.incident_of_follow_up(hash)) continue;
        tx.add_follow_up(hash, incident);
        return code;
    }
}

}  // namespace kengele::ussd
