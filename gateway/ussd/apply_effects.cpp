#include "gateway/ussd/apply_effects.hpp"

#include <algorithm>

#include "gateway/cases/verdict.hpp"
#include "gateway/codes.hpp"
#include "gateway/ussd/filing.hpp"
#include "gateway/ussd/own_alerts.hpp"
#include "gateway/ussd/pin.hpp"
#include "gateway/ussd/subject.hpp"
#include "menus/step.hpp"

namespace kengele::ussd {
namespace {

using storage::IncidentId;

IncidentId file(const Filer& filer, const menus::RaiseIncident& effect) {
    const Exchange& exchange = filer.exchange;
    const Office office{exchange.ring, exchange.days, {exchange.cases, exchange.random}, exchange.menus};
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

    void operator()(const menus::AnswerAlert& effect) {
        if (!filer.is_newest) return;
        answer_alert(filer, effect);
        has_texts = true;
    }

    void operator()(const menus::SetDuty& effect) {
        if (filer.is_newest) set_duty(filer, effect);
    }

    void operator()(const menus::ChoosePin& effect) {
        if (const auto choice = choice_of(effect.claim)) choose_pin(filer.tx, *choice);
    }

    void operator()(const menus::ChangeMenu& effect) {
        // A PIN is never asked for by SMS, where it would stay on the phone.
        const bool is_by_sms = filer.exchange.is_texting;
        const auto menu = filer.exchange.menus->newest_for(effect.to);
        if (!menu || (is_by_sms && effect.to == menus::Audience::responders)) return;
        const auto& word = filer.exchange.menu->languages.at(call.session.language);
        const auto same = std::ranges::find(menu->languages, word);
        const auto language = same == menu->languages.end() ? 0 : same - menu->languages.begin();
        call.session = menus::begin(*menu, static_cast<menus::Language>(language));
        call.follow_up.clear();
        call.screens.clear();
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
