#ifndef MONTHEND_LIBFUZZER_H
#define MONTHEND_LIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

typedef int (*monthend_fuzz_target)(const uint8_t *bytes, size_t count);

/// Gives the arguments and the target to libFuzzer; returns its exit code, −1 where the program
/// was linked without it.
int monthend_fuzz(int *count, char ***arguments, monthend_fuzz_target target);

#endif
