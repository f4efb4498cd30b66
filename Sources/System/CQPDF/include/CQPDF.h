#ifndef MONTHEND_CQPDF_H
#define MONTHEND_CQPDF_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A PDF's embedded XML files; nothing of its pages is looked at.
typedef struct monthend_pdf monthend_pdf;

/// Opens the PDF behind a descriptor, which stays open and is read from its beginning.
/// Returns NULL when out of memory. No exception leaves any of these functions.
monthend_pdf *monthend_pdf_open(int descriptor);
void monthend_pdf_close(monthend_pdf *pdf);

/// Why the PDF cannot be read: NULL when it can, else a text that lives as long as `pdf`.
const char *monthend_pdf_problem(const monthend_pdf *pdf);

/// The embedded files whose names end in `.xml`, in the order of their names.
size_t monthend_pdf_count(const monthend_pdf *pdf);
const char *monthend_pdf_name(const monthend_pdf *pdf, size_t index);

/// Unpacks an embedded file; its bytes live until the next call. Returns NULL and sets the problem
/// where it is damaged or larger than `limit`.
const unsigned char *monthend_pdf_read(monthend_pdf *pdf, size_t index, size_t limit,
                                       size_t *length);

#ifdef __cplusplus
}
#endif
#endif
