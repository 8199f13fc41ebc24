import Model

/// A request's head as dynos get it: exactly one framing, nothing of the hop before, our own headers added.
struct RequestRestatement {
    /// What we know of the hop that the request came over.
    struct Hop {
        var peer: [UInt8]
        var isTrusted: Bool
        var port: Int
        var proto: StaticString = "http"
        var isHTTP2 = false
        var wallMilliseconds: Int64
    }

    let hop: Hop
    let passesUpgrade: Bool

    /// `X-Forwarded-For` with the peer at its end; what strangers claim is left out.
    static func forwardedFor(_ head: borrowing RequestHead, _ bytes: [UInt8], _ hop: Hop) -> [UInt8] {
        var out: [UInt8] = []
        if hop.isTrusted {
            for place in 0..<head.fields.count {
                let field = head.fields[place]
                guard field.name == .forwardedFor, !field.value.isEmpty else { continue }
                out.append(bytes, field.value)
                out.append(", ")
            }
        }
        if out.isEmpty { return hop.peer }
        return out + hop.peer
    }

    /// Kept where it looks like an id: 20 to 200 letters, digits, dashes and underscores.
    static func validRequestID(_ bytes: [UInt8], _ value: Range<Int>?) -> Range<Int>? {
        guard let value, (20...200).contains(value.count) else { return nil }
        let isValid = bytes[value].allSatisfy { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
        return isValid ? value : nil
    }

    /// Whether an `Upgrade` may pass: asked for properly, without a body, and not to HTTP/2, which would be a tunnel past us.
    static func allowsUpgrade(_ head: borrowing RequestHead, _ bytes: [UInt8]) -> Bool {
        guard let upgrade = head.upgrade, head.connection.upgrade, head.minorVersion == 1 else { return false }
        guard head.framing == .none || head.framing == .length(0) else { return false }
        var isHTTP2 = false
        forEachWord(bytes, upgrade) { word in
            if word.count >= 3, bytes.equals(word.lowerBound..<word.lowerBound + 3, lower: [104, 50, 99]) { isHTTP2 = true }
        }
        return !isHTTP2
    }

    /// All that we add but addresses and ids, in any case.
    private static var oursMax: Int { 512 }

    func write(_ head: borrowing RequestHead, _ bytes: [UInt8], _ text: RequestText, forwardedFor: [UInt8], into out: inout [UInt8]) {
        // What is taken over of the head are parts of it that do not overlap.
        let room = head.byteCount + forwardedFor.count + text.requestIDRange.count + Self.oursMax
        out.append(addingCapacity: room) { write(head, bytes, text, forwardedFor, &$0) }
    }

    private func write(
        _ head: borrowing RequestHead,
        _ bytes: [UInt8],
        _ text: RequestText,
        _ forwardedFor: [UInt8],
        _ out: inout OutputSpan<UInt8>
    ) {
        out.append(bytes, head.method)
        out.append(UInt8(ascii: " "))
        if head.target.isEmpty {
            // RFC 9112, 3.2.4: OPTIONS of a whole server.
            out.append(bytes[head.method].elementsEqual("OPTIONS".utf8) ? UInt8(ascii: "*") : UInt8(ascii: "/"))
        } else if bytes[head.target.lowerBound] == UInt8(ascii: "?") {
            out.append(UInt8(ascii: "/"))
        }
        out.append(bytes, head.target)
        out.append(" HTTP/1.1\r\nHost: ")
        out.append(bytes, head.host)
        out.append("\r\n")
        out.append(bytes, linesOf: head.fields) { keeps($0, head, bytes) }
        writeFraming(head, bytes, &out)
        writeOurs(head, text, forwardedFor, &out)
    }

    private func keeps(_ field: HeaderField, _ head: borrowing RequestHead, _ bytes: [UInt8]) -> Bool {
        switch field.name {
        case .other, .accept, .cookie, .setCookie, .strictTransportSecurity:
            return !head.connection.nominates || !ConnectionHeader.nominates(field, head.fields, bytes)
        // A header of answers: in a request it asks nothing of anybody.
        case .proxyAuthenticate: return true
        case .forwardedProto, .forwardedPort: return hop.isTrusted
        // Not from a proxy that is believed either, where it names this hop alone.
        case .claim: return hop.isTrusted && (!head.connection.nominates || !ConnectionHeader.nominates(field, head.fields, bytes))
        case .host, .contentLength, .transferEncoding, .connection, .upgrade, .expect, .te, .keepAlive,
            .proxyConnection, .proxyAuthorization, .http2Settings, .forwardedFor, .requestID, .requestStart, .proxy, .lookalike:
            return false
        }
    }

    private func writeFraming(_ head: borrowing RequestHead, _ bytes: [UInt8], _ out: inout OutputSpan<UInt8>) {
        switch head.framing {
        case .none: break
        case .chunked: out.append("Transfer-Encoding: chunked\r\n")
        case .length(let count):
            out.append("Content-Length: ")
            out.append(decimal: count)
            out.append("\r\n")
        }
        if passesUpgrade, let upgrade = head.upgrade {
            out.append("Connection: Upgrade\r\nUpgrade: ")
            out.append(bytes, upgrade)
            out.append("\r\n")
        }
    }

    private func writeOurs(_ head: borrowing RequestHead, _ text: RequestText, _ forwardedFor: [UInt8], _ out: inout OutputSpan<UInt8>) {
        out.append("X-Forwarded-For: ")
        out.append(forwardedFor)
        if !(hop.isTrusted && head.fields.contains(.forwardedProto)) {
            out.append("\r\nX-Forwarded-Proto: ")
            out.append(hop.proto)
        }
        if !(hop.isTrusted && head.fields.contains(.forwardedPort)) {
            out.append("\r\nX-Forwarded-Port: ")
            out.append(decimal: hop.port)
        }
        out.append("\r\nX-Request-Id: ")
        out.append(text.bytes, text.requestIDRange)
        out.append("\r\nX-Request-Start: ")
        out.append(decimal: Int(hop.wallMilliseconds))
        if hop.isHTTP2 { return out.append("\r\nVia: 2.0 renga\r\n\r\n") }
        out.append(head.minorVersion == 1 ? "\r\nVia: 1.1 renga\r\n\r\n" : "\r\nVia: 1.0 renga\r\n\r\n")
    }
}
