import Linux
import Testing

@Suite("Lines out of pieces") struct LineCutterTests {
    private func lines(_ pieces: [String], max: Int = 100) -> (lines: [String], rest: String, isTooLong: Bool) {
        var cutter = LineCutter(lineBytesMax: max)
        var lines: [String] = []
        for piece in pieces {
            cutter.add(Array(piece.utf8))
            while let line = cutter.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        }
        return (lines, String(decoding: cutter.rest, as: UTF8.self), cutter.isTooLong)
    }

    @Test func `are the same whatever the pieces are`() {
        let text = "one\n\ntwo\r\nthree, ü\nrest"
        for size in 1...text.utf8.count {
            var pieces: [String] = []
            var left = Array(text.unicodeScalars)[...]
            while !left.isEmpty {
                pieces.append(String(String.UnicodeScalarView(left.prefix(size))))
                left = left.dropFirst(size)
            }
            #expect(lines(pieces) == (["one", "", "two\r", "three, ü"], "rest", false))
        }
        #expect(lines([]) == ([], "", false))
    }

    @Test func `say when one is longer than it may be`() {
        #expect(!lines([String(repeating: "x", count: 100)]).isTooLong)
        #expect(lines([String(repeating: "x", count: 101)]).isTooLong)
        #expect(!lines([String(repeating: "x", count: 101) + "\n"]).isTooLong)
    }

    @Test func `are cut in linear time`() {
        // 64 MB in pieces of 16 bytes: looking at all of it again with each would take hours.
        var cutter = LineCutter(lineBytesMax: 1 << 30)
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 16)
        for _ in 0..<(4 << 20) {
            cutter.add(piece)
            #expect(cutter.next() == nil)
        }
        cutter.add([10])
        #expect(cutter.next()?.count == 64 << 20)
        #expect(cutter.rest.isEmpty)
    }

    @Test func `can be taken before they are whole, and go on behind that`() {
        var cutter = LineCutter(lineBytesMax: 10)
        cutter.add(Array("head\nbody".utf8))
        #expect(cutter.next().map(Array.init) == Array("head".utf8))
        #expect(cutter.take(2) == Array("bo".utf8))
        cutter.add(Array("\n".utf8))
        #expect(cutter.next().map(Array.init) == Array("dy".utf8))
        #expect(cutter.take() == [])
    }

    @Test func `of a program are cut for people: at returns, without empty ones, and at the longest`() {
        var splitter = LineSplitter(lineBytesMax: 5)
        var lines: [String] = []
        for piece in ["a\r", "\nb\r10%", "\r20%\n\nlonger", " than", "\nx", "12345\r", "67890", "1"] {
            splitter.add(Array(piece.utf8)) { lines.append($0) }
        }
        splitter.end { lines.append($0) }
        #expect(lines == ["a", "b", "10%", "20%", "longe", "r tha", "n", "x1234", "5", "67890", "1"])
    }

    @Test func `of a descriptor end with it, and a line beyond the limit is refused`() throws {
        var (reading, writing) = try Descriptor.pipe().split()
        do {
            let writer = Descriptor(owning: writing)
            try writer.write(all: Array("one\ntwo".utf8))
        }
        var reader = LineReader(reading)
        #expect(try reader.nextText() == "one")
        #expect(try reader.nextText() == "two")
        #expect(try reader.nextText() == nil)
        _ = Descriptor(owning: reading)
        (reading, writing) = try Descriptor.pipe().split()
        let writer = Descriptor(owning: writing)
        try writer.write(all: [UInt8](repeating: 120, count: 200))
        let owned = Descriptor(owning: reading)
        var short = LineReader(owned.number, limit: 100)
        #expect(throws: SystemError.self) { try short.next() }
    }
}
