internal import Accounting
internal import Glibc
internal import Intake

/// What clients have in common: presets of banks and shops, charts, layouts.
///
/// Sought in `--shared`, then `shared/` beside the client's folder, then where the program came
/// with one.
public struct SharedFolder: Sendable {
    private let places: [String]

    init(beside client: String, _ options: Options) {
        places =
            [options.shared].compactMap { $0 } + [parentFolder(client) + "/shared"]
            + options.installed
    }

    /// Without a client: `--shared`, then where the program came with one.
    public init(_ given: String?, installed: [String]) {
        places = [given].compactMap { $0 } + installed
    }

    /// Folders a program may have come with: `pipelines/shared` upwards from it, then
    /// `<prefix>/share/monthend`.
    public static func installed(with executable: String) -> [String] {
        var places: [String] = []
        var folder = parentFolder(executable)
        while true {
            places.append((folder == "/" ? "" : folder) + "/pipelines/shared")
            if folder == "/" || folder == "." { break }
            folder = parentFolder(folder)
        }
        return places + [parentFolder(parentFolder(executable)) + "/share/monthend"]
    }

    /// The path of a file in the first folder that has it.
    func path(of name: String) throws(Failure) -> String? {
        for place in places where try exists(place + "/" + name) { return place + "/" + name }
        return nil
    }

    /// The presets there are, in order of their names; a folder that cannot be listed has none.
    var presets: [String] {
        var names: Set<String> = []
        for place in places {
            guard let drops = try? findDrops(in: place + "/presets") else { continue }
            for drop in drops where drop.path.hasSuffix(".yml") && !drop.path.contains("/") {
                names.insert(String(drop.path.dropLast(4)))
            }
        }
        return names.sorted()
    }
}
