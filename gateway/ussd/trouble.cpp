#include "gateway/ussd/trouble.hpp"

#include <fmt/format.h>

#include "storage/error.hpp"

namespace kengele::ussd {
namespace {

using menus::Screen;
using storage::Error;

struct Words {
    std::string_view en;
    std::string_view sw;
    std::string_view both;
};

constexpr Words busy{
    "Sorry, the line is busy. Your report was NOT saved. Dial again in 2 minutes. Danger now? Call 999 or "
    "112.",
    "Samahani, laini ina shughuli. Ripoti HAIJAHIFADHIWA. Piga tena baada ya dakika 2. Hatari sasa? Piga 999 "
    "au 112.",
    "Line busy. Report NOT saved. Dial again in 2 min.\n"
    "Laini ina shughuli. Ripoti HAIJAHIFADHIWA. Piga tena baada ya dak 2.\n"
    "Danger/Hatari: 999, 112"};

constexpr Words broken{
    "Sorry, a system problem. Your report was NOT saved. Dial again in 2 minutes. Danger now? Call 999 or "
    "112.",
    "Samahani, hitilafu ya mitambo. Ripoti HAIJAHIFADHIWA. Piga tena baada ya dakika 2. Hatari sasa? Piga "
    "999 au 112.",
    "System problem. Report NOT saved. Dial again in 2 min.\n"
    "Hitilafu. Ripoti HAIJAHIFADHIWA. Piga tena baada ya dak 2.\n"
    "Danger/Hatari: 999, 112"};

constexpr Words uncertain{"We could not confirm. Dial {0} again to check. Danger now? Call 999 or 112.",
                          "Hatukuweza kuthibitisha. Piga {0} tena kuangalia. Hatari sasa? Piga 999 au 112.",
                          "We could not confirm. Dial {0} again to check.\n"
                          "Hatujathibitisha. Piga {0} tena kuangalia.\n"
                          "Danger/Hatari: 999, 112"};

constexpr Words over{"This call is over. Dial again. Danger now? Call 999 or 112.",
                     "Simu hii imeisha. Piga tena. Hatari sasa? Piga 999 au 112.",
                     "This call is over. Dial again.\nSimu hii imeisha. Piga tena.\nDanger/Hatari: 999, 112"};

Screen last(const Words& words, std::string_view language, std::string_view service_code) {
    const auto text = language == "en" ? words.en : language == "sw" ? words.sw : words.both;
    return {fmt::format(fmt::runtime(text), service_code), false};
}

}  // namespace

Screen trouble(boost::system::error_code error, std::string_view language, std::string_view service_code,
               bool has_filed) {
    // Only a unit whose COMMIT had begun may be there after all; the queue refuses others before they run.
    if (error == Error::in_doubt || has_filed) return last(uncertain, language, service_code);
    if (error == Error::busy || error == Error::too_late) return last(busy, language, service_code);
    return last(broken, language, service_code);
}

Screen call_is_over(std::string_view language) {
    return last(over, language, "");
}

}  // namespace kengele::ussd
