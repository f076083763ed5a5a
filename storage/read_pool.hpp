#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>
#include <memory>
#include <type_traits>
#include <utility>

#include "storage/store.hpp"
#include "storage/task.hpp"

namespace kengele::storage {

// Read-only work for people, off the writer's path: a long report never delays a caller. Runs on the reader's
// io_context (a thread of its own; in a simulation the shared one). Destroyed before the io_contexts of its
// callers, and after the reader's thread was joined.
class ReadPool {
public:
    // Throws when the store cannot be opened for reading.
    ReadPool(Store& store, boost::asio::io_context& reader, int waiting_max = 256);
    ~ReadPool();

    // Errors: busy (too many wait: nothing was tried), failed (the query threw), and the query's own. May be
    // called from any coroutine of the program.
    template <class Query>  // Result<T>(Reader&)
    auto read(Query query) -> Task<std::invoke_result_t<Query, Reader&>>;

private:
    template <class Query>
    auto ask(Query& query) noexcept -> std::invoke_result_t<Query, Reader&>;

    std::unique_ptr<Reader> reader_;
    boost::asio::io_context& context_;
    const int waiting_max_;
    std::atomic<int> waiting_ = 0;
    // What was posted finds out by it that the pool is gone.
    const std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

template <class Query>
auto ReadPool::read(Query query) -> Task<std::invoke_result_t<Query, Reader&>> {
    using Answer = std::invoke_result_t<Query, Reader&>;
    if (waiting_.fetch_add(1) >= waiting_max_) {
        --waiting_;
        co_return make_error_code(Error::busy);
    }
    auto initiate = [this](auto handler, Query asked) {
        auto work = [this, alive = std::weak_ptr(alive_), handler = std::move(handler),
                     asked = std::move(asked)]() mutable {
            if (alive.expired()) return;
            auto answer = ask(asked);
            --waiting_;
            const auto executor = handler.get_executor();
            boost::asio::post(executor, [handler = std::move(handler), answer = std::move(answer)]() mutable {
                std::move(handler)(std::move(answer));
            });
        };
        boost::asio::post(context_, std::move(work));
    };
    co_return co_await boost::asio::async_initiate<decltype(use_task), void(Answer)>(
        std::move(initiate), use_task, std::move(query));
}

template <class Query>
auto ReadPool::ask(Query& query) noexcept -> std::invoke_result_t<Query, Reader&> {
    try {
        return query(*reader_);
    } catch (const boost::system::system_error& error) {
        if (error.code().category() == error_category()) return error.code();
    } catch (...) {
        // A bug of the query: its asker hears so, the pool goes on.
    }
    return make_error_code(Error::failed);
}

}  // namespace kengele::storage
