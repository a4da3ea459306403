# SPDX-License-Identifier: Apache-2.0
option(MUSTER_WARNINGS_AS_ERRORS "A warning ends the build" OFF)
set(MUSTER_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")
option(MUSTER_FUZZ "Build the fuzzers of tests/fuzz instead of tests that replay their corpus; needs clang" OFF)

if(MUSTER_SANITIZE)
    add_compile_options(-fsanitize=${MUSTER_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${MUSTER_SANITIZE})
    if(MUSTER_SANITIZE MATCHES "thread")
        # g++ 14 takes the unused half of a std::expected for uninitialized once the sanitizer is in its way.
        add_compile_options(-Wno-maybe-uninitialized)
    endif()
    if(MUSTER_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize-recover=undefined)
    endif()
endif()

if(MUSTER_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link) # so that the fuzzer sees which code an input reaches
endif()

find_program(MUSTER_MOLD mold)
if(MUSTER_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

# Our libraries are parts of our programs and are never installed: static, but where sanitizers make a copy of all code in
# each test program cost 150 MB (BUILD_SHARED_LIBS in the presets). Then a changed library does not link its users again.
option(BUILD_SHARED_LIBS "Our libraries are shared; for trees that nothing is installed from" OFF)
set(CMAKE_LINK_DEPENDS_NO_SHARED ON)

# What all targets of ours have in common.
function(muster_target target)
    set_target_properties(${target} PROPERTIES DEFINE_SYMBOL "") # all symbols are visible; one object file fits both kinds
    target_compile_definitions(${target} PRIVATE
        QT_NO_CAST_FROM_ASCII
        QT_NO_CAST_TO_ASCII
        QT_NO_FOREACH
        QT_NO_KEYWORDS
        QT_NO_URL_CAST_FROM_STRING
        QT_NO_CONTEXTLESS_CONNECT
        MUSTER_VERSION="${PROJECT_VERSION}")
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion)
    if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # It takes a file compiled as a part of another for a header.
        target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
    endif()
    if(MUSTER_WARNINGS_AS_ERRORS)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
endfunction()

# One QTest program: muster_test(tst_name LIBRARIES ... [SOURCES ...] [LABELS ...]). Its source is tst_name.cpp.
function(muster_test name)
    cmake_parse_arguments(arg "" "TIMEOUT" "LIBRARIES;SOURCES;LABELS" ${ARGN})
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    muster_target(${name})
    # QTRY_* of Qt 6.8 converts durations to int.
    target_compile_options(${name} PRIVATE -Wno-conversion)
    target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} Qt6::Test)
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${arg_TIMEOUT}
        LABELS "${arg_LABELS}"
        SKIP_RETURN_CODE 77
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=")
endfunction()
