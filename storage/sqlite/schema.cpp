#include "storage/sqlite/schema.hpp"

#include <fmt/format.h>

#include <array>

namespace kengele::storage::sqlite {

// Made from schema/*.sql when the build is configured.
extern const char* const schema_001_initial;
extern const char* const schema_002_responder_credentials;
extern const char* const schema_003_unfinished_calls;
extern const char* const schema_004_screen_counts;
extern const char* const schema_005_texts_to_callers;
extern const char* const schema_006_menu_drafts;
extern const char* const schema_007_directory;

namespace {

std::array<const char*, 7> migrations() {
    return {schema_001_initial,       schema_002_responder_credentials, schema_003_unfinished_calls,
            schema_004_screen_counts, schema_005_texts_to_callers,      schema_006_menu_drafts,
            schema_007_directory};
}

}  // namespace

int newest_schema() {
    return static_cast<int>(migrations().size());
}

int schema_of(Database& database) {
    return database.first(only<int>, "PRAGMA user_version").value();
}

void migrate(Database& database) {
    for (int number = schema_of(database) + 1; number <= newest_schema(); ++number) {
        database.script("BEGIN IMMEDIATE");
        database.script(migrations()[static_cast<std::size_t>(number) - 1]);
        database.script(fmt::format("PRAGMA user_version = {}; COMMIT", number));
    }
}

}  // namespace kengele::storage::sqlite
