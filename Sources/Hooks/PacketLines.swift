import Glibc
import Linux
import Model

/// git's pkt-lines, from a process of git's own: four hexadecimal digits of a length that counts them, then bytes; `0000` ends a
/// section.
struct PacketLines {
    static let flush = Array("0000".utf8)

    private let number: Int32

    init(_ number: Int32) { self.number = number }

    static func packet(_ text: String) -> [UInt8] {
        let digits = String(text.utf8.count + 4, radix: 16)
        return Array((String(repeating: "0", count: max(0, 4 - digits.count)) + digits + text).utf8)
    }

    /// The lines of a section, without their ends.
    mutating func section(max: Int) throws -> [[UInt8]] {
        var lines: [[UInt8]] = []
        while let line = try line() {
            guard lines.count < max else { throw Failure(.limit, "git asks for more than \(max) things at once") }
            lines.append(line.last == ASCII.lineFeed ? line.dropLast() : line)
        }
        return lines
    }

    private mutating func line() throws -> [UInt8]? {
        let digits = String(decoding: try bytes(4), as: UTF8.self)
        guard let length = Int(digits, radix: 16), length == 0 || length >= 4 else {
            throw Failure(.internal, "git says `\(digits)` where it says how long a line is")
        }
        return length == 0 ? nil : try bytes(length - 4)
    }

    private func bytes(_ count: Int) throws -> [UInt8] {
        var all: [UInt8] = []
        while all.count < count {
            guard let part = try readSome(from: number, limit: count - all.count) else { continue }
            guard !part.isEmpty else { throw Failure(.cancelled, "git has gone") }
            all += part
        }
        return all
    }
}
