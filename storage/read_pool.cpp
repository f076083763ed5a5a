#include "storage/read_pool.hpp"

namespace kengele::storage {

ReadPool::ReadPool(Store& store, boost::asio::io_context& reader, int waiting_max)
    : reader_(store.reader()), context_(reader), waiting_max_(waiting_max) {}

ReadPool::~ReadPool() = default;

}  // namespace kengele::storage
