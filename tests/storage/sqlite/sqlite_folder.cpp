#include "tests/storage/sqlite/sqlite_folder.hpp"

#include <stdlib.h>

#include <stdexcept>

namespace kengele::storage {

SqliteFolder::SqliteFolder() {
    std::string name = std::filesystem::temp_directory_path() / "kengele-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
}

SqliteFolder::~SqliteFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

SqliteOptions SqliteFolder::options() const {
    SqliteOptions options;
    options.path = database();
    options.sessions_expected = 64;
    return options;
}

}  // namespace kengele::storage
