internal import Accounting
internal import CLibXML2

/// What a handler wants of an element it was told of.
public enum XMLInterest: Sendable {
    /// Its children are told; its own text is not.
    case children
    /// Its own text is collected and told at its end.
    case text
    /// Neither it nor anything below it is told.
    case skip
}

/// Attributes of the element being told; valid only during the call.
public struct XMLAttributes {
    let pairs: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    public let count: Int

    /// The value of an attribute by its local name.
    public func value(_ name: StaticString) -> String? {
        guard let pairs else { return nil }
        for index in 0..<count {
            // libxml2: local name, prefix, URI, value start, value end.
            guard let local = pairs[index * 5], let start = pairs[index * 5 + 3],
                let end = pairs[index * 5 + 4]
            else { continue }
            let length = name.utf8CodeUnitCount
            var matches = true
            for position in 0..<length where local[position] != name.utf8Start[position] {
                matches = false
                break
            }
            guard matches, local[length] == 0 else { continue }
            return String(decoding: Bytes(start: start, count: end - start), as: UTF8.self)
        }
        return nil
    }
}

/// Receives the elements of a document; names are positions in the reader's vocabulary.
public protocol XMLHandler: AnyObject {
    /// An element begins. `name` is -1 for a name outside the vocabulary.
    func start(_ name: Int, _ attributes: XMLAttributes, _ reader: XMLReader) throws -> XMLInterest
    /// An element told by `start` ends; `text` is empty unless it asked for its text.
    func end(_ name: Int, text: Bytes, _ reader: XMLReader) throws
}

/// A hardened streaming XML reader on libxml2's SAX2 push parser.
///
/// Any DOCTYPE is refused, nothing outside the file is opened, no entity but the five predefined
/// ones exists, depth, attributes and text lengths are bounded (`Limits`). Linear in the bytes.
public final class XMLReader {
    private let handler: any XMLHandler
    private var context: xmlParserCtxtPtr?
    private var sax = xmlSAXHandler()
    private var names: NameTable
    private var stack: [Int16] = []
    private var skipping = 0
    private var collecting = false
    private var text: [UInt8] = []
    private var failure: (any Error)?
    private var finished = false
    private var hasBytes = false
    private var isWide = false
    /// The namespace URI of the document's first element with one.
    public private(set) var namespace = ""
    public private(set) var rootName = ""

    /// - Parameter vocabulary: the local names the handler knows.
    public init(vocabulary: [StaticString], handler: any XMLHandler) {
        self.handler = handler
        xmlInitParser()
        names = NameTable()
        sax.initialized = UInt32(XML_SAX2_MAGIC)
        sax.getEntity = { _, name in xmlGetPredefinedEntity(name) }
        sax.internalSubset = { user, _, _, _ in reader(user).refuseDoctype() }
        sax.startElementNs = { user, local, _, uri, _, _, count, _, attributes in
            reader(user).start(local, uri, Int(count), attributes)
        }
        sax.endElementNs = { user, _, _, _ in reader(user).end() }
        sax.characters = { user, bytes, count in reader(user).characters(bytes, Int(count)) }
        sax.cdataBlock = { user, bytes, count in reader(user).characters(bytes, Int(count)) }
        sax.ignorableWhitespace = { _, _, _ in }
        let user = Unmanaged.passUnretained(self).toOpaque()
        context = xmlCreatePushParserCtxt(&sax, user, nil, 0, nil)
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue | XML_PARSE_COMPACT.rawValue
            | XML_PARSE_BIG_LINES.rawValue
        xmlCtxtUseOptions(context, Int32(options))
        if let context { names.intern(vocabulary, context.pointee.dict) }
    }

    deinit { if let context { xmlFreeParserCtxt(context) } }

