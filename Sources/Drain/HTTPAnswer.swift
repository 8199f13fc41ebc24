import Model

/// What of a stranger's answer counts: its status, and whether the connection can be used once more.
struct HTTPAnswer: Equatable {
    private static let headBytesMax = 16 << 10
    private static let bodyBytesMax = 64 << 10
    /// Of what it says before it answers.
    private static let interimMax = 16

    let status: Int
    let keepsOpen: Bool

    /// Reads the answer to its end, where that is near; else the connection is of no more use.
    ///
    /// - Parameter more: what comes next; nothing at the end.
    static func read(_ more: () throws(DeliveryFailure) -> [UInt8]) throws(DeliveryFailure) -> HTTPAnswer {
        var bytes: [UInt8] = []
        var interim = 0
        while true {
            if let (head, start) = try head(of: bytes) {
                // What a server says beforehand is no answer yet.
                if (100..<200).contains(head.status) {
                    interim += 1
                    guard interim <= interimMax else { throw DeliveryFailure("its answer has no end") }
                    bytes.removeFirst(start)
                    continue
                }
                guard let length = head.length, length <= bodyBytesMax, head.keepsOpen else {
                    return HTTPAnswer(status: head.status, keepsOpen: false)
                }
                while bytes.count < start + length {
                    let part = try more()
                    guard !part.isEmpty else { return HTTPAnswer(status: head.status, keepsOpen: false) }
                    bytes += part
                }
                return HTTPAnswer(status: head.status, keepsOpen: bytes.count == start + length)
            }
            guard bytes.count < headBytesMax else { throw DeliveryFailure("its answer has no end") }
            let part = try more()
            guard !part.isEmpty else { throw DeliveryFailure("it hangs up without an answer") }
            bytes += part
        }
    }

    private struct Head {
        var status: Int
        /// nil: it is not said in so many words.
        var length: Int?
        var keepsOpen = true
    }

    /// - Returns: nil: it is not whole yet.
    private static func head(of bytes: [UInt8]) throws(DeliveryFailure) -> (Head, Int)? {
        guard let end = bytes.firstRange(of: [13, 10, 13, 10]) else { return nil }
        let lines = bytes[..<end.lowerBound].split(separator: 10).map { String(decoding: $0, as: UTF8.self).trimmed }
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), words[1].utf8.count == 3, let status = Int(words[1]), status >= 100 else {
            throw DeliveryFailure("its answer is not HTTP")
        }
        var head = Head(status: status, keepsOpen: words[0] == "HTTP/1.1")
        if status == 204 || status == 304 { head.length = 0 }
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[line.index(after: colon)...]).trimmed.lowercased()
            switch line[..<colon].lowercased() {
            case "content-length": head.length = value.utf8.count <= 9 ? Int(value).flatMap { $0 >= 0 ? $0 : nil } : nil
            case "transfer-encoding": head.keepsOpen = false
            case "connection": if value == "close" { head.keepsOpen = false }
            default: break
            }
        }
        return (head, end.upperBound)
    }
}
