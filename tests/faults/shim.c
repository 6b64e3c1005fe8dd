/* Loaded before the C library: the n-th operation on a file below a folder fails, or the process dies there. Once in a run.

   FAULT_BELOW: the folder. FAULT_AT: n. FAULT_ERROR: the error number; 0 kills. FAULT_IN: "worker" or "parent".
   FAULT_MARK: a file that is made when the fault has happened. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_worker(void) {
    static int known = -1;
    char words[4096];
    if (known < 0) {
        int file = REAL(open)("/proc/self/cmdline", O_RDONLY);
        ssize_t length = file < 0 ? 0 : REAL(read)(file, words, sizeof words);
        if (file >= 0) close(file);
        known = length > 0 && memmem(words, (size_t)length, "__worker", 8) != NULL;
    }
    return known;
}

static int is_below(const char *path) {
    const char *below = getenv("FAULT_BELOW");
    return below && path && strncmp(path, below, strlen(below)) == 0;
}

static int is_below_open(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_below(path);
}

/* A path as given, from the folder that the program runs in. */
static int is_below_given(const char *path) {
    char whole[8192], folder[4096];
    if (path[0] == '/') return is_below(path);
    if (!getcwd(folder, sizeof folder)) return 0;
    snprintf(whole, sizeof whole, "%s/%s", folder, path);
    return is_below(whole);
}

/* Whether this operation fails. */
static int fault(void) {
    static int count = 0;
    const char *at = getenv("FAULT_AT"), *in = getenv("FAULT_IN"), *mark = getenv("FAULT_MARK"), *error = getenv("FAULT_ERROR");
    if (!at || !in || !mark || !error || (strcmp(in, "worker") == 0) != is_worker()) return 0;
    if (__sync_add_and_fetch(&count, 1) != atoi(at) || access(mark, F_OK) == 0) return 0;
    close(REAL(open)(mark, O_WRONLY | O_CREAT, 0600));
    if (atoi(error) == 0) raise(SIGKILL);
    errno = atoi(error);
    return 1;
}

#define OPEN(name)                                                     \
    int name(const char *path, int flags, ...) {                       \
        va_list list;                                                  \
        va_start(list, flags);                                         \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(list, mode_t) : 0; \
        va_end(list);                                                  \
        if (is_below_given(path) && fault()) return -1;                \
        return REAL(name)(path, flags, mode);                          \
    }
OPEN(open)
OPEN(open64)

ssize_t read(int file, void *bytes, size_t length) {
    if (is_below_open(file) && fault()) return -1;
    return REAL(read)(file, bytes, length);
}

ssize_t write(int file, const void *bytes, size_t length) {
    if (is_below_open(file) && fault()) return -1;
    return REAL(write)(file, bytes, length);
}

int fsync(int file) {
    if (is_below_open(file) && fault()) return -1;
    return REAL(fsync)(file);
}

int rename(const char *from, const char *to) {
    if (is_below_given(to) && fault()) return -1;
    return REAL(rename)(from, to);
}

int mkdir(const char *path, mode_t mode) {
    if (is_below_given(path) && fault()) return -1;
    return REAL(mkdir)(path, mode);
}

int unlink(const char *path) {
    if (is_below_given(path) && fault()) return -1;
    return REAL(unlink)(path);
}
