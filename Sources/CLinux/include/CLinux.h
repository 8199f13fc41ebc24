#pragma once
/// The kernel calls that Swift's Glibc module does not show, and the one fork of the project.
// No _GNU_SOURCE in this header: Swift's Glibc module is built without it, and the two must agree on every type.
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/statfs.h>
#include <sys/timerfd.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

#define RENGA_SPAWN_DESCRIPTORS_MAX 1024

/// A limit of the kernel for one process (setrlimit).
struct renga_limit {
    int resource;
    uint64_t soft;
    uint64_t hard;
};

/// How a child starts. Every pointer stays valid until renga_spawn returns.
struct renga_spawn {
    const char *path;              // executable, absolute
    char *const *argv;
    char *const *envp;
    const char *cwd;               // NULL: inherited
    const int *fds;                // fds[i] becomes descriptor i of the child; -1: /dev/null
    int fd_count;                  // at least 3, at most RENGA_SPAWN_DESCRIPTORS_MAX
    int new_session;               // setsid
    int new_process_group;         // setpgid(0, 0)
    int death_signal;              // PR_SET_PDEATHSIG; 0: none
    int new_mount_namespace;       // unshare(CLONE_NEWNS), propagation slave
    const char *unmount;           // in the new namespace: detach this mount first; NULL: none
    const char *overlay_target;    // in the new namespace: mount an overlay here; NULL: none
    const char *overlay_options;
    const char *overlay_directory; // what the options name is relative to it; NULL: absolute
    int set_user;                  // drop to uid and gid, no supplementary groups
    uid_t uid;
    gid_t gid;
    const struct renga_limit *limits;
    int limit_count;
    int no_new_privileges;         // no set-user bit of a file counts any more
    int out_of_memory_score;       // added to what the kernel goes by where memory is short; 0: as inherited
};

/// Forks and executes. Returns the child's pid, or -1 with errno and *stage naming what failed in the child.
pid_t renga_spawn(const struct renga_spawn *how, int *stage);

/// Gives up everything for good: sees nothing of the file system but the directory `root`, is nobody else but `uid`, has no
/// capability and gets none, and dies with its parent `parent`. -1 with errno; the process has to end then.
int renga_confine(uid_t uid, gid_t gid, const char *root, pid_t parent);
/* Other processes of the same user may not look into this one. */
int renga_hide_memory(void);
/// CPU time and largest resident size (KiB) of all children that were waited for, theirs included.
int renga_children_usage(int64_t *cpu_seconds, int64_t *resident_kib);
int renga_set_limit(const struct renga_limit *limit);

int renga_pidfd_open(pid_t pid);
int renga_pidfd_signal(int pidfd, int signal);              // pidfd_send_signal
int renga_sync_file_system(int fd);                        // syncfs

int renga_pipe(int ends[2], int nonblocking);              // pipe2, close-on-exec
int renga_accept(int listener, int nonblocking);           // accept4 without the peer's address, close-on-exec
ssize_t renga_splice(int from, int to, size_t count);      // splice, move and non-blocking
ssize_t renga_copy_file_range(int from, int to, size_t count); // at both files' own positions
int renga_pipe_size(int pipe, int bytes);                  // F_SETPIPE_SZ
ssize_t renga_random(void *bytes, size_t count);           // getrandom
int renga_peer_uid(int socket, uint32_t *pid, uint32_t *uid, uint32_t *gid); // SO_PEERCRED
int renga_open_beneath(int directory, const char *path, uint64_t flags, uint64_t mode); // openat2: no link, nothing above
int renga_give(int file, uid_t uid, gid_t gid);            // fchownat of the file itself, O_PATH ones as well
int renga_open_nameless(const char *directory);            // O_TMPFILE, read and write, close-on-exec
int renga_memory_file(const char *name);                   // memfd_create, close-on-exec
int renga_poll_hangup(int fd, int milliseconds);           // 1: the peer has hung up or failed, 0: time is up
int renga_terminal_size(int fd, uint16_t *rows, uint16_t *columns);
int renga_set_terminal_size(int fd, uint16_t rows, uint16_t columns); // tells those in front of it by SIGWINCH
int renga_is_pipe(int fd);                                 // 1: one without a name
int renga_socket_pair(int ends[2]);                        // stream sockets, close-on-exec
void renga_name_thread(const char *name);                  // this thread; cut to fifteen bytes
int renga_clock_is_kept(void);                             // 1: somebody keeps it right, 0: nobody, -1: not known

#include "network.h"
