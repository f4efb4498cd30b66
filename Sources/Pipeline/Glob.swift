internal import Glibc

/// True where a path fits a shell pattern; `*` does not cross folders.
func globMatches(_ path: String, _ pattern: String) -> Bool {
    fnmatch(pattern, path, FNM_PATHNAME | FNM_PERIOD) == 0
}

func processID() -> Int32 { getpid() }
