#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/aggregators/registry.hpp"
#include "gateway/cases/actions.hpp"
#include "gateway/cases/raise.hpp"
#include "gateway/reporters/key_ring.hpp"
#include "gateway/sms/inbox.hpp"
#include "gateway/sms/sender.hpp"
#include "gateway/sms/text_facts.hpp"
#include "storage/commit_queue.hpp"
#include "tests/gateway/world_for_tests.hpp"
#include "tests/storage/sqlite/sqlite_folder.hpp"

namespace kengele::testing {

// The way from a filed case to its responders' phones and back, over a real store and a provider that answers
// as the test says. One ward, and there: a fire brigade (+254700000001), a police station (..2), a chief who
// reads Swahili (..3), a gender desk (..4), an operations desk (..9).
class Bell {
public:
    Bell();

    // One unit, which must succeed; what it returns.
    template <class Work>
    auto unit(Work work) {
        std::optional<std::invoke_result_t<Work, storage::Transaction&>> answer;
        const auto run = [&](storage::Transaction& tx) -> Result<void> {
            answer.emplace(work(tx));
            return {};
        };
        world.run(queue.commit(run, storage::Millis{60'000})).value();
        return *std::move(answer);
    }

    // EMG1: fire, P1, lead FIRE, OCS copied. CRM1: robbery, P2, lead OCS. ABU3: protected, P2, lead GDESK.
    storage::IncidentId raise(const std::string& kind, const std::string& landmark = "");

    // `age`: how long ago the provider says it was sent; nothing when it does not say.
    void answer_from(const std::string& number, const std::string& text, const std::string& id,
                     std::optional<storage::Millis> age = {});
    void report(const std::string& provider_id, storage::DeliveryReport::State state,
                const std::string& reason = "");

    std::vector<storage::Alert> alerts(storage::IncidentId incident);
    storage::Alert alert_of(storage::IncidentId incident, const std::string& role);  // the newest
    std::vector<storage::OutboundSms> texts_of(storage::AlertId alert);
    // What the outbox holds for a role's responder, newest first.
    std::vector<storage::OutboundSms> texts_to(const std::string& number);
    bool is_held(storage::IncidentId incident);

    void start_sender();
    void stop_sender();

    // What the provider says. Phones it took a text for are in `delivered`, in order.
    struct Taken {
        std::string number;
        std::string text;
        std::string provider_id;
    };
    Result<world::HttpResponse> take(const world::HttpRequest& request, int status_code = 101);
    std::vector<Taken> delivered;

    TestWorld world;
    gateway::CaseConfig cases;
    gateway::SenderConfig config;
    const reporters::KeyRing ring{storage::Bytes(reporters::KeyRing::root_bytes, 7)};
    const cases::Rules rules{cases, world.random};
    sms::OnFinalFailure on_final_failure = [this](storage::Transaction& tx, storage::AlertId alert) {
        cases::undeliverable(tx, rules, alert);
    };
    std::vector<aggregators::Channel> channels;
    const sms::TextFactsReader texts{ring, std::chrono::minutes(30)};
    storage::SqliteFolder folder;
    std::unique_ptr<storage::Store> store;
    world::World handed = world.world();
    storage::CommitQueue queue;
    gateway::Nudge nudge{world.loops};
    std::unique_ptr<sms::Sender> sender;
    bool sender_has_ended = false;
    storage::PlaceNumber ward;
};

}  // namespace kengele::testing