    /// Reads on; `isLast` with the file's last bytes (which may be none).
    /// - Throws: `FormatError` for what is no well-formed, safe document, and what the handler
    ///   throws.
    public func feed(_ chunk: Bytes, isLast: Bool) throws {
        guard let context, !finished else { return }
        if !hasBytes, let first = chunk.first {
            hasBytes = true
            // A mark of UTF-16, or its `<` without one.
            isWide = first >= 0xFE || first == 0 || chunk.dropFirst().first == 0
        }
        let base = chunk.baseAddress.map {
            UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)
        }
        // The end is told apart: what is wrong before it is malformed, only there it is cut.
        try parse(context, base, chunk.count, isLast: false)
        if isLast { try parse(context, nil, 0, isLast: true) }
    }

    private func parse(
        _ context: xmlParserCtxtPtr, _ base: UnsafePointer<CChar>?, _ count: Int, isLast: Bool
    ) throws {
        let code = xmlParseChunk(context, base, Int32(count), isLast ? 1 : 0)
        if let failure {
            finished = true
            throw failure
        }
        if code != 0 || (isLast && context.pointee.wellFormed == 0) {
            finished = true
            throw FormatError(problem(isLast: isLast))
        }
    }

    /// The line of the element being told.
    public var line: Int { Int(context?.pointee.input?.pointee.line ?? 0) }

    /// Where the parser stands in the file's bytes (behind the tag being told).
    public var offset: Int64 {
        guard let context, let input = context.pointee.input else { return 0 }
        if input.pointee.buf?.pointee.encoder != nil { return Int64(xmlByteConsumed(context)) }
        return Int64(input.pointee.consumed) + Int64(input.pointee.cur - input.pointee.base)
    }

    /// Where the start tag being told begins.
    public var tagOffset: Int64 {
        guard let input = context?.pointee.input else { return 0 }
        var cursor = input.pointee.cur
        let base = input.pointee.base
        while let here = cursor, let first = base, here > first, here.pointee != 60 {
            cursor = here - 1
        }
        guard let found = cursor, let now = input.pointee.cur else { return offset }
        // The parser holds UTF-8; a tag's own bytes in UTF-16 are twice as many.
        return offset - Int64(now - found) * (isWide ? 2 : 1)
    }

    private func problem(isLast: Bool) -> Flaw {
        guard let context, let error = xmlCtxtGetLastError(context) else {
            return Flaw(.malformed, line: line, ["reason": "not well formed"])
        }
        let reason = error.pointee.message.map { String(cString: $0) } ?? ""
        let code = UInt32(bitPattern: error.pointee.code)
        let atEnd =
            code == XML_ERR_DOCUMENT_END.rawValue
            || (code == XML_ERR_DOCUMENT_EMPTY.rawValue && !hasBytes)
            || code == XML_ERR_TAG_NOT_FINISHED.rawValue
        return Flaw(
            isLast && (atEnd || !stack.isEmpty || skipping > 0) ? .truncated : .malformed,
            line: Int(error.pointee.line),
            column: Int(error.pointee.int2),
            ["reason": String(reason.split(separator: "\n").first ?? "")])
    }

    private func stop(_ error: any Error) {
        if failure == nil { failure = error }
        xmlStopParser(context)
    }

    private func refuse(_ limit: String) {
        stop(FormatError(Flaw(.limit, line: line, ["limit": limit])))
    }

    fileprivate func refuseDoctype() { stop(FormatError(Flaw(.doctype, line: line))) }

    fileprivate func start(
        _ local: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?, _ count: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    ) {
        guard failure == nil, let local else { return }
        if namespace.isEmpty, let uri { namespace = String(cString: uri) }
        if rootName.isEmpty { rootName = String(cString: local) }
        if stack.count + skipping >= Limits.depth { return refuse("depth \(Limits.depth)") }
        if count > 64 { return refuse("attributes 64") }
        if skipping > 0 {
            skipping += 1
            return
        }
        let name = names.find(local)
        do {
            let view = XMLAttributes(pairs: attributes, count: count)
            switch try handler.start(Int(name), view, self) {
            case .skip:
                skipping = 1
                return
            case .children: collecting = false
            case .text: collecting = true
            }
            text.removeAll(keepingCapacity: true)
            stack.append(name)
        } catch { stop(error) }
    }

    fileprivate func end() {
        guard failure == nil else { return }
        if skipping > 0 {
            skipping -= 1
            return
        }
        guard let name = stack.popLast() else { return }
        do {
            try text.withUnsafeBufferPointer { try handler.end(Int(name), text: $0, self) }
        } catch { stop(error) }
        text.removeAll(keepingCapacity: true)
        collecting = false
    }

    fileprivate func characters(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
        guard collecting, skipping == 0, let bytes else { return }
        if text.count + count > Limits.text { return refuse("text \(Limits.text) bytes") }
        text.append(contentsOf: Bytes(start: bytes, count: count))
    }
}

/// The reader behind a SAX callback's user data.
private func reader(_ user: UnsafeMutableRawPointer?) -> XMLReader {
    guard let user else { preconditionFailure("libxml2 lost its user data") }
    return Unmanaged<XMLReader>.fromOpaque(user).takeUnretainedValue()
}

/// Element names by the pointer libxml2 interned them under: a look-up without comparing text.
private struct NameTable {
    private var pointers = [UnsafePointer<UInt8>?](repeating: nil, count: 512)
    private var ids = [Int16](repeating: -1, count: 512)

    mutating func intern(_ vocabulary: [StaticString], _ dictionary: xmlDictPtr?) {
        precondition(vocabulary.count < 256, "the name table holds 256 names")
        for (id, name) in vocabulary.enumerated() {
            guard
                let pointer = xmlDictLookup(
                    dictionary, name.utf8Start, Int32(name.utf8CodeUnitCount))
            else { continue }
            var slot = NameTable.slot(pointer)
            while pointers[slot] != nil { slot = (slot + 1) & 511 }
            pointers[slot] = pointer
            ids[slot] = Int16(id)
        }
    }

    func find(_ pointer: UnsafePointer<UInt8>) -> Int16 {
        var slot = NameTable.slot(pointer)
        while let known = pointers[slot] {
            if known == pointer { return ids[slot] }
            slot = (slot + 1) & 511
        }
        return -1
    }

    private static func slot(_ pointer: UnsafePointer<UInt8>) -> Int {
        Int(truncatingIfNeeded: (UInt(bitPattern: pointer) >> 1) &* 0x9E37_79B1 >> 16) & 511
    }
}
