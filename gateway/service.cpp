#include "gateway/service.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <limits>

#include "gateway/cases/actions.hpp"
#include "gateway/incoming_text.hpp"
#include "gateway/sms/inbox.hpp"
#include "gateway/sms/text_facts.hpp"
#include "gateway/ussd/screen_counts.hpp"
#include "gateway/ussd/take_turn.hpp"
#include "gateway/ussd/trouble.hpp"

namespace kengele::gateway {
namespace {

using namespace std::chrono_literals;
using storage::Transaction;
using storage::Viewer;

// Calls last three minutes: more than these at once is no load of this machine.
constexpr std::size_t known_calls_max = 65'536;
constexpr world::Millis housework_interval = 30s;
constexpr world::Millis checkpoint_interval = 3s;
constexpr world::Millis stop_look_interval = 250ms;
constexpr world::Millis housework_patience = 30s;
// A provider repeats a message for twelve hours; a caller's answers are kept for a day at most.
constexpr world::Millis inbound_kept = 72h;
constexpr world::Millis sessions_kept = 24h;

constexpr world::Millis salvage_backlog_max = 5min;

// One unit counts this many, so that callers' turns get in between.
constexpr int counted_at_once = 256;

constexpr std::string_view key_check = "key check";

storage::ServiceClock started_clock(storage::Store& store, const world::ClockReading& now) {
    const auto mark = store.clock_mark();
    return mark ? storage::ServiceClock{*mark, now} : storage::ServiceClock{now};
}

std::vector<storage::Place> stored_places(storage::Store& store) {
    auto places = store.reader()->places(Viewer::at_the_machine());
    if (!places) throw StartRefused("The places cannot be read: " + places.error().message());
    return std::move(*places);
}

// What one round of housework found.
struct House {
    storage::Millis climb_late{0};
    bool has_backlog = false;  // calls that broke off and are due are not raised yet
};

// The day whose key opens the oldest call that waits to be raised. Before the writer runs.
std::optional<storage::Day> oldest_day_to_salvage(storage::Store& store, storage::ServiceTime now,
                                                  const world::ClockReading& reading) {
    constexpr int looked_at = 1000;
    std::optional<storage::Day> oldest;
    const auto unit = [&](Transaction& tx) -> Result<void> {
        for (const auto& waiting : tx.due_salvages({std::numeric_limits<std::int64_t>::max()}, looked_at))
            oldest = std::min(oldest.value_or(waiting.day), waiting.day);
        return {};
    };
    auto done = store.begin(now, reading);
    if (done) {
        done = store.run(unit);
        store.roll_back();
    }
    if (!done) throw StartRefused("The database cannot be read: " + done.error().message());
    return oldest;
}

console::TurnResult result_of(const Result<ussd::Answer>& answer) {
    if (answer) return answer->is_repeat ? console::TurnResult::repeated : console::TurnResult::answered;
    const bool is_uncertain =
        answer.error() == storage::Error::in_doubt || answer.error() == storage::Error::broken;
    return is_uncertain ? console::TurnResult::in_doubt : console::TurnResult::not_saved;
}

std::vector<console::Metrics::Reading> count_texts(const sms::Sender& sender) {
    const auto counts = sender.counts();
    std::vector<console::Metrics::Reading> readings;
    const auto outcome = [&](const char* word, std::uint64_t count) {
        readings.push_back({"kengele_sms_sends_total", "Texts given to a provider, by what came of it",
                            static_cast<double>(count), true, "outcome", word});
    };
    outcome("accepted", counts.accepted);
    outcome("tried_again", counts.tried_again);
    outcome("in_doubt", counts.in_doubt);
    outcome("refused", counts.refused);
    readings.push_back({"kengele_possible_duplicates_total",
                        "Sends whose outcome is unknown: tried again, marked",
                        static_cast<double>(counts.in_doubt), true, "", ""});
    readings.push_back({"kengele_sms_in_flight", "Texts being given to a provider now",
                        static_cast<double>(counts.in_flight), false, "", ""});
    return readings;
}

}  // namespace

// A wrong root key would open nothing and seal what nobody could open later: better not to start.
storage::ServiceClock prove_key(storage::Store& store, const reporters::KeyRing& ring,
                                const world::ClockReading& now) {
    const auto clock = started_clock(store, now);
    const auto expected = ring.check_value();
    bool fits = true;
    const auto unit = [&](Transaction& tx) -> Result<void> {
        const auto stored = tx.fact(key_check);
        if (!stored) tx.put_fact(key_check, expected);
        fits = !stored || std::ranges::equal(*stored, expected);
        return {};
    };
    auto done = store.begin(clock.at(now), now);
    if (done) done = store.run(unit);
    if (done) done = store.commit();
    if (!done) throw StartRefused("The database cannot be written: " + done.error().message());
    if (!fits) {
        throw StartRefused(
            "The root key is not the one this database was filled under; nothing was changed.\n"
            "Point [keys] root_file at the right key, or restore it from its copy.");
    }
    return clock;
}

// Answers providers, on any io thread. Units are named before they are awaited: g++ 12 destroys a capturing
// lambda twice that is written inside a co_await.
class Service::Callbacks final : public world::HttpHandler {
public:
    explicit Callbacks(Service& service) : service_(service), routes_(service.config_.channels) {}

