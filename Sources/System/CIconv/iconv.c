#include "CIconv.h"
#include <errno.h>
#include <iconv.h>

void *monthend_iconv_open(const char *from) {
    iconv_t converter = iconv_open("UTF-8", from);
    return converter == (iconv_t)-1 ? NULL : (void *)converter;
}

int monthend_iconv(void *converter, const unsigned char **in, size_t *in_left,
                   unsigned char **out, size_t *out_left) {
    char *source = (char *)*in;
    char *target = (char *)*out;
    size_t result = iconv((iconv_t)converter, &source, in_left, &target, out_left);
    int reason = errno;
    *in = (const unsigned char *)source;
    *out = (unsigned char *)target;
    if (result != (size_t)-1) return 0;
    if (reason == E2BIG) return 1;
    return reason == EINVAL ? 3 : 2;
}

void monthend_iconv_close(void *converter) { iconv_close((iconv_t)converter); }
