import Model

/// A request's head, read strictly after RFC 9112: what is not plainly well-formed is refused.
struct RequestHead: ~Copyable {
    enum Framing: Equatable { case none, length(Int), chunked }

    /// Of the whole head, its empty line included.
    private(set) var byteCount = 0
    private(set) var method = 0..<0
    /// Origin form or `*`: an absolute target has lost its scheme and authority, and may be empty.
    private(set) var target = 0..<0
    /// As the client wrote it.
    private(set) var host = 0..<0
    /// `host` without port and without a trailing dot.
    private(set) var hostName = 0..<0
    private(set) var minorVersion = 1
    private(set) var framing = Framing.none
    private(set) var connection = ConnectionHeader()
    private(set) var upgrade: Range<Int>?
    private(set) var expect: Range<Int>?
    private(set) var accept: Range<Int>?
    private(set) var requestID: Range<Int>?
    private(set) var forwardedProto: Range<Int>?
    private(set) var isHead = false
    private(set) var fields: HeaderFields
    static let continueExpectation = Array("100-continue".utf8)
    private var absoluteHost: Range<Int>?

    init(headersMax: Int) { fields = HeaderFields(headersMax: headersMax) }

    /// Reads the head that `range` begins with, up to its empty line. One that is not whole is refused as well, for what
    /// the missing part makes of it.
    mutating func read(_ bytes: [UInt8], _ range: Range<Int>) throws(Refusal) {
        connection = ConnectionHeader()
        (upgrade, expect, accept, requestID, forwardedProto, absoluteHost) = (nil, nil, nil, nil, nil, nil)
        framing = .none
        let headers = try readRequestLine(bytes, range)
        byteCount = try fields.read(bytes, from: headers, to: range.upperBound) - range.lowerBound
        try readFields(bytes)
    }

    private mutating func readRequestLine(_ bytes: [UInt8], _ range: Range<Int>) throws(Refusal) -> Int {
        let end = range.upperBound
        var position = bytes.firstNonToken(from: range.lowerBound, to: end).place
        method = range.lowerBound..<position
        guard !method.isEmpty, method.count <= 127, position < end, bytes[position] == ASCII.space else { throw .badMethod }
        position += 1
        let start = position
        position = bytes.firstNonTarget(from: start, to: end)
        target = start..<position
        guard !target.isEmpty, position < end, bytes[position] == ASCII.space else { throw .badTarget }
        position += 1
        guard position + 10 <= end, let version = bytes.minorVersion(at: position, anyCase: false),
            bytes[position + 8] == ASCII.carriageReturn, bytes[position + 9] == ASCII.lineFeed
        else { throw .badVersion }
        minorVersion = version
        isHead = method.count == 4 && matches(bytes, method.lowerBound, "HEAD")
        try readTarget(bytes)
        return position + 10
    }

    private mutating func readTarget(_ bytes: [UInt8]) throws(Refusal) {
        guard !(method.count == 7 && matches(bytes, method.lowerBound, "CONNECT")) else { throw .connectMethod }
        if bytes[target.lowerBound] == UInt8(ascii: "/") { return }
        if target.count == 1, bytes[target.lowerBound] == UInt8(ascii: "*"), method.count == 7,
            matches(bytes, method.lowerBound, "OPTIONS")
        {
            return
        }
        let prefix: Int
        if target.count > 7, bytes.equals(target.lowerBound..<target.lowerBound + 7, lower: Array("http://".utf8)) {
            prefix = 7
        } else if target.count > 8, bytes.equals(target.lowerBound..<target.lowerBound + 8, lower: Array("https://".utf8)) {
            prefix = 8
        } else {
            throw .badTarget
        }
        var end = target.lowerBound + prefix
        while end < target.upperBound, bytes[end] != UInt8(ascii: "/"), bytes[end] != UInt8(ascii: "?") { end += 1 }
        absoluteHost = target.lowerBound + prefix..<end
        target = end..<target.upperBound
    }

    private mutating func readFields(_ bytes: [UInt8]) throws(Refusal) {
        var hosts = 0
        var length: Int?
        var chunked = false
        for place in 0..<fields.count {
            let field = fields[place]
            switch field.name {
            case .host:
                hosts += 1
                host = field.value
            case .contentLength:
                guard length == nil, let number = decimal(bytes, field.value) else { throw .badContentLength }
                length = number
            case .transferEncoding:
                guard !chunked, minorVersion == 1, bytes.equals(field.value, lower: Array("chunked".utf8)) else {
                    throw .badTransferEncoding
                }
                chunked = true
            case .connection: connection.read(bytes, field.value)
            case .upgrade: upgrade = field.value
            case .expect:
                // Of several, the one that we cannot meet counts.
                if expect.map({ bytes.equals($0, lower: Self.continueExpectation) }) ?? true { expect = field.value }
            case .accept: accept = field.value
            case .requestID: requestID = field.value
            case .forwardedProto: forwardedProto = field.value
            default: break
            }
        }
        guard !(chunked && length != nil) else { throw .twoFramings }
        if chunked { framing = .chunked } else if let length { framing = .length(length) }
        guard hosts == 1 else { throw .badHost }
        try readHostName(bytes)
        if let absoluteHost {
            // RFC 9112, 3.2.2: the target's authority counts, whatever Host says.
            host = absoluteHost
            try readHostName(bytes)
        }
    }

    /// `name`, `name:port`, `[v6]` or `[v6]:port`.
    private mutating func readHostName(_ bytes: [UInt8]) throws(Refusal) {
        var position = host.lowerBound
        if position < host.upperBound, bytes[position] == UInt8(ascii: "[") {
            while position < host.upperBound, bytes[position] != UInt8(ascii: "]") {
                let byte = bytes[position]
                guard ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "[")
                else { throw .badHost }
                position += 1
            }
            guard position < host.upperBound else { throw .badHost }
            position += 1
        } else {
            position = bytes.firstNonHostName(from: position, to: host.upperBound)
        }
        var end = position
        if end > host.lowerBound, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        hostName = host.lowerBound..<end
        guard !hostName.isEmpty, hostName.count <= 255 else { throw .badHost }
        guard position < host.upperBound else { return }
        let port = position + 1..<host.upperBound
        guard bytes[position] == UInt8(ascii: ":"), port.count <= 5,
            port.isEmpty || (decimal(bytes, port) ?? .max) <= 65_535
        else {
            throw .badHost
        }
    }

    private func matches(_ bytes: [UInt8], _ position: Int, _ text: StaticString) -> Bool {
        text.withUTF8Buffer { buffer in
            guard position + buffer.count <= bytes.count else { return false }
            for offset in 0..<buffer.count where bytes[position + offset] != buffer[offset] { return false }
            return true
        }
    }
}
