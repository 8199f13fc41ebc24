import Model

/// A response's head as a dyno sent it.
struct ResponseHead: ~Copyable {
    enum Framing: Equatable { case none, length(Int), chunked, untilClose }

    /// Of the whole head, its empty line included.
    private(set) var byteCount = 0
    private(set) var status = 0
    /// Status code and reason, as in `404 Not Found`.
    private(set) var statusText = 0..<0
    private(set) var minorVersion = 1
    /// What the headers say; whether there is a body at all depends on the request too.
    private(set) var framing = Framing.untilClose
    private(set) var connection = ConnectionHeader()
    private(set) var upgrade: Range<Int>?
    /// `Keep-Alive: timeout=N`: for how many seconds the dyno keeps the connection without a request.
    private(set) var keepAliveSeconds: Int?
    /// Framing that another reader could take for something else: the connection is not used again.
    private(set) var isSuspicious = false
    private(set) var fields: HeaderFields
    /// Heroku's.
    private static var cookieBytesMax: Int { 8192 }
    var keepsAlive: Bool { !isSuspicious && !connection.close && (minorVersion == 1 || connection.keepAlive) }

    /// How long its connection may wait for another request: a second less than the dyno promises to keep it; 0: not at all.
    func idleMilliseconds(_ settings: RouterSettings) -> Int {
        guard keepsAlive else { return 0 }
        guard let seconds = keepAliveSeconds else { return settings.dynoIdleMilliseconds }
        return min((min(max(seconds, 1), 86_400) - 1) * 1000, settings.keepAliveMilliseconds)
    }

    init(headersMax: Int) { fields = HeaderFields(headersMax: headersMax) }

    /// Reads the head that `range` begins with, up to its empty line. One that is not whole is refused as well, for what
    /// the missing part makes of it.
    mutating func read(_ bytes: [UInt8], _ range: Range<Int>) throws(Refusal) {
        connection = ConnectionHeader()
        upgrade = nil
        keepAliveSeconds = nil
        let headers = try readStatusLine(bytes, range)
        byteCount = try fields.read(bytes, from: headers, to: range.upperBound) - range.lowerBound
        try readFields(bytes)
    }

    private mutating func readStatusLine(_ bytes: [UInt8], _ range: Range<Int>) throws(Refusal) -> Int {
        var position = range.lowerBound
        guard range.count >= 14, let version = bytes.minorVersion(at: position, anyCase: true), bytes[position + 8] == ASCII.space,
            let status = decimal(bytes, position + 9..<position + 12), (100...599).contains(status)
        else { throw .badStatus }
        minorVersion = version
        self.status = status
        let text = position + 9
        position += 12
        guard bytes[position] == ASCII.space || bytes[position] == ASCII.carriageReturn else { throw .badStatus }
        let end = range.upperBound
        position = bytes.firstControl(from: position, to: end)
        guard position + 1 < end, bytes[position] == ASCII.carriageReturn, bytes[position + 1] == ASCII.lineFeed else {
            throw .badStatus
        }
        statusText = text..<position
        return position + 2
    }

    private mutating func readKeepAlive(_ bytes: [UInt8], _ value: Range<Int>) {
        let timeout = Array("timeout=".utf8)
        var seconds: Int?
        forEachWord(bytes, value) { word in
            guard word.count > timeout.count, bytes.equals(word.lowerBound..<word.lowerBound + timeout.count, lower: timeout) else {
                return
            }
            seconds = decimal(bytes, word.lowerBound + timeout.count..<word.upperBound)
        }
        keepAliveSeconds = seconds
    }

    private mutating func readFields(_ bytes: [UInt8]) throws(Refusal) {
        var length: Int?
        var chunked = false
        for place in 0..<fields.count {
            let field = fields[place]
            switch field.name {
            case .contentLength:
                guard let number = decimal(bytes, field.value), length == nil || length == number else {
                    throw .badContentLength
                }
                length = number
            case .transferEncoding:
                guard !chunked, bytes.equals(field.value, lower: Array("chunked".utf8)) else { throw .badTransferEncoding }
                chunked = true
            case .connection: connection.read(bytes, field.value)
            case .upgrade: upgrade = field.value
            case .setCookie: guard field.value.count <= Self.cookieBytesMax else { throw .cookieTooLong }
            case .keepAlive: readKeepAlive(bytes, field.value)
            default: break
            }
        }
        // RFC 9112, 6.1: both framings, or chunks in HTTP/1.0; RFC 9110, 15.3.5: a body where there is none.
        isSuspicious = chunked && (length != nil || minorVersion == 0) || status == 204 && (chunked || length ?? 0 > 0)
        framing = chunked ? .chunked : length.map { .length($0) } ?? .untilClose
    }
}