    Task<world::HttpResponse> handle(world::HttpRequest request) override {
        const auto route = routes_.find(request.target);
        if (!route) {
            service_.metrics_.unknown_callback();
            co_return not_found();
        }
        const auto& channel = service_.channels_[route->channel];
        auto inbound = channel.aggregator->read(route->callback, request);
        if (!inbound) co_return cannot_read(*route, inbound.error());
        if (auto* turn = std::get_if<aggregators::UssdTurn>(&*inbound)) {
            co_return co_await take_turn(route->channel, std::move(*turn));
        }
        if (auto* end = std::get_if<aggregators::UssdEnd>(&*inbound)) {
            co_return co_await end_call(route->channel, std::move(*end));
        }
        if (auto* sms = std::get_if<aggregators::InboundSms>(&*inbound)) {
            co_return co_await take_sms(route->channel, std::move(*sms));
        }
        co_return co_await take_report(route->channel,
                                       std::get<aggregators::DeliveryNews>(std::move(*inbound)));
    }

private:
    // Whoever calls must read words to trust, never the provider's own error; a text or report that cannot be
    // understood would only be repeated for hours.
    world::HttpResponse cannot_read(const CallbackRoute& route, boost::system::error_code error) {
        const auto& aggregator = *service_.channels_[route.channel].aggregator;
        service_.world_.log.warning(
            "callback not understood",
            {{"channel", service_.channels_[route.channel].name}, {"why", error.message()}});
        if (route.callback != aggregators::Callback::ussd) return aggregator.received();
        service_.metrics_.turn(console::TurnResult::bad_request, 0ms);
        return aggregator.reply(ussd::trouble(error, "", service_.config_.service.code));
    }

    Task<world::HttpResponse> take_turn(std::size_t channel, aggregators::UssdTurn turn) {
        const auto began = service_.world_.clock.read().elapsed;
        const auto exchanges = service_.exchanges();
        const auto names =
            service_.days_.session_names(service_.channels_[channel].name, turn.session_id, turn.caller);
        auto unit = [exchanges, channel, turn = std::move(turn)](Transaction& tx) -> Result<ussd::Answer> {
            return ussd::take_turn(tx, exchanges->at(channel), turn);
        };
        const auto answer = co_await service_.queue_.commit(std::move(unit), patience());
        service_.metrics_.turn(result_of(answer), service_.world_.clock.read().elapsed - began);

        const auto& aggregator = *service_.channels_[channel].aggregator;
        if (!answer) {
            service_.world_.log.warning("turn not saved", {{"error", answer.error().message()}});
            const auto known = service_.known_calls_.find(names);
            co_return aggregator.reply(ussd::trouble(answer.error(), known.language,
                                                     service_.config_.service.code, known.has_filed));
        }
        service_.known_calls_.note(names, {answer->language, answer->has_filed});
        if (answer->has_texts) service_.texts_.raise();
        co_return aggregator.reply(answer->screen);
    }

    Task<world::HttpResponse> end_call(std::size_t channel, aggregators::UssdEnd end) {
        const auto exchanges = service_.exchanges();
        auto unit = [exchanges, channel, end = std::move(end)](Transaction& tx) -> Result<void> {
            ussd::end_call(tx, exchanges->at(channel), end);
            return {};
        };
        const auto done = co_await service_.queue_.commit(std::move(unit), patience());
        // It comes once at best, and nothing hangs on it.
        if (!done)
            service_.world_.log.warning("end of a call not saved", {{"error", done.error().message()}});
        co_return service_.channels_[channel].aggregator->received();
    }

    Task<world::HttpResponse> take_sms(std::size_t channel, aggregators::InboundSms sms) {
        service_.metrics_.inbound_sms();
        const auto exchanges = service_.exchanges();
        auto unit = [this, exchanges, channel, sms = std::move(sms)](Transaction& tx) {
            const cases::Rules rules{service_.config_.cases, service_.world_.random};
            return take_text(tx, exchanges->at(channel), rules, sms);
        };
        const auto taken = co_await service_.queue_.commit(std::move(unit), patience());
        co_return received(channel, "inbound SMS not saved", taken);
    }

