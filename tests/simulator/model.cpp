#include "tests/simulator/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace kengele::simulator {
namespace {

using namespace std::chrono_literals;

// The service keeps the answers of this many hops; an older one may be answered with the current screen.
constexpr std::ptrdiff_t hops_kept = 3;
constexpr int screen_septets = 156;
constexpr int text_septets = 160;
// How long after a trouble a send may still be uncertain: a lease of 30 s, and a look at it.
constexpr Millis in_doubt = 45s;

// Kinds of text that are sent once for an alert, unless it is asked again.
bool is_sent_once(TextSeen::Kind kind) {
    using Kind = TextSeen::Kind;
    return kind == Kind::alert || kind == Kind::private_alert || kind == Kind::escalation;
}

Post::Outcome outcome_of(const Result<world::HttpResponse>& heard) {
    if (!heard) {
        const bool surely_not =
            heard.error() == world::Error::unreachable || heard.error() == world::Error::not_sent;
        return surely_not ? Post::Outcome::not_taken : Post::Outcome::unknown;
    }
    if (heard->status >= 500) return Post::Outcome::unknown;
    const bool is_taken = heard->status == 201 && heard->body.find("\"statusCode\":101") != std::string::npos;
    return is_taken ? Post::Outcome::taken : Post::Outcome::not_taken;
}

}  // namespace

std::uint64_t Model::turn_leaves(const CallName& call, const std::string& transcript) {
    turns_.push_back({call, transcript, Turn::Answer::none});
    calls_[call].sent.insert(transcript);
    return turns_.size() - 1;
}

void Model::turn_answered(std::uint64_t number, const std::string* body) {
    auto& turn = turns_.at(number);
    if (!body) return;
    check_screen(turn.call, *body);
    const auto seen = *read_screen(*body);
    if (seen.page == Page::not_saved) {
        turn.answer = Turn::Answer::not_saved;
    } else if (seen.page == Page::unsure) {
        turn.answer = Turn::Answer::unsure;
    } else {
        turn.answer = Turn::Answer::real;
        check_repeat(turn.call, turn.transcript, *body);
        check_version(turn.call, *body);
        note_shown(turn.call, seen);
    }
}

void Model::screen_comes(const CallName& call, const std::string& body) {
    if (!texters_.contains(call.number)) throw BrokenInvariant("a screen was texted to who did not text");
    note_shown(call, *read_screen(body));
}

void Model::end_leaves(const CallName& call) {
    calls_[call].is_over = true;
}

void Model::report_leaves(Report report) {
    report.sent = clock_.now();
    reports_.push_back(std::move(report));
}

void Model::report_begins(const CallName& call, const Intent& said) {
    beginnings_.push_back({call, said, false});
}

void Model::report_breaks_off(const CallName& call, const Intent& said) {
    beginnings_.push_back({call, said, true});
}

void Model::report_goes_on(const CallName& call, const std::string& thread) {
    for (auto& report : reports_) {
        if (report.call == call && report.case_number.empty()) report.is_gone_on_with = true;
    }
    for (auto& beginning : beginnings_) {
        if (beginning.call == CallName{thread, call.number}) beginning.broke_off = false;
    }
}

std::string Model::case_of_code(const std::string& code) const {
    const auto found = std::ranges::find(shown_, code, &Shown::code);
    return found == shown_.end() ? std::string{} : found->case_number;
}

void Model::check_screen(const CallName& call, const std::string& body) const {
    if (!read_screen(body)) {
        throw BrokenInvariant(fmt::format("call {} was answered with what is no screen", call.session));
    }
    const auto septets = count_septets(std::string_view(body).substr(4));
    if (!septets || *septets > screen_septets) {
        throw BrokenInvariant(fmt::format("a screen of call {} is over its budget of {} septets: {}",
                                          call.session, screen_septets, body));
    }
}

void Model::check_repeat(const CallName& call, const std::string& transcript, const std::string& body) {
    auto& known = calls_[call];
    const auto [first, is_new] = known.answers.try_emplace(transcript, body);
    if (is_new || first->second == body || known.is_over || rewritten_.contains(call)) return;
    // What it told may lie in a later call by now.
    if (redialled_.contains(call) && read_screen(body)->page == Page::over) return;
    const auto later = std::ranges::count_if(known.sent, [&](const std::string& other) {
        return other.size() > transcript.size() && other.starts_with(transcript);
    });
    if (later >= hops_kept) return;
    throw BrokenInvariant(
        fmt::format("I5: a repeated hop of call {} was answered differently: '{}' and then '{}'",
                    call.session, first->second, body));
}

void Model::note_shown(const CallName& call, const ScreenSeen& seen) {
    if (seen.code.empty()) return;
    if (seen.case_number.empty()) {
        throw BrokenInvariant(fmt::format("call {} was shown a code without its case", call.session));
    }
    if (strangers_.contains(call)) {
        throw BrokenInvariant("I6: somebody else's session id showed a stranger a follow-up code");
    }
    shown_.push_back({call.number, seen.case_number, seen.code});
    const auto report = std::ranges::find(reports_, call, &Report::call);
    if (seen.page == Page::filed) {
        if (report == reports_.end()) {
            throw BrokenInvariant(fmt::format("call {} was shown a report that it never sent", call.session));
        }
        if (!report->case_number.empty() && report->case_number != seen.case_number) {
            throw BrokenInvariant(fmt::format("I5: call {} was shown two cases, {} and {}", call.session,
                                              report->case_number, seen.case_number));
        }
        report->case_number = seen.case_number;
        report->codes.push_back(seen.code);
        return;
    }
    // A redial that meets an unread case: it must be one of this phone's own.
    const bool is_own = std::ranges::any_of(reports_, [&](const Report& own) {
        return own.call.number == call.number &&
               (own.case_number.empty() || own.case_number == seen.case_number);
    });
    // Or what it began and did not send.
    const bool has_begun = std::ranges::any_of(
        beginnings_, [&](const Beginning& own) { return own.call.number == call.number; });
    const bool is_others = std::ranges::any_of(reports_, [&](const Report& other) {
        return other.call.number != call.number && other.case_number == seen.case_number;
    });
    if ((!is_own && !has_begun) || is_others) {
        throw BrokenInvariant(
            fmt::format("I6: call {} was shown case {} of another phone", call.session, seen.case_number));
    }
}

