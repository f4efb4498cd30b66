internal import Accounting
internal import Dispatch
internal import Formats

/// camt.052, camt.053 and camt.054 of ISO 20022, every version, with or without a namespace,
/// prefixed or wrapped (application header, envelope).
///
/// One bank row an `Ntry`, signed by its `CdtDbtInd` (a reversal already carries its own
/// direction, ISO 20022 `RvslInd`); texts and parties come from its details. Balances: OPBD or
/// PRCD opens, CLBD closes, ITBD where there is no other. Pages of a statement are one statement.
///
/// One reader reads the file. From a size on (`CamtCut`), the entries of a statement are cut into
/// segments that two threads read apart; their rows are taken in file order and the file's reader
/// is moved on behind them. A segment that is anything but plain entries is left to the file's
/// reader, and with it all that follows: what a file gives never depends on how it was cut.
final class CamtImporter: Importer {
    private let handler = CamtReader()
    private let reader: XMLReader
    private let cut: CamtCut
    private var cutter: CamtCutter?
    /// The segments being read, oldest first.
    private var reading: [(segment: CamtSegment, part: Promise<CamtPart?>)] = []
    private lazy var queues = [1, 2].map { DispatchQueue(label: "camt segments \($0)") }
    private var segmentCount = 0
    /// Segments whose rows were taken.
    private(set) var partCount = 0
    private var fed = 0
    /// What is fed up to here is read whole.
    private var wholeUntil: Int
    private var pause: Int

    init(_ cut: CamtCut = CamtCut()) {
        self.cut = cut
        wholeUntil = cut.threshold
        pause = cut.threshold
        reader = XMLReader(CamtPaths.all, handler: handler)
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        defer { handOver(emit) }
        fed += chunk.count
        if cutter == nil {
            try readWhole(chunk, isLast: isLast)
        } else {
            try readSegments(chunk[...])
            if isLast { try settleAll(isLast: true) }
        }
        guard isLast else { return }
        handler.message.finishWaiting()
        guard handler.message.unit > 0 else {
            throw FormatError(
                Flaw(.empty, line: 1, found: reader.rootName, ["what": reader.namespace]))
        }
        handOver(emit)
        emit(.end(rows: handler.message.rowCount))
    }

    func drain(_ emit: (Draft) -> Void) {
        // The refusal stands; what is wrong behind it is not looked at.
        try? settleAll(isLast: false)
        handler.message.flushOpen()
        handOver(emit)
    }

    private func handOver(_ emit: (Draft) -> Void) {
        for draft in handler.message.takeDrafts() { emit(draft) }
    }

    // MARK: Whole

    /// Reads on with the file's reader, up to where cutting may begin.
    private func readWhole(_ chunk: Bytes, isLast: Bool) throws {
        guard !isLast, fed > wholeUntil, let statement = reader.openTags.last,
            let tag = CamtCutter.entryEnd(below: statement)
        else { return try reader.feed(chunk, isLast: isLast) }
        let end = CamtCutter.lastEnd(tag, in: chunk) ?? chunk.count
        try reader.feed(Bytes(rebasing: chunk[..<end]), isLast: false)
        let rest = chunk[end...]
        guard reader.standsInOpenTag, let account = handler.message.settledAccount,
            let new = CamtCutter(
                reader.openTags, offset: reader.offset, account, size: cut.segment)
        else { return try reader.feed(Bytes(rebasing: rest), isLast: false) }
        cutter = new
        try readSegments(rest)
    }

    // MARK: Segments

    private func readSegments(_ bytes: Slice<Bytes>) throws {
        cutter?.append(bytes)
        while cutter?.isFull == true {
            // A queue has one to read and one waiting: it never idles while rows are handed over.
            if reading.count == 2 * queues.count { try settle() }
            guard let segment = cutter?.cut() else { break }
            let queue = queues[segmentCount % queues.count]
            reading.append((segment, Promise(queue) { segment.read() }))
            segmentCount += 1
        }
        if cutter?.isStuck == true { try settleAll(isLast: false) }
    }

    /// Takes the rows of the oldest segment.
    private func settle() throws {
        let (segment, promise) = reading.removeFirst()
        guard var part = promise.take() ?? nil else { return try leaveToReader(segment) }
        part.set(behind: reader.place)
        handler.message.append(part)
        partCount += 1
        reader.move(to: part.end)
    }

    /// Takes the rows of all segments and reads what is left with the file's reader.
    private func settleAll(isLast: Bool) throws {
        while !reading.isEmpty { try settle() }
        try leaveToReader(nil)
        if isLast { try reader.feed(Bytes(start: nil, count: 0), isLast: true) }
    }

    /// Ends cutting: the file's reader reads `segment` and what was fed behind it.
    private func leaveToReader(_ segment: CamtSegment?) throws {
        guard let rest = cutter?.rest else { return }
        let segments = [segment].compactMap { $0 } + reading.map(\.segment)
        reading = []
        cutter = nil
        // A file that keeps failing costs little more than one read whole.
        wholeUntil = fed + pause
        pause *= 2
        for bytes in segments.map(\.bytes) + [rest] {
            try bytes.withUnsafeBufferPointer { try reader.feed($0, isLast: false) }
        }
    }
}
