internal import Accounting
internal import Foundation
internal import Pipeline
internal import Rendering

/// Standard output and error, checked; the process's environment, clock and signals.
enum Terminal {
    /// Writes to standard output; every byte or a failure.
    static func write(_ text: String) throws {
        try write(Array(text.utf8)[...])
    }

    static func write(_ bytes: ArraySlice<UInt8>) throws {
        try bytes.withUnsafeBytes { raw in
            var position = 0
            while position < raw.count {
                let count = Foundation.write(
                    1, raw.baseAddress.map { $0 + position }, raw.count - position)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    throw Failure(
                        .inputOutput, "io",
                        ["path": "stdout", "reason": String(cString: strerror(errno))])
                }
                position += count
            }
        }
    }

    /// Says something on standard error; nobody listening is no failure.
    static func say(_ text: String) {
        let bytes = Array((text.printableLines + "\n").utf8)
        bytes.withUnsafeBytes { _ = Foundation.write(2, $0.baseAddress, $0.count) }
    }

    static func exit(_ outcome: Exit) -> Never { Foundation.exit(outcome.code) }

    /// The language of messages when neither `--lang` nor a client says: LANG, else English.
    static var language: Language {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LANG"] ?? ""
        return locale.hasPrefix("fr") ? .french : .english
    }

    /// Where the program itself lies.
    static var executable: String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { room in
            guard let base = room.baseAddress else { return 0 }
            return readlink(
                "/proc/self/exe", base.assumingMemoryBound(to: CChar.self), room.count)
        }
        return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }

    /// Where what nobody keeps may be written.
    static var scratchFolder: String { FileManager.default.temporaryDirectory.path }

    /// Seconds since 1970, read once a process.
    static func now() -> Int64 { Int64(time(nil)) }

    /// Called before anything else.
    ///
    /// A standard descriptor that was closed would go to the next file that is opened, and what is
    /// said would be written into it; here it goes to a place that refuses it. A file that may not
    /// grow on is an error of writing, not a signal that kills.
    static func prepare() {
        for number in Int32(0)...2 where fcntl(number, F_GETFD) < 0 {
            _ = open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
        }
        signal(SIGXFSZ, SIG_IGN)
    }

    /// For verbs that must finish though nobody listens: a closed pipe is an error of writing.
    static func outliveListeners() { signal(SIGPIPE, SIG_IGN) }

    /// Signals that ask the program to stop set a flag.
    static func watchSignals(_ flag: StopFlag) {
        stopFlag = flag
        outliveListeners()
        for number in [SIGTERM, SIGINT, SIGHUP] {
            signal(number) { Terminal.stopFlag?.raise($0) }
        }
    }

    // Set once before the handlers are; the handler only stores a word.
    nonisolated(unsafe) private static var stopFlag: StopFlag?
}

extension String {
    /// Printable line by line: line ends stay.
    var printableLines: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }
            .joined(separator: "\n")
    }
}
