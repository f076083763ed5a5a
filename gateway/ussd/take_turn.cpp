#include "gateway/ussd/take_turn.hpp"

#include <algorithm>
#include <vector>

#include "gateway/ussd/apply_effects.hpp"
#include "gateway/ussd/call.hpp"
#include "gateway/ussd/facts.hpp"
#include "gateway/ussd/salvage.hpp"
#include "gateway/ussd/subject.hpp"
#include "gateway/ussd/trouble.hpp"
#include "gateway/world/clock.hpp"
#include "menus/step.hpp"
#include "storage/ensure.hpp"

namespace kengele::ussd {
namespace {

using aggregators::UssdTurn;
using storage::Transaction;

// No call types this much: what a hostile transcript makes us replay has an end.
constexpr std::size_t replayed_max = 64;

struct Found {
    reporters::DayKeys::SessionName name;  // under which to write
    std::optional<Call> call;
};

// A call that began before midnight keeps the name and key of its day.
Found find_call(Transaction& tx, const Exchange& exchange, std::string_view session_id,
                const storage::PhoneNumber& caller) {
    const auto names = exchange.days.session_names(exchange.channel, session_id, caller);
    ensure(!names.empty());
    for (const auto& name : names) {
        const auto stored = tx.session(name.key);
        if (!stored) continue;
        const auto plain = exchange.days.open(name.day, name.key, stored->sealed);
        return {name, plain ? decode(*plain) : std::nullopt};
    }
    return {names.front(), std::nullopt};
}

void keep(Transaction& tx, const Exchange& exchange, const reporters::DayKeys::SessionName& name,
          const Call& call) {
    tx.put_session({name.key, name.day, tx.now(),
                    exchange.days.seal(name.day, name.key, encode(call), exchange.random)});
}

// The screen with a report's code was seen: in the call that filed it, or in one that was shown it again.
void note_read(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
               const storage::Key128& session, const Call& call) {
    tx.confirm_link(session);
    for (const auto& pseudonym : exchange.days.pseudonyms(caller)) {
        const auto link = tx.latest_link(pseudonym);
        if (link && link->incident == incident_of(call.session.subject)) tx.confirm_link(link->session);
    }
}

menus::Stage stage_of(const Exchange& exchange) {
    return {*exchange.menu, *exchange.places, exchange.screen_septets};
}

// A call that is known goes on in the version of the menu it began with.
Exchange in_its_version(Exchange exchange, const std::optional<Call>& call) {
    if (call) exchange.menu = exchange.menus->of(call->session.menu_hash);
    return exchange;
}

class Turning {
public:
    Turning(Transaction& tx, const Exchange& exchange, const UssdTurn& turn)
        : tx_(tx),
          turn_(turn),
          found_(find_call(tx, exchange, turn.session_id, turn.caller)),
          exchange_(in_its_version(exchange, found_.call)) {}

    Answer answer() {
        const std::string& transcript = turn_.transcript.reveal();
        if (!found_.call) return replay(transcript);
        Call& call = *found_.call;
        if (const menus::Screen* said = call.answer_to(transcript)) return repeat(*said);
        if (call.hops.empty()) return repeat(call_is_over(language(call)));
        if (call.transcript.empty()) return advance(transcript);
        if (transcript.starts_with(call.transcript + '*'))
            return advance(transcript.substr(call.transcript.size() + 1));
        if (call.transcript.starts_with(transcript)) return repeat(call.hops.back().screen);
        return replay(transcript);
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
    Answer replay(std::string_view transcript) {
        Call call;
        call.session = first_screen(tx_, exchange_, turn_.caller, found_.name, call.follow_up);
        // The remembered language may be what this very call turned to: its keys must not turn it back.
        if (found_.call) call.session.language = found_.call->began_in;
        call.began_in = call.session.language;
        std::vector<std::string_view> inputs;
        for (std::size_t begin = 0; !transcript.empty() && inputs.size() < replayed_max;) {
            const auto star = transcript.find('*', begin);
            inputs.push_back(transcript.substr(begin, star - begin));
            if (star == std::string_view::npos) break;
            begin = star + 1;
        }
        for (std::size_t i = 0; i < inputs.size() && !call.session.ended; ++i) {
            take(call, inputs[i], i + 1 == inputs.size());
        }
        return finish(call);
    }

    void take(Call& call, std::string_view typed, bool is_newest) {
        // Whoever answers the last screen has seen it.
        if (!call.follow_up.empty()) note_read(tx_, exchange_, turn_.caller, found_.name.key, call);
        menus::Input input{std::string{typed}, check_code(tx_, exchange_, turn_.caller, call.session, typed),
                           world::callers_day(tx_.wall())};
        menus::Turn next = menus::step(stage_of(exchange_), call.session, input);
        call.session = std::move(next.session);
        const Filer filer{tx_, exchange_, turn_.caller, found_.name, is_newest};
        has_texts_ = apply_effects(filer, next.effects, call) || has_texts_;
    }

    Answer finish(Call& call) {
        const auto screen = menus::show(stage_of(exchange_), call.session, facts_of(tx_, exchange_, call));
        call.transcript = turn_.transcript.reveal();
        call.answer(call.transcript, screen);
        keep(tx_, exchange_, found_.name, call);
        watch_call(tx_, exchange_, turn_.caller, found_.name, call);
        return {screen, language(call), call.session.filed, false, has_texts_};
    }

    std::string language(const Call& call) const {
        const auto& languages = exchange_.menu->languages;
        return languages[std::min<std::size_t>(call.session.language, languages.size() - 1)];
    }

    Transaction& tx_;
    const UssdTurn& turn_;
    Found found_;
    const Exchange exchange_;
    bool has_texts_ = false;
};

}  // namespace

Answer take_turn(Transaction& tx, const Exchange& exchange, const UssdTurn& turn) {
    return Turning{tx, exchange, turn}.answer();
}

void end_call(Transaction& tx, const Exchange& exchange, const aggregators::UssdEnd& end) {
    Found found = find_call(tx, exchange, end.session_id, end.caller);
    if (!end.reached_the_end) hasten_salvage(tx, found.name.key);
    if (!found.call || !end.reached_the_end || found.call->hops.empty()) return;
    // What ended the call was not the screen we remember but an apology, "we could not confirm": that screen,
    // with its code, was never seen.
    const bool waited = found.call->hops.back().screen.waits;
    if (end.last_screen_waited.value_or(waited) != waited) return;
    note_read(tx, exchange, end.caller, found.name.key, *found.call);
    found.call->hops.clear();
    found.call->session.ended = true;
    keep(tx, exchange, found.name, *found.call);
}

}  // namespace kengele::ussd
