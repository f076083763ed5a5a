#include "gateway/ussd/apply_effects.hpp"

#include "gateway/cases/verdict.hpp"
#include "gateway/codes.hpp"
#include "gateway/ussd/filing.hpp"
#include "gateway/ussd/subject.hpp"

namespace kengele::ussd {
namespace {

using storage::IncidentId;

IncidentId file(const Filer& filer, const menus::RaiseIncident& effect) {
    const Exchange& exchange = filer.exchange;
    const Office office{exchange.ring, exchange.days, {exchange.cases, exchange.random}};
    const Reporter reporter{exchange.days.pseudonyms(filer.caller), filer.session.key, exchange.channel};
    return file_report(filer.tx, office, reporter, effect.fields, Ending::whole);
}

struct Applier {
    const Filer& filer;
    Call& call;
    bool has_texts = false;

    void operator()(const menus::RaiseIncident& effect) {
        // A last key that arrives again, by whatever way, finds the incident it made.
        const IncidentId id = file(filer, effect);
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

    // The transcript stays, as later turns are told by it.
    void operator()(const menus::ForgetAnswers&) {
        call.hops.clear();
        call.begun.reset();
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
