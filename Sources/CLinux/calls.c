#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timex.h>

int renga_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int renga_pipe(int ends[2], int nonblocking) { return pipe2(ends, O_CLOEXEC | (nonblocking ? O_NONBLOCK : 0)); }

int renga_accept(int listener, int nonblocking) {
    return accept4(listener, NULL, NULL, SOCK_CLOEXEC | (nonblocking ? SOCK_NONBLOCK : 0));
}

ssize_t renga_splice(int from, int to, size_t count) {
    return splice(from, NULL, to, NULL, count, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
}

int renga_pipe_size(int pipe, int bytes) { return fcntl(pipe, F_SETPIPE_SZ, bytes); }

ssize_t renga_random(void *bytes, size_t count) { return getrandom(bytes, count, 0); }

int renga_peer_uid(int socket, uint32_t *pid, uint32_t *uid, uint32_t *gid) {
    struct ucred peer;
    socklen_t length = sizeof peer;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) < 0) return -1;
    *pid = (uint32_t)peer.pid;
    *uid = peer.uid;
    *gid = peer.gid;
    return 0;
}

int renga_open_beneath(int directory, const char *path, uint64_t flags, uint64_t mode) {
    struct open_how how = {
        .flags = flags, .mode = mode, .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
    };
    return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}

int renga_give(int file, uid_t uid, gid_t gid) { return fchownat(file, "", uid, gid, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW); }

int renga_open_nameless(const char *directory) { return open(directory, O_RDWR | O_TMPFILE | O_CLOEXEC, 0600); }

int renga_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int renga_poll_hangup(int fd, int milliseconds) {
    struct pollfd item = { fd, POLLRDHUP, 0 };
    int ready = poll(&item, 1, milliseconds);
    if (ready < 0) return errno == EINTR ? 0 : -1;
    return ready > 0 && (item.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) ? 1 : 0;
}

void renga_name_thread(const char *name) { prctl(PR_SET_NAME, name); }

int renga_clock_is_kept(void) {
    struct timex time = { 0 };
    int state = adjtimex(&time);
    return state < 0 ? -1 : state != TIME_ERROR;
}

