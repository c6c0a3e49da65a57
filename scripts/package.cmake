# SPDX-License-Identifier: GPL-2.0-or-later
# What is installed besides programs and pages, and the Debian package of it:
#
#   cmake --install build --prefix DIR
#   (cd build && cpack -G DEB)
#
# Everything finds everything else from where it stands: DIR may be moved.
install(FILES checker/cmd/completion/holdcheck.bash
        DESTINATION share/bash-completion/completions RENAME holdcheck)
install(FILES checker/cmd/completion/holdcheck.fish
        DESTINATION share/fish/vendor_completions.d)
# Debian's zsh does not look into /usr/share/zsh/site-functions.
install(CODE "
  set(folder site-functions)
  if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\" AND EXISTS /etc/debian_version)
    set(folder vendor-completions)
  endif()
  file(INSTALL \"${PROJECT_SOURCE_DIR}/checker/cmd/completion/_holdcheck\"
       DESTINATION \"\${CMAKE_INSTALL_PREFIX}/share/zsh/\${folder}\")")
install(FILES checker/contract/contract.json DESTINATION share/holdcheck)
install(FILES README.md CONTRIBUTING.md DESTINATION share/doc/holdcheck)
install(FILES LICENSE DESTINATION share/doc/holdcheck RENAME copyright)
install(DIRECTORY docs DESTINATION share/doc/holdcheck USE_SOURCE_PERMISSIONS
        PATTERN man EXCLUDE)

if(EXISTS ${PROJECT_SOURCE_DIR}/scripts/install-hook)
  install(PROGRAMS scripts/install-hook DESTINATION share/holdcheck)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME holdcheck)
set(CPACK_PACKAGE_CONTACT "${CPACK_PACKAGE_NAME} <root@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Finds IOThread hold bugs in QEMU")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"A plugin for the Clang Static Analyzer and a program that runs it over a QEMU
tree: holds of an IOThread that leak, are put twice, without a get or under
another name, on each path of a function and over the life of a device.")
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# A plugin only loads into the very version it was built for.  Nothing links
# clang, so shlibdeps cannot know.
set(depends)
set(breaks)
foreach(version IN LISTS HOLDCHECK_CLANG_VERSIONS)
  if(llvm_version_${version} MATCHES "^([0-9]+\\.[0-9]+\\.)([0-9]+)")
    math(EXPR next "${CMAKE_MATCH_2} + 1")
    list(APPEND depends "clang-${version} (>= 1:${CMAKE_MATCH_0}~)")
    list(APPEND breaks "clang-${version} (<< 1:${CMAKE_MATCH_0}~)"
                       "clang-${version} (>= 1:${CMAKE_MATCH_1}${next}~)")
  endif()
endforeach()
list(REVERSE depends)
list(JOIN depends " | " CPACK_DEBIAN_PACKAGE_DEPENDS)
list(JOIN breaks ", " CPACK_DEBIAN_PACKAGE_BREAKS)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "git, ninja-build")
set(CPACK_VERBATIM_VARIABLES ON)
include(CPack)
