import Importers

/// A field of a statement that states money, a number of entries, or a side.
struct StatedField {
    let name: String
    let range: Range<Int>
    /// What may stand there instead, for a field that is no number.
    var others: [String] = []
}

/// A change of a statement: other bytes in place of a range.
struct FieldChange {
    let range: Range<Int>
    let bytes: [UInt8]

    func apply(_ file: [UInt8]) -> [UInt8] {
        Array(file[..<range.lowerBound]) + bytes + Array(file[range.upperBound...])
    }
}

extension StatedField {
    /// Each digit another one (all nine in the long form), each side the other, signs both ways.
    func changes(in file: [UInt8]) -> [FieldChange] {
        if !others.isEmpty {
            return others.map { FieldChange(range: range, bytes: Array($0.utf8)) }
        }
        var changes = range.filter { file[$0] >= 48 && file[$0] <= 57 }.flatMap { position in
            let shifts = Harness.isLong ? Array(1...9) : [1 + position % 9, 1 + (position + 4) % 9]
            return shifts.map { shift in
                let digit = 48 + UInt8((Int(file[position]) - 48 + shift) % 10)
                return FieldChange(range: position..<position + 1, bytes: [digit])
            }
        }
        if let first = range.first, name.hasSuffix("±") {
            let sign = file[first] == UInt8(ascii: "-") ? first..<first + 1 : first..<first
            changes.append(FieldChange(range: sign, bytes: sign.isEmpty ? [45] : []))
        }
        return changes
    }
}

/// Finds the stated fields of a statement.
struct FieldFinder {
    private let file: [UInt8]
    private(set) var fields: [StatedField] = []

