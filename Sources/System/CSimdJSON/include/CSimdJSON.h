#ifndef MONTHEND_CSIMDJSON_H
#define MONTHEND_CSIMDJSON_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a walk over a document meets, in document order.
typedef enum {
    monthend_json_object_start = 0,
    monthend_json_object_end = 1,
    monthend_json_array_start = 2,
    monthend_json_array_end = 3,
    monthend_json_key = 4,
    monthend_json_string = 5,
    monthend_json_number = 6,  // the token's own text
    monthend_json_true = 7,
    monthend_json_false = 8,
    monthend_json_null = 9,
} monthend_json_event;

/// One step of a walk; keys, strings and numbers have a text.
typedef struct {
    const unsigned char *text;
    size_t length;
    int32_t event;
} monthend_json_token;

typedef struct monthend_json monthend_json;

monthend_json *monthend_json_open(void);
void monthend_json_close(monthend_json *reader);

/// Walks one whole document; every value is looked at, duplicate keys, a depth over 64 and
/// anything after the document are refused.
/// Returns NULL when well formed, else the reason (static text). `tokens` and the texts in them
/// belong to the reader and live until its next walk.
const char *monthend_json_walk(monthend_json *reader, const unsigned char *text, size_t length,
                               const monthend_json_token **tokens, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
