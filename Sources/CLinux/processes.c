#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <grp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

int renga_pidfd_signal(int pidfd, int signal) { return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0); }

int renga_sync_file_system(int fd) { return syncfs(fd); }

int renga_confine(uid_t uid, gid_t gid, const char *root, pid_t parent) {
    if (chdir(root) < 0 || chroot(root) < 0 || chdir("/") < 0) return -1;
    for (int number = 0; number <= 63; number++)
        if (prctl(PR_CAPBSET_DROP, number, 0, 0, 0) < 0 && errno != EINVAL) return -1;
    if (setgroups(0, NULL) < 0 || setresgid(gid, gid, gid) < 0 || setresuid(uid, uid, uid) < 0) return -1;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -1;
    // Another process of the same user may not look into it.
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0) return -1;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0) return -1;
    if (getppid() != parent) { errno = ESRCH; return -1; }
    return 0;
}

int renga_hide_memory(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

int renga_children_usage(int64_t *cpu_seconds, int64_t *resident_kib) {
    struct rusage usage;
    if (getrusage(RUSAGE_CHILDREN, &usage) < 0) return -1;
    *cpu_seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec;
    *resident_kib = usage.ru_maxrss;
    return 0;
}
