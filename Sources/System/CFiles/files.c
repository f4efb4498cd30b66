// O_DIRECT is a GNU extension, which Swift's Glibc does not import.
#define _GNU_SOURCE
#include "CFiles.h"
#include <fcntl.h>

int monthend_create_direct(const char *path, unsigned mode, int *is_direct) {
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
    int descriptor = open(path, flags | O_DIRECT, mode);
    *is_direct = descriptor >= 0;
    return descriptor >= 0 ? descriptor : open(path, flags, mode);
}

int monthend_end_direct(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags & ~O_DIRECT);
}
