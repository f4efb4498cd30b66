#ifndef MONTHEND_CFILES_H
#define MONTHEND_CFILES_H

/// Makes a file (emptied where it is there) whose writes go past the page cache where its file
/// system can do that. Returns the descriptor or -1; `is_direct` tells which it was.
int monthend_create_direct(const char *path, unsigned mode, int *is_direct);
/// Has further writes of any length go through the page cache again. Returns 0 or -1.
int monthend_end_direct(int descriptor);

#endif
