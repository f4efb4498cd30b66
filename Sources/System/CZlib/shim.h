#include <zlib.h>

// inflateInit2 is a macro, which Swift does not import. 15 bits of window, +16: gzip only.
static inline int monthend_inflate_init_gzip(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}
