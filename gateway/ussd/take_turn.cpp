#include "gateway/ussd/take_turn.hpp"

#include <vector>

#include "gateway/ussd/dialled.hpp"
#include "gateway/ussd/facts.hpp"
#include "gateway/ussd/one_answer.hpp"
#include "gateway/ussd/salvage.hpp"
#include "gateway/ussd/screen_counts.hpp"
#include "gateway/ussd/subject.hpp"
#include "gateway/ussd/trouble.hpp"
#include "gateway/ussd/unfinished.hpp"
#include "menus/step.hpp"

namespace kengele::ussd {
namespace {

using aggregators::UssdTurn;
using storage::Transaction;

// No call types this much: what a hostile transcript makes us replay has an end.
constexpr std::size_t replayed_max = 64;

class Turning {
public:
    Turning(Transaction& tx, const Exchange& exchange, const UssdTurn& turn)
        : tx_(tx),
          turn_(turn),
          found_(find_call(tx, exchange, turn.session_id, turn.caller)),
          exchange_(with_caller(tx, in_its_version(exchange, found_.call), turn.caller)),
          beside_(told_beside(exchange.service.code, turn, found_.call)),
          transcript_(whole_transcript(beside_, turn.transcript.reveal())),
          was_unfinished_(found_.call && is_unfinished(*exchange_.menu, *found_.call)) {}

    Answer answer() {
        if (!found_.call) return replay();
        Call& call = *found_.call;
        if (const menus::Screen* said = call.answer_to(transcript_)) return repeat(*said);
        if (call.hops.empty()) return repeat(call_is_over(language(call)));
        if (call.transcript.empty()) return advance(transcript_);
        if (transcript_.starts_with(call.transcript + '*'))
            return advance(std::string_view{transcript_}.substr(call.transcript.size() + 1));
        if (call.transcript.starts_with(transcript_)) return repeat(call.hops.back().screen);
        return replay();
    }

private:
    Answer repeat(const menus::Screen& screen) {
        return {screen, language(*found_.call), found_.call->session.filed, true, false};
    }

    Answer advance(std::string_view typed) {
        Call& call = *found_.call;
        if (call.session.ended) return repeat(call_is_over(language(call)));
        take(call, typed, true);
        return finish(call);
    }

    // The call is not known, or the provider tells its history otherwise: walk what was typed from the root.
    // Answers that hold a '*' are misread here, which is why this is not how a known call goes on.
    Answer replay() {
        // From the root: the residents' menu, also when the call has gone on to the other one.
        if (exchange_.menu->audience != menus::Audience::residents) {
            exchange_.menu = exchange_.menus->newest();
            found_.call->screens.clear();
        }
        auto inputs = answers_in(transcript_, replayed_max);
        const auto* shortcut = dialled(inputs);
        Call call = shortcut != nullptr ? begun_at(*shortcut) : begun(inputs.empty());
        // What was dialled led to the first screen of this call; what follows was typed.
        if (shortcut != nullptr && !inputs.empty() && inputs.front() == shortcut->number)
            inputs.erase(inputs.begin());
        for (std::size_t i = 0; i < inputs.size() && !call.session.ended; ++i) {
            take(call, inputs[i], i + 1 == inputs.size());
        }
        return finish(call);
    }

    // The shortcut with which this call was dialled; null for the plain code. Of a call that we know we also
    // know how it began: if with the plain code, a number that comes first was typed.
    const menus::Shortcut* dialled(const std::vector<std::string_view>& inputs) const {
        if (found_.call) return exchange_.menu->shortcut(found_.call->dialled);
        return inputs.empty() ? nullptr : exchange_.menu->shortcut(inputs.front());
    }

