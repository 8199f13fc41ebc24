#pragma once
#include <git2.h>
#include <git2/sys/odb_backend.h>
#if LIBGIT2_VER_MAJOR < 1
#error "libgit2 1.x is required (apt install libgit2-dev)"
#endif
