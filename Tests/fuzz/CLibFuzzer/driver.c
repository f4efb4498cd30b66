#include "CLibFuzzer.h"

// libFuzzer is there only in a build with -sanitize=fuzzer; any other replays files.
__attribute__((weak)) int LLVMFuzzerRunDriver(int *, char ***, monthend_fuzz_target);

int monthend_fuzz(int *count, char ***arguments, monthend_fuzz_target target) {
  if (!LLVMFuzzerRunDriver) return -1;
  return LLVMFuzzerRunDriver(count, arguments, target);
}
