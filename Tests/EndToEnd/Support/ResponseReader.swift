import Linux
import Model

/// Reads the answers of one connection: a head, and a body of the length that it names.
final class ResponseReader {
    struct Response {
        var status: Int
        var body: String
        /// Nothing follows on this connection.
        var closes = false
    }

    private let number: Int32
    private var bytes: [UInt8] = []

    init(_ number: Int32) { self.number = number }

    func next() throws -> Response {
        let head = try head()
        let words = head.split(separator: " ", maxSplits: 2)
        guard words.count > 1, let status = Int(words[1].prefix(3)) else { throw Failure(.internal, "no answer: \(head)") }
        let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
            .flatMap { Int(String($0.dropFirst("content-length:".count)).trimmed) }
        guard let length else { throw Failure(.internal, "an answer without a length: \(head)") }
        while bytes.count < length { try more("a body of \(length) bytes") }
        defer { bytes.removeFirst(length) }
        return Response(
            status: status,
            body: String(decoding: bytes.prefix(length), as: UTF8.self),
            closes: head.lowercased().contains("\r\nconnection: close")
        )
    }

    /// Up to the empty line, which is taken as well.
    func head() throws -> String {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = bytes.firstRange(of: end) {
                defer { bytes.removeSubrange(..<range.upperBound) }
                return String(decoding: bytes[..<range.lowerBound], as: UTF8.self)
            }
            try more("a head")
        }
    }

    /// One line of a stream.
    func line() throws -> String {
        while true {
            if let end = bytes.firstIndex(of: 10) {
                defer { bytes.removeSubrange(...end) }
                return String(decoding: bytes[..<end], as: UTF8.self).trimmed
            }
            try more("a line")
        }
    }

    private func more(_ what: String) throws {
        guard let part = try readSome(from: number) else { throw Failure(.internal, "no answer in time, waiting for \(what)") }
        guard !part.isEmpty else { throw Failure(.internal, "the connection ended within \(what), after \(bytes.count) bytes") }
        bytes += part
    }
}
