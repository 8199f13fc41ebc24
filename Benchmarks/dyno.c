/* A dyno for Benchmarks/router: answers /100B, /10KB and /1MB as cheaply as one thread can, kept connections.
 *
 * usage: dyno PORT... — it is light on purpose: what shares a CPU with the load must not keep the proxies waiting.
 * Requests are told apart by their first path letters and end at an empty line: it is no server for anything else. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 16384, HEAD_MAX = 8192 };

struct answer {
    const char *name;
    size_t length, size;
    char *bytes;
};

static struct answer answers[] = {{"/100B", 100, 0, 0}, {"/10KB", 10 << 10, 0, 0}, {"/1MB", 1 << 20, 0, 0}};

struct connection {
    size_t have, sent;
    const struct answer *answer;
    char head[HEAD_MAX];
};

static struct connection *connections[CONNECTIONS_MAX];
static char listens[CONNECTIONS_MAX];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void prepare(struct answer *answer) {
    char head[256];
    int length = snprintf(head, sizeof head,
        "HTTP/1.1 200 OK\r\nServer: dyno\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n"
        "Cache-Control: max-age=0\r\nConnection: keep-alive\r\n\r\n", answer->length);
    answer->size = length + answer->length;
    answer->bytes = malloc(answer->size);
    if (!answer->bytes) fail("malloc");
    memcpy(answer->bytes, head, length);
    memset(answer->bytes + length, 'x', answer->length);
}

static void watch(int poll, int number, unsigned events) {
    struct epoll_event event = {.events = events, .data.fd = number};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, number, &event)) fail("epoll_ctl");
}

static void listen_on(int poll, int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int number = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), yes = 1;
    if (number < 0 || number >= CONNECTIONS_MAX) fail("socket");
    setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(number, (void *)&address, sizeof address) || listen(number, 1024)) fail("listen");
    listens[number] = 1;
    watch(poll, number, EPOLLIN);
}

static void take(int poll, int number) {
    int yes = 1;
    if (number >= CONNECTIONS_MAX) {
        close(number);
        return;
    }
    setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (!connections[number] && !(connections[number] = malloc(sizeof(struct connection)))) fail("malloc");
    connections[number]->have = connections[number]->sent = 0;
    connections[number]->answer = 0;
    watch(poll, number, EPOLLIN | EPOLLOUT | EPOLLET);
}

/* All that have come: one for each turn of large bodies would let the rest wait for seconds, with their requests. */
static void accept_from(int poll, int listener) {
    for (int number; (number = accept4(listener, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) take(poll, number);
}

/* Nonzero when the connection is over. */
static int send_rest(int number, struct connection *one) {
    while (one->sent < one->answer->size) {
        ssize_t count = send(number, one->answer->bytes + one->sent, one->answer->size - one->sent, MSG_NOSIGNAL);
        if (count < 0) return errno != EAGAIN;
        one->sent += count;
    }
    one->answer = 0;
    return 0;
}

static int serve(int number, struct connection *one) {
    if (one->answer && (send_rest(number, one) || one->answer)) return one->answer == 0;
    ssize_t count = recv(number, one->head + one->have, HEAD_MAX - one->have, 0);
    if (count < 0) return errno != EAGAIN;
    if (count == 0) return 1;
    one->have += count;
    if (one->have == HEAD_MAX) return 1;
    if (!memmem(one->head, one->have, "\r\n\r\n", 4)) return 0;
    one->have = one->sent = 0;
    for (size_t at = 0; at < sizeof answers / sizeof *answers; at++)
        if (!memcmp(one->head + 4, answers[at].name, strlen(answers[at].name))) one->answer = &answers[at];
    return one->answer ? send_rest(number, one) : 1;
}

int main(int count, char **words) {
    int poll = epoll_create1(EPOLL_CLOEXEC);
    if (poll < 0) fail("epoll_create1");
    for (size_t at = 0; at < sizeof answers / sizeof *answers; at++) prepare(&answers[at]);
    for (int at = 1; at < count; at++) listen_on(poll, atoi(words[at]));
    struct epoll_event events[256];
    for (;;) {
        int ready = epoll_wait(poll, events, 256, -1);
        if (ready < 0 && errno != EINTR) fail("epoll_wait");
        for (int at = 0; at < ready; at++) {
            int number = events[at].data.fd;
            if (listens[number]) accept_from(poll, number);
            else if (serve(number, connections[number])) close(number);
        }
    }
}
