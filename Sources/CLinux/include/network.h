#pragma once
/// TCP sockets for the router: every one is non-blocking and close-on-exec.
#include <stdint.h>
#include <sys/types.h>

/// Listens on an IPv4 or IPv6 address with SO_REUSEPORT; what it accepts inherits TCP_NODELAY and has bytes to
/// read, or has been silent for a second. -1 with errno.
int renga_tcp_listen(const char *address, uint16_t port, int backlog);
/// Accepts one connection and writes the peer's address as text of *length bytes, without a NUL. -1 with errno.
int renga_tcp_accept(int listener, uint8_t *peer, int size, int *length);
/// Starts a connection to an IPv4 address in network order. *pending: 1 while it is being made. -1 with errno.
int renga_tcp_connect(uint32_t address, uint16_t port, int *pending);
/// An IPv4 address in dotted form, in network order; 0: ok, -1: not one.
int renga_ipv4(const char *text, uint32_t *address);
int renga_local_port(int socket);                              // -1 with errno
int renga_socket_error(int socket);                            // SO_ERROR, and so the outcome of a connect
ssize_t renga_receive(int socket, void *bytes, size_t count);
// 1: nothing is there to be read, and no end or error either.
int renga_is_quiet(int socket);
ssize_t renga_send(int socket, const void *bytes, size_t count); // never raises SIGPIPE
// Gives the calling thread a table of descriptors of its own, with none in it but 0 to 2 and `kept`, the lowest first.
// -1 with errno: it goes on sharing its process's.
int renga_own_descriptors(const int *kept, int count);
int renga_reset_on_close(int socket);                          // the peer sees a reset instead of an end
// Over a UNIX socket, with a byte that carries it. -1 with errno; what is received is close-on-exec.
int renga_send_descriptor(int socket, int descriptor);
int renga_receive_descriptor(int socket);
int renga_raise_open_files(void);                              // RLIMIT_NOFILE, soft to hard
int renga_become(uid_t uid, gid_t gid);                        // all threads; no supplementary groups; for good
