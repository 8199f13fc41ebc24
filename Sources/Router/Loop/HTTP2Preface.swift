/// What every HTTP/2 client says first (RFC 9113, 3.4).
enum HTTP2Preface {
    static let bytes = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    enum Match { case no, partly, whole }

    static func match(_ input: borrowing Buffer) -> Match {
        let range = input.range
        let count = min(range.count, bytes.count)
        for offset in 0..<count where input.bytes[range.lowerBound + offset] != bytes[offset] { return .no }
        return count == bytes.count ? .whole : .partly
    }
}
