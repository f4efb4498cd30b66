// A clock of its own for the program under test: CLOCK_AT is what it shows first, CLOCK_STEP what
// it goes on by each time somebody looks (it may go back).
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

#include <sys/syscall.h>
#include <unistd.h>

static time_t shown(void) {
  static long looks;
  const char *at = getenv("CLOCK_AT"), *step = getenv("CLOCK_STEP");
  long look = __atomic_fetch_add(&looks, 1, __ATOMIC_RELAXED);
  return (at ? atol(at) : 0) + look * (step ? atol(step) : 0);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)
    return (int)syscall(SYS_clock_gettime, clock, time);
  *time = (struct timespec){.tv_sec = shown()};
  return 0;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  (void)zone;
  *time = (struct timeval){.tv_sec = shown()};
  return 0;
}

time_t time(time_t *out) {
  time_t now = shown();
  if (out) *out = now;
  return now;
}
