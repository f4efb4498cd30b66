public import Accounting

/// What a date's text says.
public enum DateReading: Equatable, Sendable {
    case day(Day)
    case empty
    case malformed
    /// Not ISO 8601 and no pattern declared.
    case ambiguous
}

/// Reads dates by a declared pattern (`DD/MM/YYYY`, `YYYYMMDD`, `D-MMM-YY` …), else ISO 8601.
///
/// The whole text must fit the pattern and the day must exist; after the date a time of day may
/// follow (`2026-09-01T10:00:00+02:00`, `01-09-2026 10:00`): the day is the one written.
public struct DateReader: Sendable {
    private enum Part: Sendable, Equatable {
        case year(Int)
        case month(Int)
        case day(Int)
        case monthName
        case literal(UInt8)
    }
    private let parts: [Part]?

    /// The published form, ISO 8601.
    public init() { parts = nil }

    /// nil where the pattern names no year, month or day, or a field twice.
    public init?(pattern: String) {
        var parts: [Part] = []
        var rest = Substring(pattern)
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            rest = rest.dropFirst(run.count)
            switch (letter, run.count) {
            case ("Y", 4), ("Y", 2): parts.append(.year(run.count))
            case ("M", 3): parts.append(.monthName)
            case ("M", 1), ("M", 2): parts.append(.month(run.count))
            case ("D", 1), ("D", 2): parts.append(.day(run.count))
            case ("Y", _), ("M", _), ("D", _): return nil
            default: parts.append(contentsOf: run.utf8.map { .literal($0) })
            }
        }
        let years = parts.filter { if case .year = $0 { true } else { false } }
        let days = parts.filter { if case .day = $0 { true } else { false } }
        let months = parts.filter {
            switch $0 {
            case .month, .monthName: true
            default: false
            }
        }
        guard years.count == 1, months.count == 1, days.count == 1 else { return nil }
        self.parts = parts
    }

    public func read(_ bytes: Bytes) -> DateReading {
        let bytes = bytes.withoutBlanks
        if bytes.isEmpty { return .empty }
        guard let parts else { return iso(bytes) }
        return read(bytes, parts)
    }

    private func iso(_ bytes: Bytes) -> DateReading {
        guard bytes.count >= 10 else {
            return bytes.allSatisfy({ $0 >= 48 && $0 <= 57 || $0 == 46 || $0 == 47 || $0 == 45 })
                ? .ambiguous : .malformed
        }
        if let day = Day(iso: Bytes(rebasing: bytes[..<10])) {
            return bytes.count == 10 || isTime(bytes[10...]) ? .day(day) : .malformed
        }
        let shaped = bytes[..<10].allSatisfy { $0 >= 48 && $0 <= 57 || $0 == 46 || $0 == 47 }
        return shaped ? .ambiguous : .malformed
    }

    /// `T` or a blank, then digits, colons, points and a zone; ` UTC` alone is a day's zone.
    private func isTime(_ rest: Slice<Bytes>) -> Bool {
        if rest.elementsEqual(" UTC".utf8) { return true }
        guard let first = rest.first, first == UInt8(ascii: "T") || first == 32,
            rest.count >= 6
        else { return false }
        // hh:mm, then seconds, a fraction, a zone: digits and marks in that shape.
        let text = Array(rest.dropFirst())
        func two(_ at: Int, below limit: Int) -> Bool {
            guard at + 2 <= text.count, text[at] >= 48, text[at] <= 57, text[at + 1] >= 48,
                text[at + 1] <= 57
            else { return false }
            return Int(text[at] - 48) * 10 + Int(text[at + 1] - 48) < limit
        }
        guard two(0, below: 25), text[2] == 58, two(3, below: 60) else { return false }
        var index = 5
        if index < text.count, text[index] == 58 {
            guard two(6, below: 61) else { return false }
            index = 8
        }
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            while index < text.count, text[index] >= 48, text[index] <= 57 { index += 1 }
        }
        while index < text.count, text[index] == 32 { index += 1 }
        let zone = text[index...]
        if zone.isEmpty || zone.elementsEqual("Z".utf8) || zone.elementsEqual("UTC".utf8) {
            return true
        }
        guard let sign = zone.first, sign == 43 || sign == 45, two(index + 1, below: 15) else {
            return false
        }
        let minutes = zone.dropFirst(3).filter { $0 != 58 }
        return minutes.isEmpty
            || minutes.count == 2 && minutes.allSatisfy { $0 >= 48 && $0 <= 57 }
    }

    private func read(_ bytes: Bytes, _ parts: [Part]) -> DateReading {
        var index = 0
        var (year, month, day) = (0, 0, 0)
        func number(_ least: Int, _ most: Int) -> Int? {
            var value = 0
            var length = 0
            while index < bytes.count, length < most, bytes[index] >= 48, bytes[index] <= 57 {
                value = value * 10 + Int(bytes[index] - 48)
                index += 1
                length += 1
            }
            return length >= least ? value : nil
        }
        for part in parts {
            switch part {
            case .year(let width):
                guard let value = number(width, width) else { return .malformed }
                year = width == 4 ? value : value < 70 ? 2000 + value : 1900 + value
            case .month(let width):
                guard let value = number(width, 2) else { return .malformed }
                month = value
            case .day(let width):
                guard let value = number(width, 2) else { return .malformed }
                day = value
            case .monthName:
                guard let value = monthName(bytes, &index) else { return .malformed }
                month = value
            case .literal(let byte):
                guard index < bytes.count, bytes[index] == byte else { return .malformed }
                index += 1
            }
        }
        guard index == bytes.count || isTime(bytes[index...]),
            let value = Day(year: year, month: month, day: day)
        else { return .malformed }
        return .day(value)
    }

    /// English month names by their first three letters.
    private func monthName(_ bytes: Bytes, _ index: inout Int) -> Int? {
        guard index + 3 <= bytes.count else { return nil }
        let text = bytes[index..<index + 3].map { $0 | 0x20 }
        let names = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]
        guard let month = names.firstIndex(where: { Array($0.utf8) == text }) else { return nil }
        index += 3
        return month + 1
    }
}
