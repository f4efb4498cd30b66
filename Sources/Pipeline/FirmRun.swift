internal import Accounting
internal import Glibc
internal import Intake
internal import Rendering

/// `monthend run --all`: every client below a folder, in worker processes of the program itself.
///
/// A worker takes client after client; one that dies costs its client (70) and is replaced.
public struct FirmRun {
    private let folder: String
    private let options: Options
    private let jobs: Int
    private let stop: StopFlag
    private let write: (String) throws -> Void

    public init(
        folder: String, options: Options, jobs: Int, stop: StopFlag,
        write: @escaping (String) throws -> Void
    ) {
        self.folder = folder
        self.options = options
        self.jobs = max(1, min(jobs, 64))
        self.stop = stop
        self.write = write
    }

    /// Ends with one line a client and the worst exit.
    public func callAsFunction() throws -> Exit {
        var waiting = try clients(below: folder)
        let all = waiting
        var codes: [String: Int32] = [:]
        var workers: [Worker] = []
        for _ in 0..<min(jobs, waiting.count) { workers.append(try Worker(arguments())) }
        for index in workers.indices { try workers[index].give(&waiting) }
        while workers.contains(where: { $0.client != nil }) {
            try stop.check()
            var polled = workers.map { pollfd(fd: $0.output, events: Int16(POLLIN), revents: 0) }
            if poll(&polled, nfds_t(polled.count), 1000) < 0, errno != EINTR {
                throw ioFailure("poll")
            }
            for index in workers.indices where polled[index].revents != 0 {
                guard let client = workers[index].client else { continue }
                if let answer = workers[index].answer() {
                    guard answer >= 0 else { continue }
                    codes[client] = answer
                } else {
                    codes[client] = 70
                    workers[index].end()
                    workers[index] = try Worker(arguments())
                }
                try workers[index].give(&waiting)
            }
        }
        for index in workers.indices { workers[index].end() }
        return try tell(all, codes)
    }

    private func tell(_ clients: [String], _ codes: [String: Int32]) throws -> Exit {
        let catalog = Catalog(options.language ?? .english)
        var worst = Exit.done
        for client in clients {
            let exit = Exit(codes[client] ?? 70)
            worst = worst.worse(exit)
            if options.isQuiet, exit == .done { continue }
            try write(
                catalog.text(
                    "firm.line",
                    [
                        "client": client, "exit": String(exit.code),
                        "meaning": catalog.text("exit.\(exit.code)"),
                    ]) + "\n")
        }
        return worst
    }

    /// Folders with a pipeline.yml, in path order; a client's own folder is not looked into.
    private func clients(below folder: String) throws -> [String] {
        if try exists(folder + "/pipeline.yml") { return [folder] }
        let names = try fileNames(in: folder).filter { !$0.hasPrefix(".") }
        return try names.sorted().flatMap { name -> [String] in
            var facts = stat()
            let path = folder + "/" + name
            guard stat(path, &facts) == 0 else {
                // A link to nowhere.
                if errno == ENOENT { return [] }
                throw ioFailure(path)
            }
            return facts.st_mode & S_IFMT == S_IFDIR ? try clients(below: path) : []
        }
    }

    private func arguments() -> [String] {
        var arguments = ["monthend", "run", "--worker", "-", "--now", String(options.now)]
        if let period = options.period { arguments += ["--period", period] }
        if let from = options.from { arguments += ["--from", from] }
        if let to = options.to { arguments += ["--to", to] }
        if let shared = options.shared { arguments += ["--shared", shared] }
        if let language = options.language { arguments += ["--lang", language.rawValue] }
        arguments += ["--fail-on", options.failOn?.rawValue ?? "never"]
        if options.isDryRun { arguments.append("--dry-run") }
        return arguments
    }
}

/// A worker process: client paths go in, exit codes come out, a line each.
private struct Worker {
    private(set) var client: String?
    private let process: pid_t
    private let input: Int32
    let output: Int32

    init(_ arguments: [String]) throws(Failure) {
        var down: [Int32] = [0, 0]
        var up: [Int32] = [0, 0]
        guard pipe(&down) == 0, pipe(&up) == 0 else { throw ioFailure("pipe") }
        for end in down + up { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, down[0], 0)
        posix_spawn_file_actions_adddup2(&actions, up[1], 1)
        var texts = arguments.map { strdup($0) }
        defer { for text in texts { free(text) } }
        texts.append(nil)
        var child = pid_t()
        let code = posix_spawn(&child, "/proc/self/exe", &actions, nil, texts, environ)
        close(down[0])
        close(up[1])
        guard code == 0 else { throw ioFailure("/proc/self/exe", code) }
        process = child
        input = down[1]
        output = up[0]
    }

    /// Hands over the next client; none left is the worker's end.
    mutating func give(_ waiting: inout [String]) throws {
        client = waiting.isEmpty ? nil : waiting.removeFirst()
        guard let client else { return }
        // A worker that died is noticed by its answer.
        try? Array((client + "\n").utf8).withUnsafeBytes { try writeAll(input, $0, "worker") }
    }

    /// The exit code it answers, -1 for a part of a line, nil where it has died.
    mutating func answer() -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(output, &buffer, buffer.count)
        if count < 0, errno == EINTR { return -1 }
        guard count > 0 else { return nil }
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        return Int32(text.split(separator: "\n").first ?? "") ?? 70
    }

    mutating func end() {
        close(input)
        close(output)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        client = nil
    }
}

/// The other side of `FirmRun`: runs the clients it is told, one after the other.
public struct FirmWorker {
    private let options: Options
    private let stop: StopFlag

    public init(options: Options, stop: StopFlag) {
        self.options = options
        self.stop = stop
    }

    public func serve() throws -> Exit {
        var quiet = options
        quiet.isQuiet = true
        while let client = readLine() {
            let exit: Exit
            do {
                exit = try Run(client: client, options: quiet, stop: stop, write: { _ in })()
            } catch let failure as Failure {
                exit = Exit(failure)
                let text = Catalog(options.language ?? .english).sentence(failure)
                try? Array("\(client): \(text)\n".utf8).withUnsafeBytes {
                    try writeAll(2, $0, "stderr")
                }
            }
            try Array("\(exit.code)\n".utf8).withUnsafeBytes { try writeAll(1, $0, "stdout") }
            if exit.code >= 128 { return exit }
        }
        return .done
    }
}
