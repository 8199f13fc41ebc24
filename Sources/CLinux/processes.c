#define _GNU_SOURCE
#include "CLinux.h"
#include <sys/syscall.h>

int renga_pidfd_signal(int pidfd, int signal) { return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0); }

int renga_sync_file_system(int fd) { return syncfs(fd); }
