#define _GNU_SOURCE
#include "CLinux.h"
#include <linux/fs.h>
#include <sys/ioctl.h>

#ifndef FS_TOPDIR_FL
#define FS_TOPDIR_FL 0x00020000
#endif

int renga_spread_children(int directory) {
    int flags;
    if (ioctl(directory, FS_IOC_GETFLAGS, &flags) < 0) return -1;
    if (flags & FS_TOPDIR_FL) return 0;
    flags |= FS_TOPDIR_FL;
    return ioctl(directory, FS_IOC_SETFLAGS, &flags);
}
