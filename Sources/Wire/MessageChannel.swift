import Glibc
import Linux
import Model

/// Values as lines of JSON over a stream socket.
package struct MessageChannel: ~Copyable {
    private let socket: Descriptor
    private var reader: LineReader

    package init(_ socket: consuming Descriptor) {
        reader = LineReader(socket.number)
        self.socket = socket
    }

    package static func connect(_ path: String) throws(SystemError) -> MessageChannel {
        MessageChannel(try UnixSocket.connect(path))
    }

    package var number: Int32 { socket.number }

    package func send(_ message: some Encodable) throws {
        try send(bytes: Self.line(message))
    }

    /// A message as `line` makes it.
    package func send(bytes: [UInt8]) throws(SystemError) { try UnixSocket.send(bytes, over: socket.number) }

    /// The next message; nil where the peer has closed.
    package mutating func receive<Message: Decodable>(_ type: Message.Type) throws -> Message? {
        try receiveLine().map { try Self.value(type, of: $0) }
    }

    /// The next message as it came; nil where the peer has closed.
    package mutating func receiveLine() throws(SystemError) -> [UInt8]? { try reader.next() }

    /// What follows a message that announces it.
    package mutating func receive(bytes count: Int64, _ body: ([UInt8]) throws -> Void) throws {
        var rest = count
        while rest > 0 {
            let part = try reader.nextBytes(limit: Int(clamping: min(rest, 1 << 18)))
            guard !part.isEmpty else { throw SystemError("read", "all of an answer", code: EPROTO) }
            try body(part)
            rest -= Int64(part.count)
        }
    }

    package static func value<Message: Decodable>(_ type: Message.Type, of line: [UInt8]) throws -> Message {
        try JSONCoder.decode(type, from: line)
    }

    /// A message as it goes over the wire, its end included.
    package static func line(_ message: some Encodable) throws -> [UInt8] {
        try JSONCoder.encode(message) + [ASCII.lineFeed]
    }
}
