# What every target of the project is compiled with, and the two functions that declare one.

find_program(REPERE_CCACHE ccache)
if(REPERE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_NOHASHDIR=1
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${REPERE_CCACHE})
endif()

add_library(repere_options INTERFACE)
target_include_directories(repere_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(repere_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Wno-missing-field-initializers          # members have defaults; designated initializers name what differs
  -ffp-contract=off                       # the same digits on every machine
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # false alarms of g++ 12 on literal + std::string
  $<$<BOOL:${REPERE_WARNINGS_AS_ERRORS}>:-Werror>)

if(REPERE_SANITIZE STREQUAL "address")
  target_compile_options(repere_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(repere_options INTERFACE -fsanitize=address,undefined)
elseif(REPERE_SANITIZE STREQUAL "thread")
  target_compile_options(repere_options INTERFACE -fsanitize=thread -fno-omit-frame-pointer
    $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)  # Asio's fences, which the sanitizer does not see; it uses them rightly
  target_link_options(repere_options INTERFACE -fsanitize=thread)
elseif(REPERE_SANITIZE)
  message(FATAL_ERROR "REPERE_SANITIZE is '${REPERE_SANITIZE}'; it takes nothing, address or thread")
endif()

# repere_folder(NAME SOURCES a.cpp … [LINK target …]): one folder of src/ as one library, `repere_NAME`.
function(repere_folder name)
  cmake_parse_arguments(FOLDER "" "" "SOURCES;LINK" ${ARGN})
  add_library(repere_${name} STATIC ${FOLDER_SOURCES})
  target_link_libraries(repere_${name} PUBLIC repere_options ${FOLDER_LINK})
endfunction()

# repere_tests(NAME SOURCES a_test.cpp … [LINK target …]): the tests of a folder as one program, each test known to CTest.
function(repere_tests name)
  if(NOT REPERE_TESTS)
    return()
  endif()
  cmake_parse_arguments(FOLDER "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name}_tests ${FOLDER_SOURCES})
  target_link_libraries(${name}_tests PRIVATE repere_options ${FOLDER_LINK} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name}_tests PRIVATE
    REPERE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" REPERE_SHARED_DIR="${CMAKE_SOURCE_DIR}/../shared")
  gtest_discover_tests(${name}_tests TEST_PREFIX ${name}: DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 600)
endfunction()
