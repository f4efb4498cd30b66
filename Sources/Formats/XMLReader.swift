internal import Accounting
internal import CLibXML2

/// Attributes of the element being told; valid only during the call.
public struct XMLAttributes {
    let pairs: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    public let count: Int

    /// The value of an attribute without a prefix, by a name that a layout declares.
    public func value(named name: String) -> String? {
        guard let pairs else { return nil }
        for index in 0..<count where pairs[index * 5 + 1] == nil {
            guard let local = pairs[index * 5], let start = pairs[index * 5 + 3],
                let end = pairs[index * 5 + 4], String(cString: local) == name
            else { continue }
            return String(decoding: Bytes(start: start, count: end - start), as: UTF8.self)
        }
        return nil
    }

    /// The value of an attribute without a prefix.
    public func value(_ name: StaticString) -> String? {
        guard let pairs else { return nil }
        for index in 0..<count {
            // libxml2: local name, prefix, URI, value start, value end.
            guard pairs[index * 5 + 1] == nil, let local = pairs[index * 5],
                let start = pairs[index * 5 + 3],
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

/// Receives the elements that the reader's paths name, each as the field its path fills.
public protocol XMLHandler: AnyObject {
    /// An element of interest `bounds` or `attributesAndText` begins.
    func begin(_ field: Int, _ attributes: XMLAttributes, _ reader: XMLReader) throws
    /// An element of any interest ends; `text` is empty unless it is collected.
    func end(_ field: Int, text: Bytes, _ reader: XMLReader) throws
}

/// A hardened streaming XML reader on libxml2's SAX2 push parser.
///
/// Any DOCTYPE is refused, nothing outside the file is opened, no entity but the five predefined
/// ones exists, depth, attributes and text lengths are bounded (`Limits`). Linear in the bytes.
///
/// What the callbacks touch per element are numbers and memory the reader owns from `init` to
/// `deinit`: no reference is counted and nothing is allocated.
public final class XMLReader {
    private let handler: any XMLHandler
    let context: xmlParserCtxtPtr?
    private let names: XMLNames
    private let table: UnsafeMutablePointer<Int16>
    private let kinds: UnsafeMutablePointer<UInt8>
    private let fields: UnsafeMutablePointer<Int16>

    private var state = XMLPaths.outside
    /// The states of the elements around the present one, as many as `depth`.
    private let stack = UnsafeMutablePointer<Int16>.allocate(capacity: Limits.depth)
    private(set) var depth = 0
    private(set) var skipping = 0
    private var isCollecting = false
    private let text = UnsafeMutablePointer<UInt8>.allocate(capacity: Limits.text)
    private var textCount = 0

    private var failure: (any Error)?
    private(set) var hasFailed = false
    private var finished = false
    private var hasBytes = false
    private(set) var isWide = false
    /// True until a comment, a processing instruction or a CDATA section stands in the document.
    public private(set) var isPlain = true
    /// The start tags of the open elements that `XMLPaths.keepTags` names and of those outside of
    /// every path, as they stand in a file of UTF-8.
    public private(set) var openTags: [[UInt8]] = []
    /// Interned by libxml2, so they live as long as the context.
    private(set) var firstURI: UnsafePointer<UInt8>?
    private(set) var firstName: UnsafePointer<UInt8>?
    /// Of the element whose beginning was told last.
    private(set) var toldURI: UnsafePointer<UInt8>?

    /// A reader of a document that is fed piece by piece.
    public convenience init(_ paths: XMLPaths, handler: any XMLHandler) {
        xmlInitParser()
        self.init(paths, handler, xmlCreatePushParserCtxt(nil, nil, nil, 0, nil))
    }

    private init(_ paths: XMLPaths, _ handler: any XMLHandler, _ context: xmlParserCtxtPtr?) {
        self.handler = handler
        self.context = context
        names = XMLNames(paths.names, context?.pointee.dict)
        table = XMLReader.copy(paths.table)
        kinds = XMLReader.copy(paths.kinds)
        fields = XMLReader.copy(paths.fields)
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue | XML_PARSE_COMPACT.rawValue
            | XML_PARSE_BIG_LINES.rawValue
        xmlCtxtUseOptions(context, Int32(options))
        context?.pointee.sax.pointee = XMLReader.callbacks()
        context?.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        // What it says of bytes it cannot convert would stand on the user's screen.
        xmlSetStructuredErrorFunc(nil) { _, _ in }
    }

    deinit {
        if let context { xmlFreeParserCtxt(context) }
        names.free()
        table.deallocate()
        kinds.deallocate()
        fields.deallocate()
        stack.deallocate()
        text.deallocate()
    }

    private static func copy<Number>(_ numbers: [Number]) -> UnsafeMutablePointer<Number> {
        let copy = UnsafeMutablePointer<Number>.allocate(capacity: numbers.count)
        numbers.withUnsafeBufferPointer { numbers in
            guard let first = numbers.baseAddress else { return }
            copy.initialize(from: first, count: numbers.count)
        }
        return copy
    }

    /// Reads a whole document that stands in memory, which libxml2 does half as fast again as
    /// piece by piece.
    /// - Returns: false where it is not well-formed or was refused.
    public static func read(
        _ document: Bytes, _ paths: XMLPaths, handler: any XMLHandler
    ) -> Bool {
        xmlInitParser()
        guard document.count < Int32.max, let base = document.baseAddress else { return false }
        let bytes = UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
        let context = xmlCreateMemoryParserCtxt(bytes, Int32(document.count))
        let reader = XMLReader(paths, handler, context)
        guard let context else { return false }
        // The callbacks reach the reader without owning it.
        return withExtendedLifetime(reader) {
            xmlParseDocument(context) == 0 && context.pointee.wellFormed == 1 && !reader.hasFailed
        }
    }

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
        // The end is told apart: what is wrong before it is malformed, only there it is cut.
        try parse(context, chunk, isLast: false)
        if isLast { try parse(context, Bytes(start: nil, count: 0), isLast: true) }
    }

    private func parse(
        _ context: xmlParserCtxtPtr, _ piece: Bytes, isLast: Bool
    ) throws {
        let code = piece.withMemoryRebound(to: CChar.self) {
            xmlParseChunk(context, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
        }
        if let failure {
            finished = true
            throw failure
        }
        if code != 0 || (isLast && context.pointee.wellFormed == 0) {
            finished = true
            throw FormatError(problem(isLast: isLast))
        }
        // libxml2 compares each attribute of a tag with all before it.
        if held > Limits.tag {
            finished = true
            throw FormatError(Flaw(.limit, line: line, ["limit": "tag \(Limits.tag) bytes"]))
        }
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
            isLast && (atEnd || depth > 0 || skipping > 0) ? .truncated : .malformed,
            line: Int(error.pointee.line),
            column: Int(error.pointee.int2),
            ["reason": String(reason.split(separator: "\n").first ?? "")])
    }
}

// MARK: Callbacks

extension XMLReader {
    private static func callbacks() -> xmlSAXHandler {
        var sax = xmlSAXHandler()
        sax.initialized = UInt32(XML_SAX2_MAGIC)
        sax.getEntity = { _, name in xmlGetPredefinedEntity(name) }
        sax.internalSubset = { user, _, _, _ in told(user) { $0.refuseDoctype() } }
        sax.startElementNs = { user, local, _, uri, prefixes, _, count, _, attributes in
            told(user) { $0.start(local, uri, Int(prefixes), Int(count), attributes) }
        }
        sax.endElementNs = { user, _, _, _ in told(user) { $0.end() } }
        sax.characters = { user, bytes, count in told(user) { $0.characters(bytes, Int(count)) } }
        // Blanks are text as any other; one callback for both spares the parser a question.
        sax.ignorableWhitespace = sax.characters
        sax.cdataBlock = { user, bytes, count in
            told(user) { reader in
                reader.isPlain = false
                reader.characters(bytes, Int(count))
            }
        }
        sax.comment = { user, _ in told(user) { $0.isPlain = false } }
        sax.processingInstruction = { user, _, _ in told(user) { $0.isPlain = false } }
        return sax
    }

    private func stop(_ error: any Error) {
        if failure == nil { failure = error }
        hasFailed = true
        xmlStopParser(context)
    }

    private func refuse(_ limit: String) {
        stop(FormatError(Flaw(.limit, line: line, ["limit": limit])))
    }

    fileprivate func refuseDoctype() { stop(FormatError(Flaw(.doctype, line: line))) }

    @inline(__always) fileprivate func start(
        _ local: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?, _ prefixes: Int,
        _ count: Int, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    ) {
        guard !hasFailed, let local else { return }
        if firstURI == nil { firstURI = uri }
        if firstName == nil { firstName = local }
        if depth + skipping >= Limits.depth { return refuse("depth \(Limits.depth)") }
        if count &+ prefixes > 64 { return refuse("attributes 64") }
        if skipping > 0 {
            skipping &+= 1
            return
        }
        let next = table[Int(state) &* XMLPaths.width &+ Int(names.find(local))]
        if next == XMLPaths.skip {
            skipping = 1
            return
        }
        // `depth` is below `Limits.depth`, the stack's size.
        stack[depth] = state
        depth &+= 1
        state = next
        let kind = kinds[Int(next)]
        if kind & XMLPaths.keepsTag != 0 { openTags.append(startTag) }
        isCollecting = kind & XMLPaths.collects != 0
        textCount = 0
        if kind & XMLPaths.tellsBeginning != 0 {
            toldURI = uri
            do {
                let view = XMLAttributes(pairs: attributes, count: count)
                try handler.begin(Int(fields[Int(next)]), view, self)
            } catch { stop(error) }
        }
    }

    @inline(__always) fileprivate func end() {
        guard !hasFailed else { return }
        if skipping > 0 {
            skipping &-= 1
            return
        }
        guard depth > 0 else { return }
        let kind = kinds[Int(state)]
        if kind & XMLPaths.keepsTag != 0 { openTags.removeLast() }
        if kind & XMLPaths.tellsEnd != 0 {
            do {
                let bytes = Bytes(start: text, count: textCount)
                try handler.end(Int(fields[Int(state)]), text: bytes, self)
            } catch { stop(error) }
        }
        depth &-= 1
        state = stack[depth]
        isCollecting = false
        textCount = 0
    }

    @inline(__always) fileprivate func characters(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
        guard isCollecting, skipping == 0, let bytes else { return }
        // What `text` has room for.
        if textCount + count > Limits.text { return refuse("text \(Limits.text) bytes") }
        (text + textCount).update(from: bytes, count: count)
        textCount &+= count
    }
}

/// Calls the reader behind a callback's user data, which outlives its own context.
@inline(__always) private func told(
    _ user: UnsafeMutableRawPointer?, _ body: (XMLReader) -> Void
) {
    guard let user else { preconditionFailure("libxml2 lost its user data") }
    Unmanaged<XMLReader>.fromOpaque(user)._withUnsafeGuaranteedRef(body)
}
