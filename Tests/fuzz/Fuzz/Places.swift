import Accounting
import Foundation
import Intake
import Pipeline

/// A folder of this process, in memory where the machine has such a place.
private enum Scratch {
    static let folder: String = {
        let root =
            FileManager.default.fileExists(atPath: "/dev/shm")
            ? "/dev/shm" : NSTemporaryDirectory()
        let path = root + "/monthend-fuzz-\(getpid())"
        mkdir(path, 0o700)
        mkdir(path + "/inbox", 0o700)
        atexit { try? FileManager.default.removeItem(atPath: Scratch.folder) }
        return path
    }()

    static func write(_ name: String, _ bytes: some Sequence<UInt8>) {
        let content = Data(bytes)
        guard FileManager.default.createFile(atPath: folder + "/" + name, contents: content) else {
            broken("no room for \(name)")
        }
    }
}

extension Targets {
    /// A drop that begins as a container does: it opens, or says why not; what comes out of it is
    /// no more than its limits let through.
    static func container(_ mark: [UInt8]) -> Target {
        { bytes in
            Scratch.write("drop", mark + Array(bytes))
            let location = Scratch.folder + "/drop"
            do {
                let drop = Drop(path: "drop", location: location, size: Int64(bytes.count))
                let reader = try DropReader(drop)
                for entry in try reader.entries() {
                    law(!entry.path.contains("\0"), "a name has no NUL")
                    do { try reader.read(entry) { _, _ in } } catch is ContainerError {}
                }
                _ = try reader.digested()
            } catch is ContainerError {} catch is Failure {} catch {
                broken("no finding: \(error)")
            }
        }
    }

    /// A pipeline.yml: a client, or a failure of configuration with its place.
    static func pipeline(_ bytes: UnsafeBufferPointer<UInt8>) {
        Scratch.write("pipeline.yml", bytes)
        Scratch.write(
            "chart.csv",
            "code,name,kind,parent,role,currency\n1010,Bank,asset,,bank,\n1400,Suspense,asset,,suspense,\n"
                .utf8)
        var options = Options()
        options.period = "2026-09"
        options.isDryRun = true
        do {
            _ = try Run(
                client: Scratch.folder, options: options, stop: StopFlag(), write: { _ in })()
        } catch let failure as Failure {
            law(failure.kind != .defect, "no finding: \(failure)")
        } catch {
            broken("no finding: \(error)")
        }
        try? FileManager.default.removeItem(atPath: Scratch.folder + "/book.sqlite")
    }

    /// A book: it holds, or `verify` says what is wrong with it.
    static func book(_ bytes: UnsafeBufferPointer<UInt8>) {
        Scratch.write("book.sqlite", bytes)
        Scratch.write("pipeline.yml", settings.utf8)
        Scratch.write(
            "chart.csv", "code,name,kind,parent,role,currency\n1400,S,asset,,suspense,\n".utf8)
        do {
            _ = try VerifyBook(client: Scratch.folder, options: Options(), write: { _ in })()
        } catch let failure as Failure {
            law(failure.kind != .defect, "no finding: \(failure)")
        } catch {
            broken("no finding: \(error)")
        }
    }

    private static let settings = """
        monthend: 1
        client: {name: F, start: 2026-01-01, currency: EUR, fiscal_year_start: 01-01, language: en}
        chart: chart.csv
        sources: {}

        """
}
