import Glibc
import Linux
import Model

/// Objects of a repository by way of `git cat-file --batch-command --buffer`: whoever holds the two ends of its pipes needs no right
/// to the repository, and what it reads is checked here as what it is: bytes of another process.
package final class ObjectPipe {
    package enum Kind: String, Hashable, Sendable { case commit, tree, blob, tag }

    package struct Header: Hashable, Sendable {
        package let id: String
        package let kind: Kind
        package let bytes: Int64
    }

    /// Questions that are under way at once: together they are shorter than a pipe, so that neither side waits for the other.
    package static let ahead = 256
    private static let headerBytesMax = 256
    private static let bufferBytes = 256 << 10

    private let requests: Descriptor
    private let answers: Descriptor
    private let buffer: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0

    package init(requests: consuming Descriptor, answers: consuming Descriptor) {
        self.requests = requests
        self.answers = answers
        buffer = .allocate(byteCount: Self.bufferBytes, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// Asks for the contents of objects; each is to be read by `header` and then `contents` or `pass`, in order.
    package func ask(contents ids: some Sequence<String>) throws(GitError) { try ask("contents", ids) }

    /// Asks for what objects are; each is to be read by `header`.
    package func ask(headers ids: some Sequence<String>) throws(GitError) { try ask("info", ids) }

    private func ask(_ verb: String, _ ids: some Sequence<String>) throws(GitError) {
        var text: [UInt8] = []
        for id in ids {
            // A name of another form would be an expression, which git looks up in its own ways.
            guard CommitID.isName(id) else { throw .notFound("object `\(id)`") }
            text += verb.utf8
            text.append(ASCII.space)
            text += id.utf8
            text.append(ASCII.lineFeed)
        }
        guard !text.isEmpty else { return }
        // git answers all of them at once, and not each with a write of its own.
        text += "flush\n".utf8
        try system { () throws(SystemError) in try writeAll(text, to: requests.number) }
    }

    /// The answer to the oldest question.
    package func header(of id: String) throws(GitError) -> Header {
        let line = try line()
        if let bytes = Self.bytes(ofFile: id, line) { return Header(id: id, kind: .blob, bytes: bytes) }
        let words = line.split(separator: ASCII.space, maxSplits: 3, omittingEmptySubsequences: false)
        func shown() -> String { String(decoding: line.prefix(80), as: UTF8.self) }
        guard let first = words.first, first.elementsEqual(id.utf8) else { throw Self.broken("it answers `\(shown())` about \(id)") }
        if words.count == 2, words[1].elementsEqual("missing".utf8) { throw .notFound("object \(id)") }
        guard words.count == 3, let kind = Self.kind(words[1]), let bytes = Int64(String(decoding: words[2], as: UTF8.self)), bytes >= 0
        else { throw Self.broken("it says `\(shown())`") }
        return Header(id: id, kind: kind, bytes: bytes)
    }

    private static func kind(_ word: ArraySlice<UInt8>) -> Kind? { Kind(rawValue: String(decoding: word, as: UTF8.self)) }

    private static let digitsMax = 18

    /// What is said of nearly all objects, `ID blob BYTES`, read byte by byte: with generic code a plan of a large tree spent a third
    /// of its time on it. nil: the line says something else.
    private static func bytes(ofFile id: String, _ line: [UInt8]) -> Int64? {
        line.withUnsafeBytes { line in
            var place = 0
            func skips(_ text: String.UTF8View) -> Bool {
                for byte in text {
                    guard place < line.count, line[place] == byte else { return false }
                    place += 1
                }
                return true
            }
            guard skips(id.utf8), skips(" blob ".utf8), place < line.count, line.count - place <= digitsMax else { return nil }
            var bytes: Int64 = 0
            while place < line.count {
                guard ASCII.isDigit(line[place]) else { return nil }
                bytes = bytes * 10 + Int64(line[place] - UInt8(ascii: "0"))
                place += 1
            }
            return bytes
        }
    }

    /// The bytes that come behind a header, one that is over `limit` is an error.
    package func contents(_ header: Header, limit: Int64) throws(GitError) -> [UInt8] {
        guard header.bytes <= limit else { throw .objectTooLarge(id: header.id, bytes: header.bytes, limit: limit) }
        var all: [UInt8] = []
        all.reserveCapacity(Int(header.bytes))
        try pass(header) { part throws(GitError) in all += part }
        return all
    }

    /// Lends the bytes that come behind a header, piece by piece.
    package func pass(_ header: Header, _ body: (UnsafeRawBufferPointer) throws(GitError) -> Void) throws(GitError) {
        var rest = header.bytes
        while rest > 0 {
            if start == end { try fill() }
            let count = min(end - start, Int(clamping: rest))
            try body(UnsafeRawBufferPointer(rebasing: buffer[start..<start + count]))
            start += count
            rest -= Int64(count)
        }
        if start == end { try fill() }
        guard buffer[start] == UInt8(ascii: "\n") else { throw Self.broken("\(header.id) has not the size that it says") }
        start += 1
    }

    /// One object, asked for and read at once.
    package func read(_ id: String, _ kind: Kind, limit: Int64) throws(GitError) -> [UInt8] {
        try ask(contents: [id])
        let header = try header(of: id)
        guard header.kind == kind else {
            throw .library(operation: "read \(id)", code: -1, detail: "it is a \(header.kind.rawValue), not a \(kind.rawValue)")
        }
        return try contents(header, limit: limit)
    }

    private func line() throws(GitError) -> [UInt8] {
        var line: [UInt8] = []
        while true {
            if start == end { try fill() }
            let part = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
            if let first = part.baseAddress, let found = memchr(first, Int32(ASCII.lineFeed), part.count) {
                let count = UnsafeRawPointer(found) - first
                line.append(contentsOf: UnsafeRawBufferPointer(start: first, count: count))
                start += count + 1
                return line
            }
            line.append(contentsOf: part)
            start = end
            guard line.count <= Self.headerBytesMax else { throw Self.broken("it says more than a header") }
        }
    }

    private func fill() throws(GitError) {
        while true {
            let count = Glibc.read(answers.number, buffer.baseAddress, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .system(SystemError("read from", "git")) }
            guard count > 0 else { throw Self.broken("it has ended") }
            (start, end) = (0, count)
            return
        }
    }

    private static func broken(_ detail: String) -> GitError {
        .library(operation: "read objects from git", code: -1, detail: detail)
    }
}
