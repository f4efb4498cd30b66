/* Faults for a program that is tested as it ships: loaded by LD_PRELOAD, it stands between the
   program and its file calls, counts them, lets one fail, and writes down what reached the disk.

   FAULT_ROOT    only files below this folder count; and standard output, as a file of its own
   FAULT_OPS     the calls that count, a letter each:
                 c open that creates   w write   t ftruncate   s fsync   r rename   l link
                 u unlink   m mkdir   x rmdir   p print on standard output
                 o open   g read   q close   f stat, access   d opendir, readdir
   FAULT         none kill half first last signal eio enospc edquot short eintr
                 (half, first, last: that part of the bytes is written, then kill)
   FAULT_AT      at the n-th counted call; FAULT_STICKY=1: and at every later one
   FAULT_EVERY   at every n-th instead
   FAULT_SIGNAL  what FAULT=signal raises; FAULT_TWICE=1: again at the call after
   FAULT_POINTS  a file that gets the faulted calls as lines, `!` and letter and path; with
                 FAULT=none every counted call, without the `!`
   FAULT_LOG     a file that gets the write list (see writelist.py for the format) */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))next(#name))
#define DESCRIPTORS 1024

enum fault { NONE, KILL, HALF, FIRST, LAST, SIGNAL, FAIL, SHORT };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static const char *root, *ops;
static enum fault fault;
static int failure, number, sticky, twice, points = -1, list = -1;
static long at, every, count;
static char *name_of[DESCRIPTORS]; /* of open files below the root */
static DIR *folders[DESCRIPTORS];

static void *next(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

static long value(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static int out_file(const char *name) {
    const char *path = getenv(name);
    int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
    if (!path) return -1;
    int low = NEXT(open)(path, flags, 0644);
    int high = fcntl(low, F_DUPFD_CLOEXEC, 900); /* out of the way of a program short of them */
    if (high >= 0) NEXT(close)(low);
    return high >= 0 ? high : low;
}

static void start(void) {
    static const struct { const char *name; enum fault fault; int failure; } known[] = {
        {"kill", KILL, 0}, {"half", HALF, 0}, {"first", FIRST, 0}, {"last", LAST, 0},
        {"signal", SIGNAL, 0}, {"eio", FAIL, EIO}, {"enospc", FAIL, ENOSPC},
        {"edquot", FAIL, EDQUOT}, {"eintr", FAIL, EINTR}, {"short", SHORT, 0},
    };
    const char *wanted = getenv("FAULT");
    root = getenv("FAULT_ROOT");
    ops = getenv("FAULT_OPS") ? getenv("FAULT_OPS") : "";
    for (size_t i = 0; wanted && i < sizeof known / sizeof *known; i++)
        if (!strcmp(wanted, known[i].name)) {
            fault = known[i].fault;
            failure = known[i].failure;
        }
    at = value("FAULT_AT");
    every = value("FAULT_EVERY");
    sticky = value("FAULT_STICKY");
    number = value("FAULT_SIGNAL");
    twice = value("FAULT_TWICE");
    points = out_file("FAULT_POINTS");
    list = out_file("FAULT_LOG");
}

static void enter(void) {
    pthread_once(&once, start);
    pthread_mutex_lock(&gate);
}

static void leave(void) { pthread_mutex_unlock(&gate); }

static int below(const char *path) {
    size_t length = root ? strlen(root) : 0;
    return length && path && !strncmp(path, root, length);
}

static const char *named(int fd) {
    return fd >= 0 && fd < DESCRIPTORS ? name_of[fd] : NULL;
}

static void forget(int fd) {
    if (named(fd)) { free(name_of[fd]); name_of[fd] = NULL; }
}

/* Counts a call; true where it is the one to fail. */
static int hit(char op, const char *path) {
    if (!root || !strchr(ops, op)) return 0;
    count++;
    int now = every ? count % every == 0 : at && (count == at || (sticky && count > at));
    if (twice && at && count == at + 1) now = 1;
    if (points >= 0 && (now || fault == NONE)) {
        char line[4200];
        int length = snprintf(line, sizeof line, "%s%c %s\n", now ? "!" : "", op, path);
        if (NEXT(write)(points, line, length) != length) abort();
    }
    if (!now || fault == NONE) return 0;
    if (fault == KILL) kill(getpid(), SIGKILL), pause();
    if (fault == SIGNAL) { raise(number); return 0; }
    return 1;
}

/* Calls that have no bytes fail, or are the end: there is nothing of them to tear. */
static int fails(void) {
    if (fault == FAIL) { errno = failure; return 1; }
    return 0;
}

/* Adds to the write list: a head, one or two paths, the bytes. */
static void note(char op, uint64_t file, int64_t offset, const char *path, const char *other,
                 const void *bytes, uint64_t length) {
    if (list < 0) return;
    struct { uint64_t op, file; int64_t offset; uint64_t length; uint32_t path, other; } head = {
        (uint64_t)op, file, offset, length, strlen(path), other ? strlen(other) : 0};
    if (NEXT(write)(list, &head, sizeof head) != sizeof head) abort();
    if (NEXT(write)(list, path, head.path) != head.path) abort();
    if (head.other && NEXT(write)(list, other, head.other) != head.other) abort();
    if (bytes && NEXT(write)(list, bytes, length) != (ssize_t)length) abort();
}

static uint64_t identity(int fd) {
    struct stat facts;
    return NEXT(fstat)(fd, &facts) == 0 ? facts.st_ino : 0;
}

/* Names: open, unlink, rename, link, mkdir, rmdir */

static int open_any(const char *path, int flags, mode_t mode) {
    struct stat facts;
    enter();
    if (!below(path)) {
        leave();
        return NEXT(open)(path, flags, mode);
    }
    int was = NEXT(stat)(path, &facts) == 0;
    int creates = (flags & O_CREAT) && !was;
    if (hit(creates ? 'c' : 'o', path) && fails()) { leave(); return -1; }
    int fd = NEXT(open)(path, flags, mode);
    int failed = errno;
    if (fd >= 0 && fd < DESCRIPTORS) {
        forget(fd);
        name_of[fd] = strdup(path);
        if (creates) note('c', identity(fd), 0, path, NULL, NULL, 0);
        else if (flags & O_TRUNC) note('t', identity(fd), 0, path, NULL, NULL, 0);
    }
    leave();
    errno = failed;
    return fd;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        return open_any(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    enter();
    const char *path = named(fd);
    int result = 0, failed = path && hit('q', path) && fails();
    forget(fd);
    result = NEXT(close)(fd); /* a close that fails has closed */
    leave();
    if (failed) { errno = failure; return -1; }
    return result;
}

#define NAMES(letter, path, other, call) \
    enter(); \
    int counts = below(path); \
    if (counts && hit(letter, path) && fails()) { leave(); return -1; } \
    int result = call; \
    int failed = errno; \
    if (counts && result == 0) note(letter, 0, 0, path, other, NULL, 0); \
    leave(); \
    errno = failed; \
    return result

int unlink(const char *path) { NAMES('u', path, NULL, NEXT(unlink)(path)); }
int rmdir(const char *path) { NAMES('x', path, NULL, NEXT(rmdir)(path)); }
int mkdir(const char *path, mode_t mode) { NAMES('m', path, NULL, NEXT(mkdir)(path, mode)); }
int rename(const char *from, const char *to) { NAMES('r', from, to, NEXT(rename)(from, to)); }
int link(const char *from, const char *to) { NAMES('l', from, to, NEXT(link)(from, to)); }

/* Bytes: write, pwrite, ftruncate, fsync, read, pread */

static size_t part(size_t length) {
    if (fault == HALF || fault == SHORT) return length > 1 ? length / 2 : length;
    if (fault == FIRST) return length < 512 ? length : 512;
    return length > 512 ? length - 512 : 0;
}

static ssize_t put(int fd, const void *bytes, size_t length, int64_t offset, int placed) {
    const char *path = fd == 1 ? "stdout" : named(fd);
    enter();
    size_t most = length;
    int ends = 0;
    if (path && hit(fd == 1 ? 'p' : 'w', path)) {
        if (fails()) { leave(); return -1; }
        most = part(length);
        ends = fault != SHORT;
    }
    if (!placed && path && fd != 1) offset = lseek(fd, 0, SEEK_CUR);
    ssize_t done = placed ? NEXT(pwrite)(fd, bytes, most, offset) : NEXT(write)(fd, bytes, most);
    int failed = errno;
    if (ends) kill(getpid(), SIGKILL), pause();
    if (path && done > 0)
        note(fd == 1 ? 'p' : 'w', fd == 1 ? 0 : identity(fd), offset, path, NULL, bytes, done);
    leave();
    errno = failed;
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) { return put(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return put(fd, bytes, length, offset, 1);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    return put(fd, bytes, length, offset, 1);
}

static ssize_t get(int fd, void *bytes, size_t length, int64_t offset, int placed) {
    const char *path = named(fd);
    enter();
    if (path && hit('g', path)) {
        if (fails()) { leave(); return -1; }
        if (fault == SHORT) length = part(length);
    }
    leave();
    return placed ? NEXT(pread)(fd, bytes, length, offset) : NEXT(read)(fd, bytes, length);
}

ssize_t read(int fd, void *bytes, size_t length) { return get(fd, bytes, length, 0, 0); }
ssize_t pread(int fd, void *bytes, size_t length, off_t offset) {
    return get(fd, bytes, length, offset, 1);
}
ssize_t pread64(int fd, void *bytes, size_t length, off64_t offset) {
    return get(fd, bytes, length, offset, 1);
}

#define HELD(letter, offset, call) \
    const char *path = named(fd); \
    enter(); \
    if (path && hit(letter, path) && fails()) { \
        if (letter == 's') note('F', identity(fd), 0, path, NULL, NULL, 0); \
        leave(); \
        errno = failure; \
        return -1; \
    } \
    int result = call; \
    int failed = errno; \
    if (path && result == 0) note(letter, identity(fd), offset, path, NULL, NULL, 0); \
    leave(); \
    errno = failed; \
    return result

int ftruncate(int fd, off_t length) { HELD('t', length, NEXT(ftruncate)(fd, length)); }
int ftruncate64(int fd, off64_t length) { HELD('t', length, NEXT(ftruncate)(fd, length)); }
int fsync(int fd) { HELD('s', 0, NEXT(fsync)(fd)); }
int fdatasync(int fd) { HELD('s', 0, NEXT(fdatasync)(fd)); }

/* Looks: stat, access, folders */

#define LOOK(path, call) \
    enter(); \
    int refused = below(path) && hit('f', path) && fails(); \
    leave(); \
    if (refused) errno = failure; \
    return refused ? -1 : call

int stat(const char *path, struct stat *facts) { LOOK(path, NEXT(stat)(path, facts)); }
int lstat(const char *path, struct stat *facts) { LOOK(path, NEXT(lstat)(path, facts)); }
int fstat(int fd, struct stat *facts) { LOOK(named(fd), NEXT(fstat)(fd, facts)); }
int stat64(const char *path, struct stat64 *facts) { LOOK(path, NEXT(stat64)(path, facts)); }
int lstat64(const char *path, struct stat64 *facts) { LOOK(path, NEXT(lstat64)(path, facts)); }
int fstat64(int fd, struct stat64 *facts) { LOOK(named(fd), NEXT(fstat64)(fd, facts)); }
int access(const char *path, int mode) { LOOK(path, NEXT(access)(path, mode)); }

DIR *opendir(const char *path) {
    enter();
    int counts = below(path);
    int refused = counts && hit('d', path) && fails();
    leave();
    if (refused) { errno = failure; return NULL; }
    DIR *folder = NEXT(opendir)(path);
    for (int i = 0; counts && folder && i < DESCRIPTORS; i++)
        if (!folders[i] || folders[i] == folder) { folders[i] = folder; break; }
    return folder;
}

struct dirent *readdir(DIR *folder) {
    int counts = 0;
    for (int i = 0; i < DESCRIPTORS && folders[i]; i++) counts |= folders[i] == folder;
    enter();
    int refused = counts && hit('d', "a folder") && fails();
    leave();
    if (refused) { errno = failure; return NULL; }
    return NEXT(readdir)(folder);
}
