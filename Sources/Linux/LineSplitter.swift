/// Cuts a program's output into lines for people: empty ones are left out, longer ones are cut into several.
package struct LineSplitter {
    private let lineBytesMax: Int
    private var lines: LineCutter

    package init(lineBytesMax: Int = 65_536) {
        self.lineBytesMax = lineBytesMax
        lines = LineCutter(lineBytesMax: lineBytesMax, alsoAtReturns: true)
    }

    package mutating func add(_ bytes: [UInt8], _ body: (String) throws -> Void) rethrows {
        lines.add(bytes)
        while let line = lines.next() { try hand(line, body) }
        while lines.isTooLong { try hand(lines.take(lineBytesMax)[...], body) }
    }

    /// Hands on what is left without an end.
    package mutating func end(_ body: (String) throws -> Void) rethrows { try hand(lines.take()[...], body) }

    private func hand(_ line: ArraySlice<UInt8>, _ body: (String) throws -> Void) rethrows {
        var rest = line
        while !rest.isEmpty {
            try body(String(decoding: rest.prefix(lineBytesMax), as: UTF8.self))
            rest = rest.dropFirst(lineBytesMax)
        }
    }
}
