import Linux
import Model

/// A tar archive as it comes, from whoever sends it: entry after entry, nothing of it believed, and no more of it in memory than a
/// header. Plain tar with the extensions of POSIX (pax) and GNU for long names, which is what `git archive` and `tar` write.
package struct TarStream {
    package enum Kind: Hashable, Sendable { case file, executable, directory, link }

    package struct Entry: Hashable, Sendable {
        /// As it is written, without `./` before it and `/` behind it.
        package var path: [UInt8]
        package var kind: Kind
        package var size: Int64
        /// Of a link.
        package var target: [UInt8]
    }

    private static let blockBytes = 512
    /// Of what extends a header: a path, and what else pax writes.
    private static let extensionBytesMax = 64 << 10
    private static let partBytes = 1 << 18
    /// What no disk has, and what numbers can be made of.
    private static let sizeMax: Int64 = 1 << 50

    private let number: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    private var hasCome = false
    /// Of the newest entry, and the zeros behind it.
    private var rest: Int64 = 0
    private var padding: Int64 = 0

    /// - Parameter number: where it is read from. Borrowed.
    package init(_ number: Int32) { self.number = number }

    /// The next entry; nil at the end. What was not read of the one before is passed over.
    package mutating func next() throws(TarError) -> Entry? {
        try skip(rest + padding)
        (rest, padding) = (0, 0)
        var long = LongNames()
        while true {
            guard let block = try block() else { throw hasCome ? .cut : .empty }
            hasCome = true
            let header = TarHeader(block[...])
            if header.isEmpty {
                // Whoever sends it writes to its end, and must not be cut off.
                while try !fill().isEmpty {}
                return nil
            }
            let size = try header.size()
            switch header.type {
            case "x": try long.read(pax: try extended(size))
            case "g": _ = try extended(size)
            case "L": long.path = try Self.terminated(extended(size))
            case "K": long.target = try Self.terminated(extended(size))
            default: return try entry(header, long, size: long.size ?? size)
            }
        }
    }

    /// The bytes of the newest entry, piece by piece.
    package mutating func contents(_ body: ([UInt8]) throws -> Void) throws {
        while rest > 0 {
            let part = try take(Int(clamping: min(rest, Int64(Self.partBytes))))
            rest -= Int64(part.count)
            try body(part)
        }
    }

    private mutating func entry(_ header: TarHeader, _ long: LongNames, size: Int64) throws(TarError) -> Entry {
        var path = (long.path ?? header.path)[...]
        while path.starts(with: Array("./".utf8)) { path = path.dropFirst(2) }
        while path.last == UInt8(ascii: "/") { path = path.dropLast() }
        let kind: Kind
        switch header.type {
        case "0", "\0", "7": kind = try header.isExecutable() ? .executable : .file
        case "2": kind = .link
        case "5": kind = .directory
        default: throw .kind(header.type, Array(path))
        }
        guard size <= Self.sizeMax else { throw .header("it says that a file has \(size) bytes") }
        if kind == .file || kind == .executable {
            rest = size
            padding = (Int64(Self.blockBytes) - size % Int64(Self.blockBytes)) % Int64(Self.blockBytes)
        }
        let target = kind == .link ? long.target ?? header.target : []
        return Entry(path: Array(path), kind: kind, size: rest, target: target)
    }

    private mutating func extended(_ size: Int64) throws(TarError) -> [UInt8] {
        guard size <= Self.extensionBytesMax else { throw .header("it extends a name by \(size) bytes") }
        var bytes: [UInt8] = []
        while bytes.count < Int(size) { bytes += try take(Int(size) - bytes.count) }
        try skip((Int64(Self.blockBytes) - size % Int64(Self.blockBytes)) % Int64(Self.blockBytes))
        return bytes
    }

    private static func terminated(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix { $0 != 0 }) }

    /// nil where nothing comes any more, before the first byte of it.
    private mutating func block() throws(TarError) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < Self.blockBytes {
            if start == buffer.count, try fill().isEmpty {
                guard bytes.isEmpty else { throw .cut }
                return nil
            }
            bytes += try take(Self.blockBytes - bytes.count)
        }
        return bytes
    }

    private mutating func skip(_ count: Int64) throws(TarError) {
        var left = count
        while left > 0 { left -= Int64(try take(Int(clamping: min(left, Int64(Self.partBytes)))).count) }
    }

    /// Some of what comes, and at least a byte.
    private mutating func take(_ count: Int) throws(TarError) -> [UInt8] {
        if start == buffer.count, try fill().isEmpty { throw .cut }
        let part = Array(buffer[start...].prefix(count))
        start += part.count
        return part
    }

    private mutating func fill() throws(TarError) -> [UInt8] {
        do throws(SystemError) {
            while true {
                guard let part = try readSome(from: number, limit: Self.partBytes) else { continue }
                (buffer, start) = (part, 0)
                return part
            }
        } catch {
            throw .system(error)
        }
    }
}

/// What comes before an entry and is too long for its header.
private struct LongNames {
    var path: [UInt8]?
    var target: [UInt8]?
    var size: Int64?

    /// `LENGTH NAME=VALUE\n`, again and again.
    mutating func read(pax bytes: [UInt8]) throws(TarError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let space = rest.prefix(10).firstIndex(of: UInt8(ascii: " ")),
                let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
                length > space - rest.startIndex + 1, length <= rest.count, let equals = rest[space...].firstIndex(of: UInt8(ascii: "=")),
                equals < rest.startIndex + length
            else { throw .header("a record of pax cannot be read") }
            let end = rest.startIndex + length
            let value = Array(rest[(equals + 1)..<end].dropLast())
            switch String(decoding: rest[(space + 1)..<equals], as: UTF8.self) {
            case "path": path = value
            case "linkpath": target = value
            case "size":
                guard let number = Int64(String(decoding: value, as: UTF8.self)), number >= 0 else {
                    throw .header("a size cannot be read")
                }
                size = number
            default: break
            }
            rest = rest[end...]
        }
    }
}
