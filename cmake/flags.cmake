# Every target of ours links kengele_flags: warnings, include root, hardening, sanitizers.
add_library(kengele_warnings INTERFACE)
target_compile_options(kengele_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    $<$<BOOL:${KENGELE_WERROR}>:-Werror>)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # Optimised, g++ 12 takes the copying of a short std::string for an overlap (its bug 105651).
    target_compile_options(kengele_warnings INTERFACE -Wno-restrict)
endif()

add_library(kengele_flags INTERFACE)
target_link_libraries(kengele_flags INTERFACE kengele_warnings)
target_include_directories(kengele_flags INTERFACE ${PROJECT_SOURCE_DIR})
# A third of what most files take to compile is a few headers. The preset `tidy` does without, so that each file is known
# to include what it uses.
target_precompile_headers(kengele_flags INTERFACE <algorithm> <chrono> <fmt/format.h> <functional> <map> <memory> <optional>
    <string> <variant> <vector>)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# A turn spends its time in the kernel and in SQLite, not in our loops; -O3 takes longer to build.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # Optimised, g++ 12 sees the frame of a coroutine freed by another function than the one that made it. Its word
    # that a value in a coroutine may be uninitialised is to be believed: it then miscompiles the expression.
    set(false_alarms $<$<COMPILE_LANGUAGE:CXX>:-Wno-mismatched-new-delete>)
endif()

if(KENGELE_SANITIZE)
    target_compile_options(kengele_flags INTERFACE -fsanitize=${KENGELE_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all -Og -g1 ${false_alarms})
    target_link_options(kengele_flags INTERFACE -fsanitize=${KENGELE_SANITIZE})
    if(KENGELE_SANITIZE STREQUAL "thread")
        # Asio uses atomic_thread_fence, which g++ warns that the thread sanitizer does not model.
        target_compile_options(kengele_flags INTERFACE -Wno-tsan)
    endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(kengele_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
        -fstack-protector-strong -fcf-protection -D_GLIBCXX_ASSERTIONS ${false_alarms})
    target_link_options(kengele_flags INTERFACE -pie -Wl,-z,relro,-z,now)
else()
    # Line tables are enough for a stack trace, and halve the time to link.
    target_compile_options(kengele_flags INTERFACE -g1 -D_GLIBCXX_ASSERTIONS)
endif()

find_program(CCACHE ccache)
if(CCACHE)
    # A precompiled header is taken for what it was made from.
    set(launcher ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
endif()
