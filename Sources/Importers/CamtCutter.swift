internal import Accounting
internal import Formats

/// From which size on, and into what pieces, the entries of a file are cut; tests cut small ones.
struct CamtCut: Sendable {
    /// The bytes of a file that are read whole, before the first cut and after one that failed.
    var threshold = 4 << 20
    /// The least bytes of a segment.
    var segment = 1 << 20
}

/// Cuts the bytes between two entries of a statement and its end into segments.
///
/// It cuts behind what looks like the end tag of an entry and does not ask whether it is one:
/// where it is not (in a comment, say), the segment is not well-formed and its reading fails.
struct CamtCutter {
    private let startTags: [UInt8]
    private let endTags: [UInt8]
    /// `</Ntry`, with the prefix that the statement's own tag has.
    private let entryEnd: [UInt8]
    private let account: CamtAccount
    private let size: Int
    /// The start tags and what was not cut yet.
    private var pending: [UInt8]
    private var offset: Int64

    /// - Parameters:
    ///   - openTags: the start tags around the entries, the statement's last.
    ///   - offset: the bytes of the file before those to come.
    init?(_ openTags: [[UInt8]], offset: Int64, _ account: CamtAccount, size: Int) {
        guard let statement = openTags.last, let end = CamtCutter.entryEnd(below: statement),
            openTags.allSatisfy({ $0.first == UInt8(ascii: "<") })
        else { return nil }
        startTags = Array(openTags.joined())
        guard startTags.count <= Limits.text else { return nil }
        endTags = openTags.reversed().flatMap { tag in
            Array("</".utf8) + CamtCutter.name(tag) + [UInt8(ascii: ">")]
        }
        entryEnd = end
        pending = startTags
        self.offset = offset
        self.account = account
        self.size = size
    }

    /// The bytes that are in no segment.
    var rest: ArraySlice<UInt8> { pending[startTags.count...] }

    /// True once there is enough for a segment.
    var isFull: Bool { rest.count >= size }

    /// True where there is enough for many and no end of an entry.
    var isStuck: Bool { rest.count >= 4 * size }

    mutating func append(_ bytes: some Collection<UInt8>) { pending.append(contentsOf: bytes) }

    /// The next segment; nil where no entry ends in what is there.
    mutating func cut() -> CamtSegment? {
        let end = pending.withUnsafeBufferPointer {
            CamtCutter.lastEnd(entryEnd, in: $0, from: startTags.count)
        }
        guard let end else { return nil }
        var next: [UInt8] = []
        next.reserveCapacity(startTags.count + size + size / 4)
        next += startTags
        next += pending[end...]
        pending.removeLast(pending.count - end)
        swap(&next, &pending)
        let segment = CamtSegment(
            next, prefix: startTags.count, endTags: endTags, offset: offset, account)
        offset = segment.end
        return segment
    }

    /// The name of a start tag, its prefix included.
    private static func name(_ tag: [UInt8]) -> ArraySlice<UInt8> {
        tag.dropFirst().prefix { $0 > 32 && $0 != UInt8(ascii: ">") }
    }

    /// How the end tag of an entry begins below a statement's start tag.
    static func entryEnd(below statement: [UInt8]) -> [UInt8]? {
        let parts = name(statement).split(separator: UInt8(ascii: ":"))
        guard let first = parts.first, parts.count <= 2 else { return nil }
        return Array("</".utf8) + (parts.count == 2 ? first + [UInt8(ascii: ":")] : [])
            + Array("Ntry".utf8)
    }

    /// The place behind the last end tag that begins with `tag`, blanks before its `>` allowed.
    static func lastEnd(_ tag: [UInt8], in bytes: Bytes, from first: Int = 0) -> Int? {
        var start = bytes.count - tag.count - 1
        while start >= first {
            defer { start -= 1 }
            guard bytes[start] == tag[0], bytes[start + 1] == tag[1],
                bytes[start..<start + tag.count].elementsEqual(tag)
            else { continue }
            var end = start + tag.count
            while end < bytes.count, bytes[end] <= 32 { end += 1 }
            if end < bytes.count, bytes[end] == UInt8(ascii: ">") { return end + 1 }
        }
        return nil
    }
}