    // Who dials something definite is not led back to an earlier report, nor to a case: those wait for the
    // next plain dial.
    Call begun_at(const menus::Shortcut& shortcut) {
        Call call;
        if (found_.call) call.screens = found_.call->screens;
        call.dialled = shortcut.number;
        call.began_in =
            found_.call ? found_.call->began_in : remembered_language(tx_, exchange_, turn_.caller);
        call.session = menus::begin_at(*exchange_.menu, call.began_in, shortcut);
        look_up(tx_, exchange_, call);
        return call;
    }

    // Only who just dials may go on with an earlier call: keys that come with an unknown call were pressed on
    // screens that we do not know.
    Call begun(bool is_dialled) {
        Call call;
        if (found_.call) call.screens = found_.call->screens;
        if (found_.call && found_.call->begun) {
            call.begun = found_.call->begun;
            call.session = *call.begun;
            exchange_.menu = exchange_.menus->of(call.session.menu_hash);
            call.began_in = call.session.language;
            return call;
        }
        call.session = first_screen(tx_, exchange_, turn_.caller, found_.name, call.follow_up);
        // The remembered language may be what this very call turned to: its keys must not turn it back.
        if (found_.call) call.session.language = found_.call->began_in;
        const bool is_about_a_case = !call.follow_up.empty();
        if (is_about_a_case)
            leave_unfinished(tx_, exchange_, turn_.caller, incident_of(call.session.subject));
        else if (is_dialled && !found_.call)
            go_on_with_unfinished(call);
        call.began_in = call.session.language;
        return call;
    }

    void go_on_with_unfinished(Call& call) {
        auto gone_on = go_on(tx_, exchange_, turn_.caller);
        if (!gone_on) return;
        exchange_.menu = std::move(gone_on->menu);
        call.session = std::move(gone_on->session);
        call.begun = call.session;
    }

    void take(Call& call, std::string_view typed, bool is_newest) {
        note_screen(*exchange_.menu, call);
        has_texts_ =
            take_answer({tx_, exchange_, turn_.caller, found_.name, is_newest}, call, typed) || has_texts_;
        // The answer may have led to the start of the other menu.
        exchange_.menu = exchange_.menus->of(call.session.menu_hash);
    }

    Answer finish(Call& call) {
        const auto screen = screen_of(tx_, exchange_, call);
        call.transcript = transcript_;
        call.beside = beside_;
        call.answer(call.transcript, screen);
        note_screen(*exchange_.menu, call);
        if (!found_.call) count_later(tx_, found_.name);
        keep_call(tx_, exchange_, found_.name, call);
        watch_call(tx_, exchange_, turn_.caller, found_.name, call);
        note_unfinished(tx_, exchange_, turn_.caller, found_.name, was_unfinished_, call);
        return {screen, language(call), call.session.filed, false, has_texts_};
    }

    std::string language(const Call& call) const { return language_of(exchange_, call); }

    Transaction& tx_;
    const UssdTurn& turn_;
    FoundCall found_;
    Exchange exchange_;
    const std::string beside_;
    const std::string transcript_;
    const bool was_unfinished_;
    bool has_texts_ = false;
};

}  // namespace

Answer take_turn(Transaction& tx, const Exchange& exchange, const UssdTurn& turn) {
    return Turning{tx, exchange, turn}.answer();
}

void end_call(Transaction& tx, const Exchange& exchange, const aggregators::UssdEnd& end) {
    FoundCall found = find_call(tx, exchange, end.session_id, end.caller);
    if (!end.reached_the_end) hasten_salvage(tx, found.name.key);
    count_soon(tx, found.name.key);
    if (!found.call || !end.reached_the_end || found.call->hops.empty()) return;
    // What ended the call was not the screen we remember but an apology, "we could not confirm": that screen,
    // with its code, was never seen.
    const bool waited = found.call->hops.back().screen.waits;
    if (end.last_screen_waited.value_or(waited) != waited) return;
    note_read(tx, exchange, end.caller, found.name.key, *found.call);
    found.call->hops.clear();
    found.call->session.ended = true;
    keep_call(tx, exchange, found.name, *found.call);
}

}  // namespace kengele::ussd
