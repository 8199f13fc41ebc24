import Foundation
import Glibc
import Linux
import Model

/// Reads conmon's log file of one dyno and turns it into Heroku's form.
/// conmon's line: `2026-11-23T12:38:09.664212858+00:00 stdout F text`; `P` for a part of a longer one.
struct DynoLogTail {
    static let lastLinesMax = 30

    let app: AppName
    let process: String
    let path: String
    let lineBytesMax: Int
    /// Bytes of the file that have been read; kept beside it, for the next runner.
    private(set) var position: Int
    private(set) var last: [String] = []
    private var torn: [UInt8] = []
    /// Where the last whole line ends, and what of that is on disk.
    private var linesEnd: Int?
    private var savedEnd: Int?
    private var partial: [String: [UInt8]] = [:]

    init(app: AppName, process: String, path: String, lineBytesMax: Int) {
        self.app = app
        self.process = process
        self.path = path
        self.lineBytesMax = lineBytesMax
        // Nothing was kept, or what was kept is of a file that is no more: from the beginning.
        position = (try? Files.text(path + ".position")).flatMap { Int($0) } ?? 0
        let current = Files.exists(path + ".1") ? path + ".1" : path
        if position > Int(Files.status(current)?.st_size ?? 0) { position = 0 }
    }

    /// New lines since the last call: of a file that was turned over the rest, then those of the new one. `isLast` also
    /// gives out a line that has no end yet.
    mutating func read(isLast: Bool = false) throws -> [String] {
        let old = path + ".1"
        guard Files.exists(old) else { return try read(path, isLast: isLast) }
        // As long as there is no new file, the old one grows.
        let isComplete = Files.exists(path)
        let rest = try read(old, isLast: false)
        guard isComplete || isLast else { return rest }
        position = 0
        try Files.remove(old)
        return rest + (try read(path, isLast: isLast))
    }

    private mutating func read(_ path: String, isLast: Bool) throws -> [String] {
        guard Files.exists(path) else { return [] }
        let file = try Descriptor.open(path, O_RDONLY)
        guard lseek(file.number, off_t(position), SEEK_SET) >= 0 else { throw SystemError("seek in", path) }
        var lines: [String] = []
        while let part = try readSome(from: file.number, limit: 1 << 20), !part.isEmpty {
            position += part.count
            torn += part
            while let end = torn.firstIndex(of: 10) {
                take(torn[..<end], &lines)
                torn.removeSubrange(...end)
            }
        }
        if isLast { for stream in partial.keys.sorted() { flush(stream, Moment.text(), &lines) } }
        if partial.isEmpty { linesEnd = position - torn.count }
        last = Array((last + lines.map { Self.text(of: $0) }).suffix(Self.lastLinesMax))
        return lines
    }

    /// Remembers for the next runner how far the lines went that were handed on. To be called after that: where we are
    /// killed in between, lines are repeated, never lost.
    mutating func save() {
        guard let safe = linesEnd, safe != savedEnd else { return }
        savedEnd = safe
        // Best effort, as said above; it need not survive a power cut, which no dyno does either.
        try? Descriptor.open(path + ".position", O_WRONLY | O_CREAT, mode: 0o600).write(all: Self.digits(safe))
    }

    /// Always as many bytes, so that writing over them leaves no moment without a number.
    private static func digits(_ number: Int) -> [UInt8] {
        let text = String(number)
        return Array((String(repeating: "0", count: max(0, 20 - text.count)) + text).utf8)
    }

    private mutating func take(_ line: ArraySlice<UInt8>, _ lines: inout [String]) {
        let words = line.split(separator: 32, maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count == 4 else { return }
        let stream = String(decoding: words[1], as: UTF8.self)
        partial[stream, default: []] += words[3]
        let full = (partial[stream]?.count ?? 0) >= lineBytesMax
        if words[2].first == UInt8(ascii: "F") || full { flush(stream, Self.time(words[0]), &lines) }
    }

    private mutating func flush(_ stream: String, _ time: String, _ lines: inout [String]) {
        guard var rest = partial.removeValue(forKey: stream)?[...] else { return }
        repeat {
            lines.append("\(time) app[\(process)]: \(String(decoding: rest.prefix(lineBytesMax), as: UTF8.self))")
            rest = rest.dropFirst(lineBytesMax)
        } while !rest.isEmpty
    }

    /// Nanoseconds to microseconds, as everywhere else.
    private static func time(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let dot = text.firstIndex(of: "."), let zone = text[dot...].firstIndex(where: { "+-Z".contains($0) })
        else {
            return text
        }
        return text[..<dot] + "." + text[text.index(after: dot)..<zone].prefix(6) + text[zone...]
    }

    static func text(of line: String) -> String {
        guard let range = line.range(of: "]: ") else { return line }
        return String(line[range.upperBound...])
    }
}
