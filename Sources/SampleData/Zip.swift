/// A ZIP archive of stored entries, all dated 1980-01-01 (APPNOTE 6.3.10, 4.3.7 to 4.3.16).
struct Zip {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt64 = 0

    mutating func add(_ name: String, _ content: [UInt8]) {
        let place = UInt64(body.count)
        var head = number(20, 2) + number(0x0800, 2) + number(0, 2) + number(0x0021_0000, 4)
        head += number(UInt64(checksum(content)), 4)
        head += number(UInt64(content.count), 4) + number(UInt64(content.count), 4)
        head += number(UInt64(name.utf8.count), 2) + number(0, 2)
        body += number(0x0403_4B50, 4) + head + Array(name.utf8) + content
        directory += number(0x0201_4B50, 4) + number(20, 2) + head + number(0, 2) + number(0, 4)
        directory += number(0, 4) + number(place, 4) + Array(name.utf8)
        count += 1
    }

    var bytes: [UInt8] {
        var end = number(0x0605_4B50, 4) + number(0, 4) + number(count, 2) + number(count, 2)
        end += number(UInt64(directory.count), 4) + number(UInt64(body.count), 4) + number(0, 2)
        return body + directory + end
    }

    /// Little-endian.
    private func number(_ value: UInt64, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    /// CRC-32 (ISO 3309).
    private func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
