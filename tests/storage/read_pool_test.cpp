#include "storage/read_pool.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
namespace asio = boost::asio;

namespace {

using Query = std::function<Result<int>(Reader&)>;

Task<void> ask(ReadPool& pool, Query query, std::vector<Result<int>>& answers) {
    answers.push_back(co_await pool.read(std::move(query)));
}

}  // namespace

TEST_CASE("a query runs on the reader's executor and its answer comes back to the asker's") {
    on_every_store([](TestStore& store) {
        sample_case(store);
        asio::io_context reader;
        asio::io_context asker;
        ReadPool pool(store.store(), reader);
        std::vector<Result<int>> answers;
        const Query count = [](Reader& it) -> Result<int> {
            return static_cast<int>(it.incidents(Viewer::at_the_machine(), {}).value().size());
        };

        asio::co_spawn(asker, ask(pool, count, answers), asio::detached);
        asker.poll();
        CHECK(answers.empty());
        reader.poll();
        CHECK(answers.empty());
        asker.restart();
        asker.poll();

        REQUIRE(answers.size() == 1);
        CHECK(answers[0].value() == 1);
    });
}

TEST_CASE("a query's own error, a thrown bug and a full pool each answer the one who asked") {
    on_every_store([](TestStore& store) {
        asio::io_context context;
        ReadPool pool(store.store(), context, 2);
        std::vector<Result<int>> answers;
        const Query refuses = [](Reader&) -> Result<int> { return make_error_code(Error::not_found); };
        const Query throws = [](Reader&) -> Result<int> { throw std::runtime_error("a bug"); };

        for (const auto& query : {refuses, throws, refuses})
            asio::co_spawn(context, ask(pool, query, answers), asio::detached);
        context.poll();

        REQUIRE(answers.size() == 3);
        CHECK(answers[0].error() == Error::busy);
        CHECK(answers[1].error() == Error::not_found);
        CHECK(answers[2].error() == Error::failed);
        asio::co_spawn(context, ask(pool, refuses, answers), asio::detached);
        context.restart();
        context.poll();
        CHECK(answers.back().error() == Error::not_found);
    });
}
