/* Makes the disk fail: preloaded into the service, it spoils one write or sync of the files below a folder.
 *
 * IO_BELOW  what the paths of those files begin with
 * IO_KIND   eio: that call fails once; enospc: it and every write and sync after it fail;
 *           short: half of what was to be written is, once
 * IO_NTH    which call, counted from 1 over writes and syncs together
 * IO_ARMED  a file; calls count while it is there
 * IO_FIRED  a file to write the call's name and the file's into when it happens
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int calls;

static int below(int fd, char *path, size_t size) {
  char name[64];
  const char *folder = getenv("IO_BELOW");
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  ssize_t length = folder ? readlink(name, path, size - 1) : -1;
  if (length < 0) return 0;
  path[length] = 0;
  /* What is held in reserve is written beside everything else, and nobody needs it whole. */
  return strncmp(path, folder, strlen(folder)) == 0 && strstr(path, "/reserve") == NULL;
}

static void fired(const char *call, const char *path) {
  char line[4200];
  int length = snprintf(line, sizeof line, "%s %s\n", call, strrchr(path, '/') + 1);
  int fd = syscall(SYS_openat, AT_FDCWD, getenv("IO_FIRED"), O_WRONLY | O_CREAT | O_APPEND, 0600);
  syscall(SYS_write, fd, line, length);
  syscall(SYS_close, fd);
}

/* What is to become of this call: 0 nothing, an error number, or -1 to be cut in half. */
static int fate(const char *call, int fd) {
  char path[4096];
  if (!below(fd, path, sizeof path) || access(getenv("IO_ARMED"), F_OK) != 0) return 0;
  const char *kind = getenv("IO_KIND");
  int nth = atoi(getenv("IO_NTH"));
  int now = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
  int full = strcmp(kind, "enospc") == 0;
  if (now != nth && !(full && now > nth)) return 0;
  if (now == nth) fired(call, path);
  return full ? ENOSPC : strcmp(kind, "eio") == 0 ? EIO : -1;
}

static ssize_t failed(int error) {
  errno = error;
  return -1;
}

ssize_t write(int fd, const void *bytes, size_t size) {
  int is = fate("write", fd);
  if (is > 0) return failed(is);
  return syscall(SYS_write, fd, bytes, is < 0 ? size / 2 : size);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  int is = fate("pwrite", fd);
  if (is > 0) return failed(is);
  return syscall(SYS_pwrite64, fd, bytes, is < 0 ? size / 2 : size, at);
}

ssize_t writev(int fd, const struct iovec *pieces, int count) {
  int is = fate("writev", fd);
  if (is > 0) return failed(is);
  return syscall(SYS_writev, fd, pieces, is < 0 && count > 1 ? count / 2 : count);
}

ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t at) {
  int is = fate("pwritev", fd);
  if (is > 0) return failed(is);
  return syscall(SYS_pwritev, fd, pieces, is < 0 && count > 1 ? count / 2 : count, at, 0);
}

/* Nothing of a sync can be done by half. */
int fsync(int fd) {
  int is = fate("fsync", fd);
  if (is > 0) return failed(is);
  return syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
  int is = fate("fdatasync", fd);
  if (is > 0) return failed(is);
  return syscall(SYS_fdatasync, fd);
}
