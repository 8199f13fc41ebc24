/// Cuts chunks of output into lines.
package struct LineSplitter {
    private let lineBytesMax: Int
    private var rest: [UInt8] = []

    /// - Parameter lineBytesMax: longer lines are cut into several.
    package init(lineBytesMax: Int = 65_536) { self.lineBytesMax = lineBytesMax }

    package mutating func add(_ bytes: [UInt8], _ body: (String) throws -> Void) rethrows {
        for byte in bytes {
            if byte == 10 || byte == 13 || rest.count == lineBytesMax { try end(body) }
            if byte != 10 && byte != 13 { rest.append(byte) }
        }
    }

    /// Hands on what is left without an end.
    package mutating func end(_ body: (String) throws -> Void) rethrows {
        guard !rest.isEmpty else { return }
        let line = String(decoding: rest, as: UTF8.self)
        rest.removeAll(keepingCapacity: true)
        try body(line)
    }
}
