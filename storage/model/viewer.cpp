#include "storage/model/viewer.hpp"

namespace kengele::storage {

Viewer Viewer::at_the_machine() {
    Viewer viewer;
    viewer.operator_name = "machine";
    viewer.roles = {"administrator"};
    viewer.organisations = {the_deployment};
    viewer.classes = {Sensitivity::normal, Sensitivity::private_, Sensitivity::protected_};
    viewer.reason = "command line";
    viewer.sees_all_areas = true;
    return viewer;
}

}  // namespace kengele::storage
