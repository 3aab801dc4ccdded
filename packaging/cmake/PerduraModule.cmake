# SPDX-License-Identifier: GPL-3.0-or-later
#
# The two ways in which Perdura declares targets, and the flags that all of them share.
#
#   perdura_module(engine_store SOURCES a.cpp a.h … PUBLIC libs… PRIVATE libs… RESOURCES x.qrc…)
#     A static library Perdura::engine_store. Headers are included from the source root:
#     #include "engine/store/Store.h"
#
#   perdura_test(tst_store SOURCES tst_store.cpp LIBS Perdura::engine_store [GUI] [TIMEOUT 120] [LABELS crash])
#     A Qt Test program, run offscreen by ctest. Labels default to the folder under tests/.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The sloppiness is what ccache needs to work with precompiled headers; the base folder lets clones share results.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
    "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime"
    "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=4G "${CCACHE_PROGRAM}")
endif()

# A faster linker, where there is one.
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1)
  add_link_options(-fuse-ld=mold)
endif()

function(perdura_common target)
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_compile_definitions(${target} PRIVATE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_URL_CAST_FROM_STRING
    QT_USE_QSTRINGBUILDER QT_NO_CONTEXTLESS_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Wundef
    # g++ 12 reports overflows inside std::string::operator+ and insert that cannot happen (GCC bugs 105329, 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow> $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${PERDURA_WARNINGS_AS_ERRORS}>:-Werror>)
  if(PERDURA_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=${PERDURA_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=${PERDURA_SANITIZE})
    if(PERDURA_SANITIZE MATCHES undefined)
      # Two checks at every access, which take a third of the compiler's time; the address sanitizer stops at
      # the accesses through null that happen.
      target_compile_options(${target} PUBLIC -fno-sanitize=null,alignment)
    endif()
  endif()
endfunction()

function(perdura_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE;RESOURCES" ${ARGN})
  add_library(perdura_${name} STATIC ${ARG_SOURCES} ${ARG_RESOURCES})
  set_target_properties(perdura_${name} PROPERTIES LINKER_LANGUAGE CXX)
  add_library(Perdura::${name} ALIAS perdura_${name})
  target_link_libraries(perdura_${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  perdura_common(perdura_${name})
  _perdura_precompile(perdura_${name} "${ARG_PUBLIC};${ARG_PRIVATE}")
endfunction()

# Precompiled headers, one set for what has no windows and one for what has, shared by modules and tests: the JSON
# library for all, the widgets for the windows. The seam is by linkage, so that a module never sees a header of a
# library that it does not link.
function(perdura_precompiled_headers name)
  cmake_parse_arguments(ARG "" "" "LIBS;HEADERS" ${ARGN})
  add_library(${name} OBJECT "${PROJECT_SOURCE_DIR}/packaging/cmake/precompiled.cpp")
  set_target_properties(${name} PROPERTIES AUTOMOC OFF)
  target_link_libraries(${name} PRIVATE ${ARG_LIBS})
  perdura_common(${name})
  target_precompile_headers(${name} PRIVATE <nlohmann/json.hpp> <QDateTime> <QHash> <QList> <QObject> <QString> <QVariant>
    <chrono> <functional> <map> <memory> <optional> <set> <stop_token> <string> <variant> <vector> ${ARG_HEADERS})
endfunction()

perdura_precompiled_headers(perdura_headers LIBS Qt6::Core)
if(NOT PERDURA_ENGINE_ONLY)
  perdura_precompiled_headers(perdura_widget_headers LIBS Qt6::Widgets HEADERS <QWidget>)
endif()

function(_perdura_precompile target libs)
  if("Qt6::Widgets" IN_LIST libs)
    target_precompile_headers(${target} REUSE_FROM perdura_widget_headers)
  else()
    target_precompile_headers(${target} REUSE_FROM perdura_headers)
  endif()
endfunction()

function(perdura_test name)
  cmake_parse_arguments(ARG "GUI" "TIMEOUT" "SOURCES;LIBS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set(windows)
  if(ARG_GUI)
    set(windows Qt6::Widgets)
  endif()
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} Qt6::Test ${windows})
  perdura_common(${name})
  _perdura_precompile(${name} "${windows}")
  # One call of moc instead of AUTOMOC, which costs each target two more steps and one more file to compile.
  set_target_properties(${name} PROPERTIES AUTOMOC OFF)
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
  target_sources(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${name}.moc")
  qt6_generate_moc(${name}.cpp ${name}.moc TARGET ${name})
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY "${PROJECT_SOURCE_DIR}/tests" OUTPUT_VARIABLE folder)
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${folder};${ARG_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_FORCE_STDERR_LOGGING=1;TSAN_OPTIONS=halt_on_error=1 die_after_fork=0 suppressions=${PROJECT_SOURCE_DIR}/tests/tsan.supp;ASAN_OPTIONS=detect_leaks=1;LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/lsan.supp;UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1")
endfunction()
