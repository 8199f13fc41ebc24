/* The light load of Benchmarks/router, for latencies: closed loops, one request at a time on each connection.
 *
 * usage: load PORT CONNECTIONS SECONDS keep|close PAUSE_MIN_US PAUSE_MAX_US FILE
 * FILE has the requests to send in turn, each ended by a NUL. Prints one line of JSON; times are microseconds, from before the
 * request is sent (before the connection is opened, with "close") until the last byte of its answer is read.
 * It is light on purpose: it shares a CPU with the dynos, and once that CPU is busy all the time a request waits for it and not
 * for a proxy, the longer the faster the proxy is. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 4096, REQUESTS_MAX = 64, BUFFER = 256 << 10 };

struct connection {
    int number, is_waiting;
    double since, due;
    /* Of an answer: what of it is still to come; -1 before its head. */
    long rest;
};

static struct connection connections[CONNECTIONS_MAX];
static const char *requests[REQUESTS_MAX];
static size_t lengths[REQUESTS_MAX], request_count, turn;
static int poller, port, count, closes;
static double pause_min, pause_max;
static float *latencies;
static size_t done, room;
static long errors;
static char buffer[BUFFER + 1];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static double microseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void open_connection(struct connection *one) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    one->number = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int yes = 1;
    if (one->number < 0 || connect(one->number, (void *)&address, sizeof address)) fail("connect");
    setsockopt(one->number, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = one};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, one->number, &event)) fail("epoll_ctl");
}

static void ask(struct connection *one) {
    one->since = microseconds();
    one->is_waiting = 0;
    one->rest = -1;
    if (closes) open_connection(one);
    size_t at = turn++ % request_count;
    /* A connection that asks nothing more would make the load smaller unseen. */
    if (send(one->number, requests[at], lengths[at], MSG_NOSIGNAL) != (ssize_t)lengths[at]) fail("send");
}

/* The next request of a connection, after a pause if there are pauses. */
static void go_on(struct connection *one) {
    if (pause_max == 0) return ask(one);
    one->is_waiting = 1;
    one->due = microseconds() + pause_min + (pause_max - pause_min) * rand() / RAND_MAX;
}

static void lose(struct connection *one) {
    errors++;
    close(one->number);
    if (!closes) open_connection(one);
    go_on(one);
}

/* How much of the answer is to come after what is in the buffer; negative: it is no answer to count. */
static long rest_of(size_t length) {
    buffer[length] = 0;
    char *body = strstr(buffer, "\r\n\r\n"), *field = strcasestr(buffer, "\r\ncontent-length:");
    if (strncmp(buffer, "HTTP/1.1 200", 12) || !body || !field || field > body) return -1;
    return atol(field + 17) - (long)(length - (body + 4 - buffer));
}

/* The proxy is let close first, as it is across a network, where its end comes with the answer. */
static void see_end(struct connection *one, ssize_t length) {
    if (length != 0) errors++;
    close(one->number);
    go_on(one);
}

static void receive(struct connection *one) {
    ssize_t length = recv(one->number, buffer, BUFFER, 0);
    if (closes && one->rest == 0) return see_end(one, length);
    if (length <= 0) return lose(one);
    one->rest = one->rest < 0 ? rest_of(length) : one->rest - length;
    if (one->rest < 0) return lose(one);
    if (one->rest > 0) return;
    if (done == room && !(latencies = realloc(latencies, (room = 2 * room + 4096) * sizeof *latencies))) fail("realloc");
    latencies[done++] = microseconds() - one->since;
    if (!closes) go_on(one);
}

/* Sends what is due; microseconds until the next is, at most a second. */
static double take_due(void) {
    double wait = 1e6, now = pause_max == 0 ? 0 : microseconds();
    for (int at = 0; pause_max > 0 && at < count; at++) {
        if (!connections[at].is_waiting) continue;
        if (connections[at].due <= now) ask(&connections[at]);
        else if (connections[at].due - now < wait) wait = connections[at].due - now;
    }
    return wait;
}

static void read_requests(const char *path) {
    FILE *file = fopen(path, "r");
    size_t length = 0, size = 1 << 20;
    char *bytes = calloc(1, size);
    if (!file || !bytes || !(length = fread(bytes, 1, size - 1, file))) fail(path);
    fclose(file);
    for (size_t at = 0; at < length && request_count < REQUESTS_MAX; at += lengths[request_count++] + 1) {
        requests[request_count] = bytes + at;
        lengths[request_count] = strlen(bytes + at);
    }
}

static int compare(const void *left, const void *right) {
    float one = *(const float *)left, other = *(const float *)right;
    return (one > other) - (one < other);
}

int main(int words, char **word) {
    if (words != 8) return fputs("usage: load PORT CONNECTIONS SECONDS keep|close PAUSE_MIN_US PAUSE_MAX_US FILE\n", stderr), 2;
    port = atoi(word[1]), count = atoi(word[2]), closes = !strcmp(word[4], "close");
    pause_min = atof(word[5]), pause_max = atof(word[6]);
    if (count < 1 || count > CONNECTIONS_MAX) return fputs("load: too many connections\n", stderr), 2;
    read_requests(word[7]);
    poller = epoll_create1(EPOLL_CLOEXEC);
    for (int at = 0; at < count && !closes; at++) open_connection(&connections[at]);
    double start = microseconds(), end = start + atof(word[3]) * 1e6;
    for (int at = 0; at < count; at++) go_on(&connections[at]);
    struct epoll_event events[512];
    while (microseconds() < end) {
        double wait = take_due();
        struct timespec most = {.tv_sec = wait / 1e6, .tv_nsec = (long)(wait * 1e3) % 1000000000};
        int ready = epoll_pwait2(poller, events, 512, &most, 0);
        for (int at = 0; at < ready; at++) receive(events[at].data.ptr);
    }
    double spent = microseconds() - start;
    qsort(latencies, done, sizeof *latencies, compare);
    printf("{\"requests\":%zu,\"us\":%.0f,\"errors\":%ld,\"p50\":%.1f,\"p99\":%.1f}\n", done, spent, errors,
           done ? latencies[done / 2] : 0, done ? latencies[done * 99 / 100] : 0);
}
