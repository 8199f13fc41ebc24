#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <string.h>

enum stage { STAGE_NONE, STAGE_FORK, STAGE_SESSION, STAGE_MOUNT, STAGE_USER, STAGE_DIRECTORY, STAGE_DESCRIPTORS, STAGE_EXEC, STAGE_LIMITS };

struct failure { int stage; int error; };

static void fail(int pipe, enum stage stage) {
    struct failure failure = { (int)stage, errno };
    ssize_t ignored = write(pipe, &failure, sizeof failure);
    (void)ignored;
    _exit(127);
}

static int detach_unified(const char *path) {
    return umount2(path, MNT_DETACH);
}

static int unshare_mounts(const char *unmount) {
    if (unshare(CLONE_NEWNS) < 0) return -1;
    // slave: mounts made later by the host still arrive, ours never leave.
    if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) < 0) return -1;
    if (unmount && detach_unified(unmount) < 0 && errno != EINVAL && errno != ENOENT) return -1;
    return 0;
}

static void move_descriptors(const struct renga_spawn *how, int report) {
    // First every source above the range, so that no assignment overwrites a later source.
    int high[RENGA_SPAWN_DESCRIPTORS_MAX];
    int base = how->fd_count > report ? how->fd_count : report + 1;
    for (int i = 0; i < how->fd_count; i++) {
        int source = how->fds[i] >= 0 ? how->fds[i] : open("/dev/null", O_RDWR | O_CLOEXEC);
        high[i] = source < 0 ? -1 : fcntl(source, F_DUPFD_CLOEXEC, base);
        if (high[i] < 0) fail(report, STAGE_DESCRIPTORS);
    }
    for (int i = 0; i < how->fd_count; i++)
        if (dup2(high[i], i) < 0) fail(report, STAGE_DESCRIPTORS);
}

int renga_set_limit(const struct renga_limit *limit) {
    struct rlimit wanted = { limit->soft, limit->hard }, current;
    // Nobody may raise what is lower already.
    if (getrlimit(limit->resource, &current) < 0) return -1;
    if (wanted.rlim_max > current.rlim_max) wanted.rlim_max = current.rlim_max;
    if (wanted.rlim_cur > wanted.rlim_max) wanted.rlim_cur = wanted.rlim_max;
    return setrlimit(limit->resource, &wanted);
}

static void limit(const struct renga_spawn *how, int report) {
    if (how->out_of_memory_score) {
        char text[16];
        int length = snprintf(text, sizeof text, "%d", how->out_of_memory_score);
        int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
        // A wish: it can be refused where somebody set more before.
        ssize_t ignored = file < 0 ? 0 : write(file, text, (size_t)length);
        (void)ignored;
        if (file >= 0) close(file);
    }
    for (int i = 0; i < how->limit_count; i++)
        if (renga_set_limit(&how->limits[i]) < 0) fail(report, STAGE_LIMITS);
    if (how->no_new_privileges && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) fail(report, STAGE_LIMITS);
}

// The options are one page at most, so that layers are named from where they lie together.
static int mount_overlay(const struct renga_spawn *how) {
    int here = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (here < 0) return -1;
    if (how->overlay_directory && chdir(how->overlay_directory) < 0) return -1;
    if (mount("renga", how->overlay_target, "overlay", MS_NODEV, how->overlay_options) < 0) return -1;
    if (fchdir(here) < 0) return -1;
    return close(here);
}

static void child(const struct renga_spawn *how, int report) {
    if (how->death_signal) prctl(PR_SET_PDEATHSIG, how->death_signal);
    if (how->new_session && setsid() < 0) fail(report, STAGE_SESSION);
    if (how->new_process_group && setpgid(0, 0) < 0) fail(report, STAGE_SESSION);
    if (how->new_mount_namespace) {
        if (unshare_mounts(how->unmount) < 0) fail(report, STAGE_MOUNT);
        if (how->overlay_target && mount_overlay(how) < 0) fail(report, STAGE_MOUNT);
    }
    if (how->fd_count > 0 && report < how->fd_count) {
        int moved = fcntl(report, F_DUPFD_CLOEXEC, how->fd_count);
        if (moved < 0) fail(report, STAGE_DESCRIPTORS);
        report = moved;
    }
    if (how->cwd && chdir(how->cwd) < 0) fail(report, STAGE_DIRECTORY);
    move_descriptors(how, report);
    // Signals: the child starts with the defaults, whatever the parent ignores or blocks.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    if (how->set_user) {
        if (syscall(SYS_setgroups, 0, NULL) < 0 || syscall(SYS_setresgid, how->gid, how->gid, how->gid) < 0
            || syscall(SYS_setresuid, how->uid, how->uid, how->uid) < 0)
            fail(report, STAGE_USER);
        // The kernel forgets it where the user changes.
        if (how->death_signal) prctl(PR_SET_PDEATHSIG, how->death_signal);
    }
    limit(how, report);
    execve(how->path, how->argv, how->envp);
    fail(report, STAGE_EXEC);
}

pid_t renga_spawn(const struct renga_spawn *how, int *stage) {
    int pipe[2];
    *stage = STAGE_FORK;
    if (how->fd_count < 3 || how->fd_count > RENGA_SPAWN_DESCRIPTORS_MAX) { errno = EINVAL; return -1; }
    if (pipe2(pipe, O_CLOEXEC) < 0) return -1;
    pid_t pid = fork();
    if (pid < 0) {
        int saved = errno;
        close(pipe[0]);
        close(pipe[1]);
        errno = saved;
        return -1;
    }
    if (pid == 0) {
        close(pipe[0]);
        child(how, pipe[1]);
    }
    close(pipe[1]);
    struct failure failure;
    ssize_t count;
    do count = read(pipe[0], &failure, sizeof failure); while (count < 0 && errno == EINTR);
    close(pipe[0]);
    if (count != sizeof failure) return pid;
    int status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    *stage = failure.stage;
    errno = failure.error;
    return -1;
}
