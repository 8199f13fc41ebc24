import Glibc

@testable import Router

/// A client that writes frames of HTTP/2 (RFC 9113) itself, so that it can write wrong ones too.
final class HTTP2Client {
    struct Frame {
        var type: UInt8
        var flags: UInt8
        var stream: UInt32
        var payload: [UInt8]
    }

    private let peer: Peer
    private let host: String
    private var frames: [Frame] = []
    /// The router has ended the connection, in order or by a reset.
    var isClosed: Bool { peer.isEnded }

    init(_ router: TestRouter, host: String = "myapp.test") throws {
        peer = try router.client()
        self.host = host
        peer.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        send(4, 0, 0, [])
    }

    func write(_ bytes: [UInt8]) { peer.write(bytes) }

    func send(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) {
        peer.write(Self.frame(type, flags, stream, payload))
    }

    static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
        let count = payload.count
        let head = Array(number(UInt32(count)).dropFirst()) + [type, flags]
        return head + number(stream) + payload
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }

    /// Literals without a name from a table (RFC 7541, 6.2.2), each shorter than 127 bytes.
    static func block(_ fields: [(String, String)]) -> [UInt8] {
        fields.flatMap { name, value -> [UInt8] in
            var bytes: [UInt8] = [0, UInt8(name.utf8.count)]
            bytes += Array(name.utf8)
            bytes.append(UInt8(value.utf8.count))
            bytes += Array(value.utf8)
            return bytes
        }
    }

    func fields(_ path: String) -> [(String, String)] {
        [(":method", "GET"), (":scheme", "http"), (":authority", host), (":path", path)]
    }

    func request(_ stream: UInt32, _ path: String) { request(stream, fields: fields(path)) }
    func request(_ stream: UInt32, fields: [(String, String)]) { send(1, 5, stream, Self.block(fields)) }
    func reset(_ stream: UInt32) { send(3, 0, stream, [0, 0, 0, 8]) }
    func update(_ stream: UInt32, by count: UInt32) { send(8, 0, stream, Self.number(count)) }

    /// The next frame that is not about the connection's settings.
    func next() -> Frame? {
        while true {
            guard let head = peer.take(9) else { return nil }
            let count = head[..<3].reduce(0) { $0 << 8 | Int($1) }
            guard let payload = peer.take(count) else { return nil }
            let stream = head[5...].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
            if head[3] == 4 || head[3] == 6 { continue }
            return Frame(type: head[3], flags: head[4], stream: stream, payload: payload)
        }
    }

    /// The whole body of an answer; frames of other streams are passed over.
    func takeData(of stream: UInt32) -> [UInt8]? {
        var data: [UInt8] = []
        while let frame = next() {
            guard frame.stream == stream else { continue }
            if frame.type == 3 { return nil }
            if frame.type == 0 { data += frame.payload }
            if frame.flags & 1 == 1, frame.type <= 1 { return data }
        }
        return nil
    }

    /// Takes so many bytes of a body, or fewer where it ends.
    func take(_ count: Int, of stream: UInt32) -> Int {
        var taken = 0
        while taken < count, let frame = next() {
            guard frame.stream == stream, frame.type == 0 else { continue }
            taken += frame.payload.count
            if frame.flags & 1 == 1 { break }
        }
        return taken
    }

    /// Whether the router says GOAWAY, and closes, where that is asked for.
    func takeGoodbye(closing: Bool = true) -> Bool {
        var isSaid = false
        while let frame = next() {
            guard frame.type == 7 else { continue }
            isSaid = true
            if !closing { return true }
        }
        return isSaid
    }

    /// A reset of the stream, an answer that is an error, or the end of the connection.
    func isRefused(_ stream: UInt32) -> Bool {
        while let frame = next() {
            if frame.type == 7 { return true }
            guard frame.stream == stream else { continue }
            if frame.type == 3 { return true }
            // `:status: 400` is an entry of the static table (RFC 7541, appendix A): 12.
            if frame.type == 1 { return frame.payload.first == 0x80 | 12 }
        }
        return true
    }
}

/// What costs a server more than the client.
enum Flood: CaseIterable {
    case resets, settings, pings, emptyData, continuations, crumbs
}

extension HTTP2Client {
    /// Sends it so many times, or until the router closes.
    func flood(_ flood: Flood, times: Int) {
        if flood == .emptyData { send(1, 4, 1, Self.block(fields("/").map { $0 == ":method" ? ($0, "POST") : ($0, $1) })) }
        if flood == .continuations { send(1, 1, 1, Self.block(fields("/"))) }
        for number in 0..<times {
            let stream = UInt32(number * 2 + 1)
            let bytes: [UInt8]
            switch flood {
            case .resets: bytes = Self.frame(1, 5, stream, Self.block(fields("/"))) + Self.frame(3, 0, stream, [0, 0, 0, 8])
            case .settings: bytes = Self.frame(4, 0, 0, [0, 4, 0, 1, 0, 0])
            case .pings: bytes = Self.frame(6, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8])
            case .emptyData: bytes = Self.frame(0, 0, 1, [])
            case .continuations: bytes = Self.frame(9, 0, 1, Self.block([("x-a", "b")]))
            case .crumbs: bytes = Self.frame(8, 0, 0, [0, 0, 0, 1])
            }
            guard peer.tryWrite(bytes) else { return }
        }
    }
}

/// Heads that are not to reach a dyno.
enum BadHead: CaseIterable {
    case connection, transferEncoding, upperCase, lineEnd, noPath, spaceInPath, twoHosts, badHost, connect, pseudoAfter, length

    var fields: [(String, String)] {
        let plain = [(":method", "GET"), (":scheme", "http"), (":authority", "myapp.test"), (":path", "/")]
        return switch self {
        case .connection: plain + [("connection", "close")]
        case .transferEncoding: plain + [("transfer-encoding", "chunked")]
        case .upperCase: plain + [("X-Upper", "a")]
        case .lineEnd: plain + [("x-a", "b\r\nx-smuggled: c")]
        case .noPath: Array(plain.dropLast())
        case .spaceInPath: Array(plain.dropLast()) + [(":path", "/a HTTP/1.1\r\nx: y")]
        case .twoHosts: plain + [("host", "other.test")]
        case .badHost: [(":method", "GET"), (":scheme", "http"), (":authority", "my app"), (":path", "/")]
        case .connect: [(":method", "CONNECT"), (":authority", "myapp.test:443")]
        case .pseudoAfter: plain + [("x-a", "b"), (":path", "/other")]
        case .length: plain + [("content-length", "5")]
        }
    }
}