    init(_ file: [UInt8], _ statement: Statement) {
        self.file = file
        switch statement.format {
        case .camt, .ofx: findElements(statement.currency)
        case .mt940: findTags()
        case .bai2: findBAI2()
        case .cfonb120: findColumns(length: 120, FieldFinder.cfonb)
        case .coda: findColumns(length: 128, FieldFinder.coda)
        case .norma43: findColumns(length: 80, FieldFinder.norma)
        case .qif: findQIF()
        default: findCSV(statement)
        }
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: file[range], as: UTF8.self)
    }

    private mutating func add(_ name: String, _ range: Range<Int>, _ others: [String] = []) {
        if !range.isEmpty { fields.append(StatedField(name: name, range: range, others: others)) }
    }

    // MARK: Elements

    private static let amounts: Set = [
        "Amt", "Sum", "NbOfNtries", "NbOfTxs", "TtlNetNtryAmt", "XchgRate", "TRNAMT", "BALAMT",
        "TOTAL", "UNITS", "UNITPRICE", "CURRATE",
    ]

    /// Leaves of XML or SGML: text right behind a start tag; what has none is an aggregate.
    private mutating func findElements(_ currency: String) {
        var open: [String] = []
        var balance = ""
        var at = 0
        while let start = file[at...].firstIndex(of: UInt8(ascii: "<")),
            let end = file[start...].firstIndex(of: UInt8(ascii: ">"))
        {
            at = end + 1
            let tag = text(start + 1..<end).split { " /:".contains($0) }.map { String($0) }
            let name = tag.first { !["n1", "env", "h"].contains($0) } ?? ""
            if file[start + 1] == UInt8(ascii: "/") {
                if open.last == name { open.removeLast() }
                continue
            }
            guard file[start + 1] != UInt8(ascii: "?"), file[end - 1] != UInt8(ascii: "/") else {
                continue
            }
            let stop = file[at...].firstIndex { $0 == UInt8(ascii: "<") || $0 == 10 } ?? file.count
            let value = text(at..<stop).filter { $0 != "\r" }
            if value.allSatisfy({ $0 == " " }) {
                open.append(name)
                continue
            }
            let parent = open.last ?? ""
            if parent == "CdOrPrtry" { balance = value }
            let full = (parent == "Bal" ? "Bal \(balance)/" : parent + "/") + name
            if FieldFinder.amounts.contains(name) {
                let isSigned = ["TRNAMT", "BALAMT", "TOTAL"].contains(name)
                let tag = text(start..<end)
                let isForeign = tag.contains("Ccy=") && !tag.contains(currency)
                add(full + (isSigned ? " ±" : isForeign ? " foreign" : ""), at..<stop)
            } else if name == "CdtDbtInd" {
                add(full, at..<stop, [value == "CRDT" ? "DBIT" : "CRDT"])
            }
        }
    }

    // MARK: Lines

    /// The lines of the file, without their ends.
    private var lines: [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for (index, byte) in file.enumerated() where byte == 10 || byte == 13 {
            lines.append(start..<index)
            start = index + 1
        }
        return (lines + [start..<file.count]).filter { !$0.isEmpty }
    }

    private func isDigit(_ index: Int) -> Bool { file[index] >= 48 && file[index] <= 57 }

    private mutating func findTags() {
        for line in lines {
            let text = text(line)
            func from(_ start: Int) -> Range<Int> { line.lowerBound + start..<line.upperBound }
            if text.hasPrefix(":61:") {
                var at = line.lowerBound + 4
                while isDigit(at), at - line.lowerBound < 14 { at += 1 }
                let mark = at
                while !isDigit(at) { at += 1 }
                let sides = String(decoding: file[mark..<at], as: UTF8.self)
                let others = sides.contains("D") ? ("D", "C") : ("C", "D")
                add(":61: mark", mark..<at, [sides.replacing(others.0, with: others.1)])
                let amount = at
                while isDigit(at) || file[at] == 44 || file[at] == 46 { at += 1 }
                add(":61: amount", amount..<at)
            } else if let tag = ["60F", "60M", "62F", "62M", "64", "65"].first(
                where: { text.hasPrefix(":\($0):") })
            {
                let start = tag.utf8.count + 2
                let mark = from(start).prefix(1)
                add(":\(tag): mark", mark, [file[mark.lowerBound] == 67 ? "D" : "C"])
                add(":\(tag): amount", from(start + 10))
            } else if text.hasPrefix(":86:/SUM/") {
                add(":86: sums", from(9))
            } else if text.hasPrefix(":90") {
                add(String(text.prefix(5)) + " totals", from(5))
            }
        }
    }

    private mutating func findQIF() {
        for line in lines where file[line.lowerBound] == UInt8(ascii: "T") {
            if isDigit(line.upperBound - 1) { add("T ±", line.lowerBound + 1..<line.upperBound) }
        }
    }

    private mutating func findCSV(_ statement: Statement) {
        guard let header = lines.first else { return }
        let names = text(header).split(separator: Character(UnicodeScalar(statement.delimiter)))
        let kind = statement.columns["balance"] == nil ? "list " : ""
        for (row, line) in lines.dropFirst().enumerated() {
            var start = line.lowerBound
            var column = 0
            for index in line where file[index] == statement.delimiter || index == line.last {
                let end = index == line.last ? index + 1 : index
                let name = statement.columns.first { $0.value == names[column] }?.key ?? ""
                let place = kind.isEmpty && row == 0 && name == "amount" ? "first " : kind
                if ["amount", "balance"].contains(name) { add(place + name + " ±", start..<end) }
                start = index + 1
                column += 1
            }
        }
    }
}

extension FieldFinder {
    // MARK: Columns

    typealias Columns = [(record: String, name: String, first: Int, last: Int)]

    private static let cfonb: Columns = ["01", "04", "07"].map { ($0, "amount {", 91, 104) }

    private static let coda: Columns = [
        ("1", "sign", 43, 43), ("1", "balance", 44, 58), ("21", "sign", 32, 32),
        ("21", "amount", 33, 47), ("8", "sign", 42, 42), ("8", "balance", 43, 57),
        ("9", "records", 17, 22), ("9", "debits", 23, 37), ("9", "credits", 38, 52),
    ]

