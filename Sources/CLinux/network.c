#define _GNU_SOURCE
#include "CLinux.h"
#include <arpa/inet.h>
#include <errno.h>
#include <grp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static const int on = 1;
// Seconds. A client that has connected is told to the router with its first bytes, or when it is silent for so long: one
// waking up for a new connection instead of two.
static const int silence_max = 1;

static int give_up(int socket) {
    int saved = errno;
    close(socket);
    errno = saved;
    return -1;
}

int renga_ipv4(const char *text, uint32_t *address) { return inet_pton(AF_INET, text, address) == 1 ? 0 : -1; }

int renga_tcp_listen(const char *address, uint16_t port, int backlog) {
    struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons(port) };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
    int is4 = inet_pton(AF_INET, address, &v4.sin_addr) == 1;
    if (!is4 && inet_pton(AF_INET6, address, &v6.sin6_addr) != 1) { errno = EINVAL; return -1; }
    int listener = socket(is4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener < 0) return -1;
    const struct sockaddr *where = is4 ? (const struct sockaddr *)&v4 : (const struct sockaddr *)&v6;
    socklen_t size = is4 ? sizeof v4 : sizeof v6;
    if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0
        || setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) < 0
        || setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0
        || setsockopt(listener, IPPROTO_TCP, TCP_DEFER_ACCEPT, &silence_max, sizeof silence_max) < 0
        || bind(listener, where, size) < 0 || listen(listener, backlog) < 0)
        return give_up(listener);
    return listener;
}

// inet_ntop goes through printf, which shows where every request has a connection of its own.
static int write_v4(const uint8_t *address, uint8_t *text, int size) {
    int length = 0;
    if (size < 15) return 0;
    for (int part = 0; part < 4; part++) {
        unsigned number = address[part];
        if (part > 0) text[length++] = '.';
        if (number >= 100) text[length++] = (uint8_t)('0' + number / 100);
        if (number >= 10) text[length++] = (uint8_t)('0' + number / 10 % 10);
        text[length++] = (uint8_t)('0' + number % 10);
    }
    return length;
}

int renga_tcp_accept(int listener, uint8_t *peer, int size, int *peer_length) {
    struct sockaddr_storage from;
    socklen_t length = sizeof from;
    *peer_length = 0;
    int socket = accept4(listener, (struct sockaddr *)&from, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) return -1;
    if (from.ss_family == AF_INET) {
        *peer_length = write_v4((const uint8_t *)&((struct sockaddr_in *)&from)->sin_addr, peer, size);
    } else if (from.ss_family == AF_INET6) {
        const struct in6_addr *address = &((struct sockaddr_in6 *)&from)->sin6_addr;
        char text[INET6_ADDRSTRLEN] = "";
        if (IN6_IS_ADDR_V4MAPPED(address)) {
            *peer_length = write_v4(&address->s6_addr[12], peer, size);
        } else if (inet_ntop(AF_INET6, address, text, sizeof text) && (int)strlen(text) <= size) {
            *peer_length = (int)strlen(text);
            memcpy(peer, text, (size_t)*peer_length);
        }
    }
    return socket;
}

int renga_tcp_connect(uint32_t address, uint16_t port, int *pending) {
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = address };
    int number = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (number < 0) return -1;
    if (setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0) return give_up(number);
    // What reaches a dyno crosses no network, so the simplest algorithm does; the host's may be one that costs for every
    // packet. Where it is not to be had, the host's stays.
    (void)setsockopt(number, IPPROTO_TCP, TCP_CONGESTION, "reno", 4);
    *pending = 0;
    if (connect(number, (struct sockaddr *)&to, sizeof to) == 0) return number;
    if (errno != EINPROGRESS) return give_up(number);
    *pending = 1;
    return number;
}

int renga_local_port(int socket) {
    struct sockaddr_storage name;
    socklen_t length = sizeof name;
    if (getsockname(socket, (struct sockaddr *)&name, &length) < 0) return -1;
    if (name.ss_family == AF_INET) return ntohs(((struct sockaddr_in *)&name)->sin_port);
    return ntohs(((struct sockaddr_in6 *)&name)->sin6_port);
}

int renga_socket_error(int socket) {
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length) < 0) return errno;
    return error;
}

// Not through recv and send: where there are threads, libc makes cancellation points of them, which costs.
ssize_t renga_receive(int socket, void *bytes, size_t count) {
    return syscall(SYS_recvfrom, socket, bytes, count, MSG_DONTWAIT, NULL, NULL);
}

int renga_is_quiet(int socket) {
    char byte;
    ssize_t count;
    do count = recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    while (count < 0 && errno == EINTR);
    return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

ssize_t renga_send(int socket, const void *bytes, size_t count) {
    return syscall(SYS_sendto, socket, bytes, count, MSG_DONTWAIT | MSG_NOSIGNAL, NULL, 0);
}

int renga_reset_on_close(int socket) {
    struct linger linger = { 1, 0 };
    return setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

int renga_raise_open_files(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -1;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit);
}

int renga_become(uid_t uid, gid_t gid) {
    // Through libc, not the raw calls: libc changes every thread of the process.
    if (setgroups(0, NULL) < 0 || setresgid(gid, gid, gid) < 0) return -1;
    return setresuid(uid, uid, uid);
}

static int close_between(unsigned first, unsigned last) {
    return first > last ? 0 : (int)syscall(SYS_close_range, first, last, 0);
}

int renga_own_descriptors(const int *kept, int count) {
    // Nothing is there to close: this asks whether the kernel knows the call.
    if (close_between(~0U, ~0U) < 0 || unshare(CLONE_FILES) < 0) return -1;
    unsigned first = STDERR_FILENO + 1;
    for (int place = 0; place < count; place++) {
        if (kept[place] < (int)first) continue;
        if (kept[place] > (int)first) (void)close_between(first, (unsigned)kept[place] - 1);
        first = (unsigned)kept[place] + 1;
    }
    (void)close_between(first, ~0U);
    return 0;
}

// One descriptor, with a byte that carries it.
union renga_control {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(sizeof(int))];
};

int renga_send_descriptor(int socket, int descriptor) {
    char byte = 0;
    struct iovec part = { &byte, 1 };
    union renga_control control;
    memset(&control, 0, sizeof control);
    struct msghdr message = { 0 };
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
    ssize_t count;
    do count = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (count < 0 && errno == EINTR);
    return count == 1 ? 0 : -1;
}

int renga_receive_descriptor(int socket) {
    char byte;
    struct iovec part = { &byte, 1 };
    union renga_control control;
    struct msghdr message = { 0 };
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    ssize_t count;
    do count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (count < 0 && errno == EINTR);
    if (count < 0) return -1;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (count == 0 || head == NULL || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS ||
        head->cmsg_len != CMSG_LEN(sizeof(int))) {
        errno = EPROTO;
        return -1;
    }
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(head), sizeof descriptor);
    return descriptor;
}
