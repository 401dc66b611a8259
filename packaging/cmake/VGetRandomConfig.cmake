# SPDX-License-Identifier: MIT
# find_package(VGetRandom) defines
#   VGetRandom::vgetrandom         the shared library
#   VGetRandom::vgetrandom_static  the static library, where it is installed
# The folder may be moved together with those of the libraries and of the header.

# Symbolic links are followed first: seen through /lib, which is a link to /usr/lib, the header
# would not be where it is looked for.
get_filename_component(_vgetrandom_here "${CMAKE_CURRENT_LIST_DIR}" REALPATH)
get_filename_component(_vgetrandom_libdir "${_vgetrandom_here}/../.." ABSOLUTE)
get_filename_component(_vgetrandom_includedir "${_vgetrandom_here}/@INCLUDEDIR@" ABSOLUTE)

if(NOT TARGET VGetRandom::vgetrandom)
  add_library(VGetRandom::vgetrandom SHARED IMPORTED)
  set_target_properties(VGetRandom::vgetrandom PROPERTIES
    IMPORTED_LOCATION "${_vgetrandom_libdir}/libvgetrandom.so"
    IMPORTED_SONAME "@SONAME@"
    INTERFACE_INCLUDE_DIRECTORIES "${_vgetrandom_includedir}")
endif()

if(NOT TARGET VGetRandom::vgetrandom_static AND EXISTS "${_vgetrandom_libdir}/libvgetrandom.a")
  add_library(VGetRandom::vgetrandom_static STATIC IMPORTED)
  set_target_properties(VGetRandom::vgetrandom_static PROPERTIES
    IMPORTED_LOCATION "${_vgetrandom_libdir}/libvgetrandom.a"
    INTERFACE_INCLUDE_DIRECTORIES "${_vgetrandom_includedir}"
    INTERFACE_LINK_LIBRARIES "@LIBS_PRIVATE@")
endif()

unset(_vgetrandom_here)
unset(_vgetrandom_libdir)
unset(_vgetrandom_includedir)
