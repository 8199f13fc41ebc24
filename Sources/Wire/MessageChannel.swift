import FoundationEssentials
import Linux

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
        guard let line = try reader.next() else { return nil }
        return try JSONDecoder().decode(type, from: Data(line))
    }

    /// A message as it goes over the wire, its end included.
    package static func line(_ message: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(message)) + [10]
    }
}
