/// Puts a request's head together as HTTP/1.1 has it, out of the fields of HTTP/2 (RFC 9113, 8.3).
///
/// What the reader of HTTP/1.1 heads refuses stays in, so that there is one place that refuses.
struct HeadBuilder {
    private var method: [UInt8] = []
    private var authority: [UInt8] = []
    private var path: [UInt8] = []
    private var fields: [UInt8] = []
    private var cookies: [UInt8] = []
    private var host: [UInt8] = []
    private var hasLength = false
    private var size = 0
    private var isBad = false
    private let sizeMax: Int

    private enum Names {
        static let method = Array(":method".utf8)
        static let authority = Array(":authority".utf8)
        static let path = Array(":path".utf8)
        static let host = Array("host".utf8)
        static let cookie = Array("cookie".utf8)
        static let contentLength = Array("content-length".utf8)
    }

    /// - Parameter sizeMax: bytes of all names and values.
    init(sizeMax: Int) { self.sizeMax = sizeMax }

    mutating func reset() {
        method.removeAll(keepingCapacity: true)
        authority.removeAll(keepingCapacity: true)
        path.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        cookies.removeAll(keepingCapacity: true)
        host.removeAll(keepingCapacity: true)
        (hasLength, size, isBad) = (false, 0, false)
    }

    mutating func add(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        size += name.count + value.count + 4
        guard size <= sizeMax else {
            isBad = true
            return
        }
        // The library checks as much; a line end would be a request of its own behind us.
        guard value.allSatisfy({ ($0 >= 32 && $0 != 127) || $0 == 9 }) else {
            isBad = true
            return
        }
        if name.first == 58 { return addPseudo(name, value) }
        switch name.count {
        case 4 where name.elementsEqual(Names.host):
            // A second one, or one unlike `:authority`, is left for the reader to refuse.
            if host.isEmpty { host.append(contentsOf: value) } else { append(name, value) }
        case 6 where name.elementsEqual(Names.cookie):
            if !cookies.isEmpty { cookies.append(contentsOf: "; ".utf8) }
            cookies.append(contentsOf: value)
        default:
            if name.count == 14, name.elementsEqual(Names.contentLength) { hasLength = true }
            append(name, value)
        }
    }

    private mutating func addPseudo(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        if name.elementsEqual(Names.method) {
            method.append(contentsOf: value)
        } else if name.elementsEqual(Names.path) {
            path.append(contentsOf: value)
        } else if name.elementsEqual(Names.authority) {
            authority.append(contentsOf: value)
        }
    }

    private mutating func append(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        Self.append(name, value, to: &fields)
    }

    /// A line, whatever is in it but a line's end: such a value becomes one that no reader takes.
    static func append(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, to lines: inout [UInt8]) {
        lines.append(contentsOf: name)
        lines.append(58)
        lines.append(32)
        if value.contains(where: { $0 == 13 || $0 == 10 }) { lines.append(0) } else { lines.append(contentsOf: value) }
        lines.append(13)
        lines.append(10)
    }

    /// nil where the head is too large or malformed.
    ///
    /// - Parameter hasBody: the stream goes on after the head. Without a length the body comes as chunks then.
    func head(hasBody: Bool) -> (bytes: [UInt8], isChunked: Bool)? {
        guard !isBad else { return nil }
        var head: [UInt8] = []
        head.reserveCapacity(method.count + path.count + authority.count + fields.count + cookies.count + 96)
        head += method
        head.append(32)
        head += path
        head += Array(" HTTP/1.1\r\nhost: ".utf8)
        head += authority.isEmpty ? host : authority
        head.append(13)
        head.append(10)
        if !authority.isEmpty, !host.isEmpty, !isSameHost {
            head += Array("host: ".utf8) + host + [13, 10]
        }
        head += fields
        if !cookies.isEmpty { head += Array("cookie: ".utf8) + cookies + [13, 10] }
        let isChunked = hasBody && !hasLength
        if isChunked { head += Array("transfer-encoding: chunked\r\n".utf8) }
        head.append(13)
        head.append(10)
        return (head, isChunked)
    }

    private var isSameHost: Bool {
        authority.count == host.count && zip(authority, host).allSatisfy { a, b in lower(a) == lower(b) }
    }

    private func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }
}
