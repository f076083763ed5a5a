#pragma once

#include <string>

#include "gateway/aggregators/aggregator.hpp"
#include "gateway/config.hpp"

namespace kengele::aggregators {

// Africa's Talking: form-encoded callbacks, cumulative transcripts, `CON `/`END ` screens, the classic
// messaging endpoint. It signs nothing: the secret in the callback's path is all that vouches for a request.
class AfricasTalking final : public Aggregator {
public:
    explicit AfricasTalking(const gateway::ChannelConfig& channel);

    Result<Inbound> read(Callback callback, const world::HttpRequest& request) const override;
    world::HttpResponse reply(const menus::Screen& screen) const override;
    world::HttpResponse received() const override;
    world::HttpRequest sms_request(const OutgoingText& sms) const override;
    Result<SendReceipt> sms_outcome(const OutgoingText& sms,
                                    const world::HttpResponse& response) const override;

private:
    std::string messaging_url_;
    std::string username_;
    std::string sender_;  // empty: the provider's shared default
    storage::PrivateText api_key_;
};

}  // namespace kengele::aggregators
