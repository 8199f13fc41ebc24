/// Cuts chunks of output into lines.
struct LineSplitter {
    private static let lineBytesMax = 65_536
    private var rest: [UInt8] = []

    mutating func add(_ bytes: [UInt8], _ body: (String) throws -> Void) rethrows {
        for byte in bytes {
            if byte == 10 || byte == 13 || rest.count == Self.lineBytesMax { try end(body) }
            if byte != 10 && byte != 13 { rest.append(byte) }
        }
    }

    /// Hands on what is left without an end.
    mutating func end(_ body: (String) throws -> Void) rethrows {
        guard !rest.isEmpty else { return }
        let line = String(decoding: rest, as: UTF8.self)
        rest.removeAll(keepingCapacity: true)
        try body(line)
    }
}
