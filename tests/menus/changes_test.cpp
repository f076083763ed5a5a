#include "menus/changes.hpp"

#include <doctest/doctest.h>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::small_menu;

namespace {

using Messages = std::vector<std::string>;

Messages lines(const Problems& problems) {
    Messages messages;
    for (const auto& problem : problems)
        messages.push_back(to_string(problem));
    return messages;
}

Node& node(Menu& menu, const std::string& id) {
    return menu.nodes[menu.index.at(id)];
}

}  // namespace

TEST_CASE("a menu changes no key of itself and leaves no language behind") {
    CHECK(changed_keys(small_menu(), small_menu(), "small.toml").empty());
    CHECK(stale_texts(small_menu(), small_menu(), "small.toml").empty());
}

TEST_CASE("a key that leads elsewhere is told with both meanings and the key to give back") {
    auto draft = small_menu();
    auto& options = node(draft, "kind").options;
    std::swap(options[0].key, options[1].key);

    CHECK(
        lines(changed_keys(small_menu(), draft, "small.toml")) ==
        Messages{"small.toml:44: warning: screen \"kind\": key 2 meant \"Theft\" (value \"theft\", to "
                 "\"where\") and "
                 "now means \"Fire\" (value \"fire\", to \"where\"); give \"Theft\" its key = \"2\" again",
                 "small.toml:45: warning: screen \"kind\": key 1 meant \"Fire\" (value \"fire\", to "
                 "\"where\") and "
                 "now means \"Theft\" (value \"theft\", to \"where\"); give \"Fire\" its key = \"1\" again"});
}

TEST_CASE("a key whose old meaning is gone needs a key that nobody learned") {
    auto draft = small_menu();
    auto& option = node(draft, "home").options[1];
    option.to = "kind";
    option.text.by_language[0] = "Theft";

    CHECK(
        lines(changed_keys(small_menu(), draft, "small.toml")) ==
        Messages{
            "small.toml:33: warning: screen \"home\": key 2 meant \"Follow up\" (to \"code\") and now means "
            "\"Theft\" (to \"kind\"); give what is new a key that nobody learned: key = \"3\""});
}

TEST_CASE("what a key sets and what follows are its meaning too; words are not") {
    auto draft = small_menu();
    node(draft, "home").options[4].set[1].value = "hurt";
    node(draft, "status").options[0].then = "home";
    node(draft, "review").options[0].text.by_language[0] = "Send it";

    CHECK(changed_keys(small_menu(), draft, "small.toml").size() == 2);
}

TEST_CASE("a key that people learned and that works only sometimes from now on is told") {
    const auto only = [](const char* value) {
        return Condition{false, {{"kind", Relation::equal, {value}}}};
    };
    auto draft = small_menu();
    auto published = small_menu();
    node(draft, "review").options[0].when = only("fire");

    CHECK(lines(changed_keys(published, draft, "small.toml")) ==
          Messages{
              "small.toml:69: warning: screen \"review\": key 1 worked always and now works only when kind = "
              "fire; leave when as it was, or give what is new a key of its own"});

    node(published, "review").options[0].when = only("theft");
    CHECK(lines(changed_keys(published, draft, "small.toml")) ==
          Messages{
              "small.toml:69: warning: screen \"review\": key 1 worked only when kind = theft and now works "
              "only when kind = fire; leave when as it was, or give what is new a key of its own"});

    node(draft, "review").options[0].when = {};
    CHECK(changed_keys(published, draft, "small.toml").empty());
}

TEST_CASE("new and removed options and new screens move no key") {
    auto draft = small_menu();
    auto& options = node(draft, "kind").options;
    options.push_back(options.back());
    options.back().key = "3";
    options.back().value = "flood";
    node(draft, "home").options.erase(node(draft, "home").options.begin() + 3);
    auto published = small_menu();
    published.index.erase("proof");
    node(draft, "proof").options[0].to = "@end";

    CHECK(changed_keys(published, draft, "small.toml").empty());
}

TEST_CASE("a text rewritten in the first language only is told, with both texts") {
    auto draft = small_menu();
    node(draft, "kind").text.by_language[0] = "What happened?";
    node(draft, "kind").options[1].text.by_language[0] = "Stolen";
    node(draft, "where").list_word.by_language[0] = "Choose";
    node(draft, "where").text.by_language = {"Which place?", "Mahali gani?"};
    node(draft, "thanks").text.by_language[1] = "Asanteni.";

    const auto problems = stale_texts(small_menu(), draft, "small.toml");

    CHECK(lines(problems) == Messages{"small.toml:39: warning: screen \"kind\", sw: the text in \"en\" was "
                                      "rewritten, and the one in \"sw\" "
                                      "was not; read \"Nini?\" again beside \"What happened?\"",
                                      "small.toml:45: warning: screen \"kind\", sw: option 2 in \"en\" was "
                                      "rewritten, and the one in \"sw\" "
                                      "was not; read \"Wizi\" again beside \"Stolen\"",
                                      "small.toml:48: warning: screen \"where\", sw: the word of the list in "
                                      "\"en\" was rewritten, and the "
                                      "one in \"sw\" was not; read \"Orodha\" again beside \"Choose\""});
    CHECK(problems[0].language == "sw");
    CHECK_FALSE(is_refused(problems));
}

TEST_CASE("a language that was not published yet is not stale") {
    auto published = small_menu();
    published.languages = {"en", "so"};
    auto draft = small_menu();
    node(draft, "kind").text.by_language[0] = "What happened?";

    CHECK(stale_texts(published, draft, "small.toml").empty());
}
