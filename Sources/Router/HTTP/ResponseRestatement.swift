/// A dyno's head as clients get it: our framing, nothing of the hop behind us, `Via` added.
struct ResponseRestatement {
    var framing: Body.Framing
    var isChunkedOut: Bool
    /// What a body that is not sent would have had, for HEAD and 304; and what `framing == .length` has.
    var length: Int?
    var closes: Bool
    var isUpgrade = false
    /// Values of headers of ours; empty: none.
    var setCookie: [UInt8] = []
    /// `Strict-Transport-Security`, where the app sends none itself.
    var hsts: [UInt8] = []

    /// All that we add but values of headers of ours, in any case.
    private static var oursMax: Int { 256 }

    func write(_ head: borrowing ResponseHead, _ bytes: [UInt8], into out: inout [UInt8]) {
        // What is taken over of the head are parts of it that do not overlap.
        let room = head.byteCount + setCookie.count + hsts.count + Self.oursMax
        out.append(addingCapacity: room) { write(head, bytes, &$0) }
    }

    private func write(_ head: borrowing ResponseHead, _ bytes: [UInt8], _ out: inout OutputSpan<UInt8>) {
        out.append("HTTP/1.1 ")
        if head.statusText.count > 3 {
            // Its CR LF is ours as well.
            out.append(bytes, head.statusText.lowerBound..<head.statusText.upperBound + 2)
        } else {
            out.append(bytes, head.statusText)
            out.append(" \r\n")
        }
        out.append(bytes, linesOf: head.fields) { keeps($0, head, bytes) }
        if isUpgrade {
            out.append("Connection: Upgrade\r\n")
            if let upgrade = head.upgrade {
                out.append("Upgrade: ")
                out.append(bytes, upgrade)
                out.append("\r\n")
            }
        } else if isChunkedOut {
            out.append("Transfer-Encoding: chunked\r\n")
        } else if let length {
            out.append("Content-Length: ")
            out.append(decimal: length)
            out.append("\r\n")
        }
        writeOurs(head, &out)
        out.append(closes ? "Connection: close\r\nVia: 1.1 renga\r\n\r\n" : "Via: 1.1 renga\r\n\r\n")
    }

    private func writeOurs(_ head: borrowing ResponseHead, _ out: inout OutputSpan<UInt8>) {
        if !setCookie.isEmpty {
            out.append("Set-Cookie: ")
            out.append(setCookie)
            out.append("\r\n")
        }
        if !hsts.isEmpty, !head.fields.contains(.strictTransportSecurity) {
            out.append("Strict-Transport-Security: ")
            out.append(hsts)
            out.append("\r\n")
        }
    }

    private func keeps(_ field: HeaderField, _ head: borrowing ResponseHead, _ bytes: [UInt8]) -> Bool {
        switch field.name {
        case .contentLength, .transferEncoding, .connection, .keepAlive, .proxyConnection, .upgrade, .te: false
        default: !head.connection.nominates || !ConnectionHeader.nominates(field, head.fields, bytes)
        }
    }
}
