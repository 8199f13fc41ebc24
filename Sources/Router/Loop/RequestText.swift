/// What is kept of a request's words once its head is gone: one storage, and which parts of it are what.
struct RequestText {
    /// `method=… fwd="…"` of the log line, then `Accept`.
    private(set) var bytes: [UInt8] = []
    private(set) var logRange = 0..<0
    private(set) var hostRange = 0..<0
    private(set) var requestIDRange = 0..<0
    private(set) var acceptRange = 0..<0

    /// Without a port, as the client wrote it.
    var host: [UInt8] { Array(bytes[hostRange]) }
    var requestID: [UInt8] { Array(bytes[requestIDRange]) }
    var accept: [UInt8] { Array(bytes[acceptRange]) }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        (logRange, hostRange, requestIDRange, acceptRange) = (0..<0, 0..<0, 0..<0, 0..<0)
    }

    /// - Precondition: it is clear.
    mutating func write(_ head: borrowing RequestHead, _ source: [UInt8], forwardedFor: [UInt8], _ random: inout Randomness) {
        precondition(bytes.isEmpty)
        let id = RequestRestatement.validRequestID(source, head.requestID)
        let accept = head.accept ?? 0..<0
        // A quote becomes three characters.
        let quoted = 3 * (head.target.count + forwardedFor.count)
        let idMax = max(id?.count ?? 0, Randomness.uuidBytes)
        let room = 64 + head.method.count + quoted + head.hostName.count + idMax + accept.count
        var ends = (host: 0, requestID: (start: 0, end: 0), log: 0)
        bytes.append(addingCapacity: room) { text in
            text.append(" method=")
            text.append(source, head.method)
            text.append(" path=\"")
            if head.target.isEmpty { text.append(UInt8(ascii: "/")) }
            Self.appendQuoted(source, head.target, to: &text)
            text.append("\" host=")
            text.append(source, head.hostName)
            ends.host = text.count
            text.append(" request_id=")
            ends.requestID.start = text.count
            if let id { text.append(source, id) } else { random.appendUUID(to: &text) }
            ends.requestID.end = text.count
            text.append(" fwd=\"")
            Self.appendQuoted(forwardedFor, 0..<forwardedFor.count, to: &text)
            text.append(UInt8(ascii: "\""))
            ends.log = text.count
            text.append(source, accept)
        }
        logRange = 0..<ends.log
        hostRange = ends.host - head.hostName.count..<ends.host
        requestIDRange = ends.requestID.start..<ends.requestID.end
        acceptRange = ends.log..<bytes.count
    }

    /// Of a request that could not be read.
    ///
    /// - Precondition: it is clear.
    mutating func writeUnread(peer: [UInt8], _ random: inout Randomness) {
        precondition(bytes.isEmpty)
        bytes.append(" method= path= host= request_id=")
        let start = bytes.count
        bytes.append(addingCapacity: Randomness.uuidBytes) { random.appendUUID(to: &$0) }
        requestIDRange = start..<bytes.count
        bytes.append(" fwd=\"")
        bytes += peer
        bytes.append(UInt8(ascii: "\""))
        logRange = 0..<bytes.count
    }

    private static func appendQuoted(_ bytes: [UInt8], _ range: Range<Int>, to text: inout OutputSpan<UInt8>) {
        let quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: range.lowerBound, to: range.upperBound)
        text.append(bytes, range.lowerBound..<quote)
        for position in quote..<range.upperBound {
            if bytes[position] == UInt8(ascii: "\"") { text.append("%22") } else { text.append(bytes[position]) }
        }
    }
}
