#ifndef MONTHEND_CICONV_H
#define MONTHEND_CICONV_H
#include <stddef.h>

/// Opens a converter to UTF-8; NULL where the encoding's name is unknown.
void *monthend_iconv_open(const char *from);
/// Converts as much as fits. Returns 0 when done, 1 when the output is full,
/// 2 for a sequence that is not of the encoding, 3 for one cut off at the end.
int monthend_iconv(void *converter, const unsigned char **in, size_t *in_left,
                   unsigned char **out, size_t *out_left);
void monthend_iconv_close(void *converter);
#endif
