#pragma once
#include <git2.h>
#include <git2/sys/odb_backend.h>
#if LIBGIT2_VER_MAJOR < 1
#error "libgit2 1.x is required (apt install libgit2-dev)"
#endif
// git_libgit2_opts is variadic, which Swift cannot call.
static inline int renga_git_skip_owner_validation(void) {
    return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
}
static inline int renga_git_ignore_configuration(int level) {
    return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
}
