#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>

#include "storage/store.hpp"
#include "storage/task.hpp"

namespace kengele::storage {

// Read-only work for people, off the writer's path: a long report never delays a caller. Runs on the reader's
// io_context (a thread of its own; in a simulation the shared one).
class ReadPool {
public:
    ReadPool(Store& store, boost::asio::io_context& reader);
    ~ReadPool();

    template <class Query>  // Result<T>(Reader&)
    auto read(Query query) -> Task<std::invoke_result_t<Query, Reader&>>;

private:
    std::unique_ptr<Reader> reader_;
    boost::asio::io_context& context_;
};

}  // namespace kengele::storage