    Task<world::HttpResponse> take_report(std::size_t channel, aggregators::DeliveryNews news) {
        service_.metrics_.delivery_report();
        auto unit = [this, &name = service_.channels_[channel].name,
                     news = std::move(news)](Transaction& tx) {
            return sms::take_report(tx, name, news, service_.on_final_failure());
        };
        const auto taken = co_await service_.queue_.commit(std::move(unit), patience());
        co_return received(channel, "delivery report not saved", taken);
    }

    // A provider repeats what it did not hear a 200 for; what could not be stored shall come again.
    world::HttpResponse received(std::size_t channel, std::string_view event, const Result<void>& taken) {
        if (taken) {
            service_.texts_.raise();
            return service_.channels_[channel].aggregator->received();
        }
        service_.world_.log.warning(event, {{"error", taken.error().message()}});
        return world::HttpResponse::text(503, "Try again\n");
    }

    storage::Millis patience() const { return service_.config_.storage.save_patience; }

    Service& service_;
    const CallbackRoutes routes_;
};

Service::Service(const Config& config, world::World world, storage::Store& store,
                 const reporters::KeyRing& ring, MenuLists menus, Contexts contexts,
                 storage::CommitQueue::OnBroken on_broken)
    : config_(config),
      world_(world),
      store_(store),
      contexts_(contexts),
      menus_(std::make_shared<const ussd::MenuVersions>(std::move(menus.residents),
                                                        std::move(menus.responders))),
      places_(std::make_shared<const menus::Places>(places_to_choose(stored_places(store)))),
      channels_(aggregators::make_channels(config.channels)),
      ring_(ring),
      days_(ring, world_.keys, world_.random),
      known_calls_(known_calls_max),
      queue_(
          store, prove_key(store, ring, world_.clock.read()),
          [&clock = world_.clock] { return clock.read(); }, contexts.writer, storage::CommitQueue::Limits{},
          std::move(on_broken)),
      reads_(store, contexts.reader),
      texts_(contexts.loops),
      sender_(queue_, world_, config.sender, channels_, text_source(), texts_, on_final_failure()),
      climber_(queue_, world_, config.cases, texts_),
      salvager_(queue_, world_, {ring_, days_, {config.cases, world_.random}, {}}, menus_, texts_),
      console_(config.service.name, queue_, reads_, world_.clock, metrics_, self_),
      console_routes_(console_),
      callbacks_(std::make_unique<Callbacks>(*this)),
      began_(world_.clock.read().elapsed),
      day_to_salvage_(oldest_day_to_salvage(store, queue_.now(), world_.clock.read())) {
    const auto turned = days_.turn_to(storage::day_of(world_.clock.read().wall), day_to_salvage_);
    if (!turned) {
        throw StartRefused("The day's keys cannot be kept: " + turned.error().message() +
                           "\nIs the folder keys/ there and writable?");
    }
    forget_through_ = *turned;
    make_exchanges();
    self_.has_menu = true;
    self_.others_count = [this] { return count_texts(sender_); };
    self_.checkpointed_ms = world_.clock.read().elapsed.count();
}

Service::~Service() = default;

world::HttpHandler& Service::callbacks() {
    return *callbacks_;
}

world::HttpHandler& Service::console() {
    return console_routes_;
}

Task<void> Service::run() {
    using namespace boost::asio::experimental::awaitable_operators;
    co_await (climber_.run() && salvager_.run() && sender_.run() && give_up_on_the_late() && keep_house() &&
              boost::asio::co_spawn(contexts_.checkpoint, copy_the_log(), use_task));
}

void Service::stop() {
    stopping_ = true;
    climber_.stop();
    salvager_.stop();
    sender_.stop();
    texts_.raise();
}

sms::TextSource Service::text_source() const {
    const sms::TextFactsReader reader{ring_, config_.cases.undo_window};
    return [reader, &days = days_](Transaction& tx, const storage::OutboundSms& row) {
        const bool is_to_caller = row.what == storage::SmsTemplate::screen;
        return is_to_caller ? sms::text_to_caller(tx, days, row) : reader.text_of(tx, row);
    };
}

sms::OnFinalFailure Service::on_final_failure() {
    return [this](Transaction& tx, storage::AlertId alert) {
        cases::undeliverable(tx, {config_.cases, world_.random}, alert);
    };
}

Task<void> Service::give_up_on_the_late() {
    while (!stopping_) {
        co_await world_.clock.sleep(100ms);
        queue_.answer_overdue();
    }
}

Task<void> Service::keep_house() {
    auto due = world_.clock.read().elapsed;
    while (!stopping_ && !queue_.is_broken()) {
        if (world_.clock.read().elapsed >= due) {
            co_await keep_house_once();
            due = world_.clock.read().elapsed + housework_interval;
        }
        co_await world_.clock.sleep(stop_look_interval);
    }
}

Task<void> Service::keep_house_once() {
    const auto reading = world_.clock.read();
    const bool may_wait = reading.elapsed - began_ < salvage_backlog_max;
    if (!may_wait) day_to_salvage_.reset();
    const auto turned = days_.turn_to(storage::day_of(reading.wall), day_to_salvage_);
    if (!turned) world_.log.error("the day's keys were not turned", {{"error", turned.error().message()}});
    if (turned && *turned) forget_through_ = *turned;
    // Before anything is forgotten.
    co_await count_calls();

    auto unit = [through = forget_through_, may_wait](Transaction& tx) -> Result<House> {
        House house;
        house.has_backlog = may_wait && !tx.due_salvages(tx.now(), 1).empty();
        tx.forget_inbound(tx.now() - inbound_kept);
        if (!house.has_backlog) tx.forget_sessions(tx.now() - sessions_kept);
        if (!house.has_backlog && through) tx.forget_callers(*through);
        if (const auto next = tx.next_clock()) house.climb_late = std::max(0ms, tx.now() - *next);
        return house;
    };
    const auto done = co_await queue_.commit(std::move(unit), housework_patience);
    if (!done) {
        world_.log.error("housework failed", {{"error", done.error().message()}});
        co_return;
    }
    self_.climb_late_ms = done->climb_late.count();
    if (done->has_backlog) co_return;
    forget_through_.reset();
    day_to_salvage_.reset();
}

Task<void> Service::count_calls() {
    for (int counted = counted_at_once; counted == counted_at_once && !stopping_;) {
        auto unit = [this, menus = menus_](Transaction& tx) -> Result<int> {
            return ussd::count_due_calls(tx, days_, *menus, counted_at_once);
        };
        const auto done = co_await queue_.commit(std::move(unit), housework_patience);
        if (!done) {
            world_.log.error("calls were not counted", {{"error", done.error().message()}});
            co_return;
        }
        counted = *done;
    }
}

Task<void> Service::copy_the_log() {
    auto due = world_.clock.read().elapsed + checkpoint_interval;
    while (!stopping_ && !queue_.is_broken()) {
        co_await world_.clock.sleep(stop_look_interval);
        if (world_.clock.read().elapsed < due) continue;
        if (const auto copied = store_.checkpoint(); copied) {
            self_.checkpointed_ms = world_.clock.read().elapsed.count();
        } else {
            ++self_.checkpoint_failures;
            world_.log.error("checkpoint failed", {{"error", copied.error().message()}});
        }
        due = world_.clock.read().elapsed + checkpoint_interval;
    }
}

Task<void> Service::reload_places() {
    // Read and sorted on the reader's thread: thousands of names would hold up the turns of this one.
    const auto query = [](storage::Reader& reader) -> Result<std::shared_ptr<const menus::Places>> {
        const auto places = reader.places(Viewer::at_the_machine());
        if (!places) return places.error();
        return std::make_shared<const menus::Places>(places_to_choose(*places));
    };
    const auto places = co_await reads_.read(query);
    if (!places) {
        world_.log.error("places not reloaded", {{"error", places.error().message()}});
        co_return;
    }
    places_ = *places;
    make_exchanges();
}

Task<void> Service::reload_menus() {
    const auto now = queue_.now();
    const auto query = [now](storage::Reader& reader) { return menus_in_use(reader, now); };
    const auto menus = co_await reads_.read(query);
    if (!menus || menus->residents.empty()) {
        world_.log.error("menus not reloaded", {{"error", menus ? "none" : menus.error().message()}});
        co_return;
    }
    menus_ = std::make_shared<const ussd::MenuVersions>(menus->residents, menus->responders);
    make_exchanges();
}

void Service::make_exchanges() {
    auto made = std::make_shared<Exchanges>();
    for (const auto& channel : config_.channels) {
        made->push_back({menus_, menus_->newest(), places_, ring_, days_, world_.random, config_.cases,
                         config_.service, channel.name, channel.screen_septets});
    }
    const std::scoped_lock lock(exchanges_mutex_);
    exchanges_ = std::move(made);
}

std::shared_ptr<const Service::Exchanges> Service::exchanges() const {
    const std::scoped_lock lock(exchanges_mutex_);
    return exchanges_;
}

}  // namespace kengele::gateway