    private static let norma: Columns = [
        ("11", "key", 33, 33), ("11", "balance", 34, 47), ("22", "key", 28, 28),
        ("22", "amount", 29, 42), ("33", "debits", 21, 25), ("33", "debit sum", 26, 39),
        ("33", "credits", 40, 44), ("33", "credit sum", 45, 58), ("33", "key", 59, 59),
        ("33", "balance", 60, 73), ("88", "records", 21, 26),
    ]

    /// Records of a fixed width, on lines or one behind the other.
    private mutating func findColumns(length: Int, _ columns: Columns) {
        let records =
            lines.count > 1
            ? lines : stride(from: 0, to: file.count, by: length).map { $0..<$0 + length }
        for record in records {
            for column in columns {
                let start = record.lowerBound
                guard file[record].starts(with: column.record.utf8) else { continue }
                let range = start + column.first - 1..<start + column.last
                let name = column.record + " " + column.name
                if !column.name.hasSuffix("{") {
                    add(name, range)
                    continue
                }
                add(name, range.dropLast())
                // The last digit carries the sign: another digit, and the other sign.
                let letters = Array("{ABCDEFGHI}JKLMNOPQR")
                let place = letters.firstIndex { $0.asciiValue == file[range.upperBound - 1] } ?? 0
                // A zero of the other sign is the same zero.
                let isZero = file[range.dropLast()].allSatisfy { $0 == 48 } && place % 10 == 0
                let all = Harness.isLong ? Array(1...19) : [3, 10, 13]
                let shifts = all.filter { !isZero || $0 != 10 }
                add(
                    name, range.suffix(1), shifts.map { String(letters[(place + $0) % 20]) })
            }
        }
    }

    // MARK: BAI2

    private mutating func findBAI2() {
        var record = ""
        for line in lines.flatMap({ pieces($0) }) {
            var fields: [Range<Int>] = []
            var start = line.lowerBound
            for index in line where file[index] == 44 || file[index] == 47 || index == line.last {
                let isMark = file[index] == 44 || file[index] == 47
                fields.append(start..<(isMark ? index : index + 1))
                start = index + 1
                if file[index] == 47 { break }
            }
            let code = text(fields[0])
            if code != "88" { record = code }
            switch (record, code) {
            case ("03", "03"): addSummaries(fields.dropFirst(3))
            case ("03", _): addSummaries(fields.dropFirst(1))
            case ("16", "16"):
                add("16 amount", fields[2])
                addFunds(fields.dropFirst(3), "16 funds")
            case ("49", _), ("98", _), ("99", _):
                let names =
                    record == "49" ? ["total", "records"] : ["total", "members", "records"]
                for (name, field) in zip(names, fields.dropFirst()) {
                    add("\(code) \(name)", field)
                }
            default: break
            }
        }
    }

    /// Lines that are padded to eighty characters and follow each other without a line end.
    private func pieces(_ line: Range<Int>) -> [Range<Int>] {
        guard line.count > 240, line.count % 80 == 0 else { return [line] }
        return stride(from: line.lowerBound, to: line.upperBound, by: 80).map { $0..<$0 + 80 }
    }

    private mutating func addSummaries(_ fields: ArraySlice<Range<Int>>) {
        var rest = fields
        while let type = rest.popFirst(), let amount = rest.popFirst() {
            let code = text(type)
            let known = ["010", "015", "100", "400"].contains(code)
            add("03 \(known ? code : "other") amount", amount)
            if let items = rest.popFirst() { add("03 items", items) }
            _ = rest.popFirst()
        }
    }

    private mutating func addFunds(_ fields: ArraySlice<Range<Int>>, _ name: String) {
        var rest = fields
        switch rest.popFirst().map({ text($0) }) {
        case "S": for amount in rest.prefix(3) { add(name, amount) }
        case "D":
            guard let count = rest.popFirst().flatMap({ Int(text($0)) }) else { return }
            for (index, field) in rest.prefix(2 * count).enumerated() where index % 2 == 1 {
                add(name, field)
            }
        default: break
        }
    }
}
