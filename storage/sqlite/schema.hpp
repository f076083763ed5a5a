#pragma once

#include "storage/sqlite/database.hpp"

namespace kengele::storage::sqlite {

// The number of the newest migration this program knows.
int newest_schema();
int schema_of(Database& database);

// Brings the schema up to date, each migration in one transaction. A current one is left alone.
void migrate(Database& database);

}  // namespace kengele::storage::sqlite
