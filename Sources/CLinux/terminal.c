#define _GNU_SOURCE
#include "CLinux.h"
#include <linux/magic.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/vfs.h>

int renga_terminal_size(int fd, uint16_t *rows, uint16_t *columns) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) < 0) return -1;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 0;
}

int renga_set_terminal_size(int fd, uint16_t rows, uint16_t columns) {
    struct winsize size = { .ws_row = rows, .ws_col = columns };
    return ioctl(fd, TIOCSWINSZ, &size);
}

int renga_is_pipe(int fd) {
    struct statfs status;
    return fstatfs(fd, &status) == 0 && status.f_type == PIPEFS_MAGIC;
}

int renga_socket_pair(int ends[2]) { return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends); }
