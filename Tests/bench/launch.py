"""Runs one command and prints, as JSON, its seconds, peak kilobytes and exit code.

    launch.py STDOUT_FILE COMMAND [ARGUMENT...]

A process of its own because Linux counts the memory of the program that starts a command in the
command's peak: started from the bench, which holds totals to compare, every figure would be the
bench's. This one is some 9 MB, the least that can be seen. The peak is that of the command or of
the largest process it waited for, whichever is more: of `run --all`, the largest worker.
"""
import json
import os
import sys
import time


def main(out, command):
    to_file = (os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    start = time.monotonic()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=[to_file])
    _, status, usage = os.wait4(process, 0)
    seconds = time.monotonic() - start
    print(json.dumps([seconds, usage.ru_maxrss, os.waitstatus_to_exitcode(status)]))


main(sys.argv[1], sys.argv[2:])
