#include "gateway/cli/owner.hpp"
#include "gateway/cli/trials.hpp"

namespace kengele::cli {

// On the reader's thread: no turn waits for it.
Task<Answer> test_menu(Owner& owner, const boost::json::object& request) {
    const auto test = [content = text_of(request, "content"), file = text_of(request, "file"),
                       budgets = owner.budgets,
                       json = flag_of(request, "json")](storage::Reader& reader) -> Result<Answer> {
        const auto rules = read_rules(reader);
        if (!rules) return rules.error();
        return test_menu_file(content, file, *rules, budgets, json);
    };
    const auto answer = co_await owner.reads.read(test);
    if (!answer) co_return Answer::refuse("The database cannot be read: " + answer.error().message());
    co_return *answer;
}

}  // namespace kengele::cli