std::uint64_t Model::menu_leaves(std::size_t version) {
    publications_.emplace(++publications_tried_, version);
    return publications_tried_;
}

void Model::menu_is_published(std::uint64_t publication) {
    publications_.erase(publications_.begin(), publications_.lower_bound(publication));
}

void Model::calls_begin_with(std::size_t version) {
    const auto is_it = [version](const auto& publication) { return publication.second == version; };
    if (std::ranges::none_of(publications_, is_it)) {
        throw BrokenInvariant(
            fmt::format("menus: the menu published last is gone: calls begin with version {}", version));
    }
    publications_ = {{publications_tried_, version}};
}

// Whatever is published meanwhile, and whether or not the service was killed in between.
void Model::check_version(const CallName& call, const std::string& body) {
    auto& known = calls_[call];
    const auto seen = version_seen(body);
    if (!seen || known.is_over || rewritten_.contains(call) || strangers_.contains(call)) return;
    if (!known.version) known.version = seen;
    if (*known.version == *seen) return;
    throw BrokenInvariant(fmt::format("menus: call {} began on version {} of the menu and was shown {}: {}",
                                      call.session, *known.version, *seen, body));
}

bool Model::is_surely_not_saved(const Report& report) const {
    bool was_refused = false;
    for (const auto& turn : turns_) {
        if (turn.call != report.call || !turn.transcript.starts_with(report.transcript)) continue;
        if (turn.answer != Turn::Answer::not_saved) return false;
        was_refused = true;
    }
    return was_refused;
}

std::uint64_t Model::text_leaves(const std::string& to, const std::string& text) {
    check_text(to, text);
    Post post{to, text, read_text(text), clock_.now(), {}, Post::Outcome::unheard};
    check_repeated_post(post);
    check_held(post);
    if (post.seen.kind == TextSeen::Kind::confirmation) {
        held_since_.try_emplace(post.seen.case_number, clock_.now());
    }
    latest_post_[{to, text}] = posts_.size();
    posts_.push_back(std::move(post));
    return posts_.size() - 1;
}

void Model::text_heard(std::uint64_t number, const Result<world::HttpResponse>& heard) {
    auto& post = posts_.at(number);
    post.heard = clock_.now();
    post.outcome = outcome_of(heard);
}

// "No unexpected SMS" is the rule, and each kind of text we know is an exception to it.
void Model::check_text(const std::string& to, const std::string& text) const {
    if (!responders_.contains(to) && !texters_.contains(to))
        throw BrokenInvariant("a text went to a phone that is no responder's and did not text");
    const auto septets = count_septets(text);
    if (!septets || *septets > text_septets) {
        throw BrokenInvariant("a text does not fit one segment: " + text);
    }
    for (const auto& report : reports_) {
        if (text.find(report.call.number.substr(4)) != std::string::npos) {
            throw BrokenInvariant("I9: a text holds a reporter's number: " + text);
        }
    }
}

void Model::check_repeated_post(const Post& post) const {
    const auto earlier = latest_post_.find({post.to, post.text});
    if (earlier == latest_post_.end() || !is_sent_once(post.seen.kind)) return;
    const auto& before = posts_.at(earlier->second);
    const auto free = may_be_free_.find(post.seen.case_number);
    if (free != may_be_free_.end() && free->second > before.left)
        return;  // an undone acceptance: asked again
    const auto said = [&](const char* what) {
        return fmt::format("I4: {} was asked again to send '{}' to {}, {}", "the provider", post.text,
                           post.to, what);
    };
    if (before.outcome == Post::Outcome::unheard && !had_trouble(before.left, clock_.now())) {
        throw BrokenInvariant(said("while the first request was under way"));
    }
    if (before.outcome == Post::Outcome::taken && !had_trouble(before.left, *before.heard + in_doubt)) {
        throw BrokenInvariant(said("though it had said it took it"));
    }
}

// Once somebody was told "you have it", nobody new is asked, until something is said that may end that.
void Model::check_held(const Post& post) const {
    if (!post.seen.asks_for_help() || latest_post_.contains({post.to, post.text})) return;
    const auto held = held_since_.find(post.seen.case_number);
    if (held == held_since_.end() || may_be_free_.contains(post.seen.case_number)) return;
    const auto now = clock_.now();
    if (now <= held->second + 15s || had_trouble(held->second - in_doubt, now)) return;
    throw BrokenInvariant(fmt::format("I7: case {} is held since {} s and yet {} is asked to help: {}",
                                      post.seen.case_number, (now - held->second).count() / 1000, post.to,
                                      post.text));
}

void Model::reply_leaves(const std::string&, const std::string& case_number, bool may_end_hold) {
    if (may_end_hold) may_be_free_[case_number] = clock_.now();
}

bool Model::had_trouble(Millis from, Millis to) const {
    return std::ranges::any_of(
        troubles_, [&](const auto& trouble) { return trouble.first <= to && from <= trouble.second; });
}

}  // namespace kengele::simulator
