#define _GNU_SOURCE
#include "CLinux.h"

ssize_t renga_copy_file_range(int from, int to, size_t count) {
    return copy_file_range(from, NULL, to, NULL, count, 0);
}
