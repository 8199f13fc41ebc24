import FoundationEssentials
import Model
import Testing

/// Our JSON against Foundation's: what one writes, the other reads, to the byte.
@Suite("JSON for Codable") struct JSONCoderTests {
    private enum Shape: Codable, Hashable {
        case nothing
        case one(String)
        case several(count: Int, names: [String], of: Inner? = nil)
        indirect case nested(Shape)
    }

    private struct Inner: Codable, Hashable {
        var flag = true
        var small: Int8 = -128
        var big = UInt64.max
        var low = Int64.min
        var real = 0.1
        var float: Float = 1.5
        var missing: String?
        var changes: [String: String?] = [:]
        var numbers: [Int: [Bool?]] = [:]
        var tables: [Inner] = []
    }

    private func foundation(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    private func check<Value: Codable & Hashable>(_ value: Value) throws {
        let ours = try JSONCoder.encode(value)
        let theirs = try foundation(value)
        #expect(String(decoding: ours, as: UTF8.self) == String(decoding: theirs, as: UTF8.self))
        #expect(try JSONCoder.decode(Value.self, from: theirs) == value)
        #expect(try JSONDecoder().decode(Value.self, from: Data(ours)) == value)
    }

    @Test(arguments: 0..<300) func `is Foundation's, whatever the value is`(seed: UInt64) throws {
        var random = Random(seed)
        try check(random.shape(depth: 0))
        try check(random.inner(depth: 0))
        try check(random.list { $0.text() })
        try check(Dictionary(random.list { ($0.text(), $0.number()) }, uniquingKeysWith: { first, _ in first }))
    }

    @Test func `has every scalar and every number as Foundation has it`() throws {
        for first in stride(from: UInt32(0), to: 0x11_0000, by: 997) {
            try check([String(String.UnicodeScalarView((first..<min(first + 3, 0x11_0000)).compactMap(Unicode.Scalar.init)))])
        }
        try check((UInt32(0)..<0x800).compactMap(Unicode.Scalar.init).map { String($0) })
        try check(["\u{2028}\u{2029}\u{FEFF}\u{7F}", "e\u{301}", "\r\n", "</script>", "👩‍👩‍👧"])
        for real in [0, -0.0, 1, -1, 0.1, 1e16, 1e15, 123_456_789.123, 1e-7, .pi, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1 / 3] {
            try check([real])
            try check([Float(real)].filter(\.isFinite))
        }
        try check([UInt64.max, 0, 1 << 53, 1 << 53 + 1])
        try check([Int64.max, Int64.min, -1])
        try check([String: Int]())
        try check([Int]())
        try check([String?]([nil, "x"]))
        try check(["a": [String: String?](), "b": ["c": nil, "ä": "\n"]])
    }

    @Test func `reads nothing where it finds something else`() {
        func fails<Value: Decodable>(_ type: Value.Type, _ text: String) {
            #expect(throws: DecodingError.self, "\(type) of \(text)") { try JSONCoder.decode(type, from: Array(text.utf8)) }
        }
        for text in [
            "", "{", "[1,]", "[1 2]", "nul", "[01]", "[1.]", "[+1]", "[\"\u{1}\"]", "[\"\\x\"]", "[\"\\ud800\"]", "{\"a\"}", "[1]x",
            "\"\n\"",
        ] {
            fails([Int].self, text)
            fails([String].self, text)
        }
        for text in ["[128]", "[-129]", "[1.5]", "[\"1\"]", "[null]", "[true]", "[1e400]"] { fails([Int8].self, text) }
        fails([Double].self, "[1e400]")
        fails([UInt64].self, "[18446744073709551616]")
        fails([Int64].self, "[9223372036854775808]")
        fails(Inner.self, "{}")
        fails(Inner.self, "[]")
        fails(Shape.self, "{}")
        fails(Shape.self, #"{"other":{}}"#)
        fails(Shape.self, #"{"nothing":{},"one":{"_0":"x"}}"#)
        #expect(throws: DecodingError.self) { try JSONCoder.decode([String].self, from: [0x5B, 0x22, 0xC3, 0x28, 0x22, 0x5D]) }
        #expect(throws: EncodingError.self) { try JSONCoder.encode([Double.nan]) }
        #expect(throws: EncodingError.self) { try JSONCoder.encode([Double.infinity]) }
    }

    @Test(arguments: 0..<200) func `refuses what Foundation refuses when a byte is another`(seed: UInt64) throws {
        var random = Random(seed)
        var bytes = try JSONCoder.encode(random.inner(depth: 0))
        for _ in 0..<20 {
            let place = Int(random.next() % UInt64(bytes.count))
            let before = bytes[place]
            bytes[place] = Bool.random(using: &random) ? UInt8(random.next() % 128) : Array("{}[]\",:\\0e-.".utf8)[Int(random.next() % 12)]
            if let ours = try? JSONCoder.decode(Inner.self, from: bytes) {
                #expect(try JSONDecoder().decode(Inner.self, from: Data(bytes)) == ours, "\(String(decoding: bytes, as: UTF8.self))")
            }
            bytes[place] = before
        }
    }

    @Test func `bounds how deep, how large and how much a text is`() throws {
        func nested(_ depth: Int) -> [UInt8] { Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8) }
        struct Whatever: Decodable { init(from decoder: any Decoder) throws {} }
        _ = try JSONCoder.decode(Whatever.self, from: nested(100))
        #expect(throws: DecodingError.self) { try JSONCoder.decode(Whatever.self, from: nested(102)) }
        #expect(throws: DecodingError.self) { try JSONCoder.decode(Whatever.self, from: nested(1_000_000)) }
        let limits = JSONParser.Limits(bytes: 100, values: 10)
        #expect(try JSONCoder.decode([Int].self, from: Array("[1,2,3,4,5,6,7,8,9]".utf8), limits: limits).count == 9)
        #expect(throws: DecodingError.self) { try JSONCoder.decode([Int].self, from: Array("[1,2,3,4,5,6,7,8,9,0]".utf8), limits: limits) }
        #expect(throws: DecodingError.self) {
            try JSONCoder.decode([Int].self, from: Array("[1]".utf8) + [UInt8](repeating: 32, count: 98), limits: limits)
        }
    }

    @Test func `takes time in proportion to a text that is one line`() throws {
        let names = (0..<100_000).map { "\($0)" }
        let value = Dictionary(uniqueKeysWithValues: names.map { ($0, [$0, "ü\\\"\($0)"]) })
        let start = ContinuousClock.now
        #expect(try JSONCoder.decode([String: [String]].self, from: JSONCoder.encode(value)) == value)
        // Looking back to the beginning of the line for each value takes minutes.
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test func `the last of two members of one name counts, few or many`() throws {
        #expect(try JSONCoder.decode([String: Int].self, from: Array(#"{"a":1,"a":2}"#.utf8)) == ["a": 2])
        let many = (0..<50).map { "\"n\($0 % 25)\":\($0)" }.joined(separator: ",")
        #expect(try JSONCoder.decode([String: Int].self, from: Array("{\(many)}".utf8))["n3"] == 28)
    }

    /// Values out of a seed.
    private struct Random: RandomNumberGenerator {
        private var state: UInt64

        init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }

        mutating func number() -> Int64 { Int64(bitPattern: next()) >> Int64(next() % 64) }

        mutating func text() -> String {
            let alphabet: [Unicode.Scalar] = [
                "a", "Z", "/", "\"", "\\", "\n", "\r", "\t", "\0", "\u{1F}", "\u{7F}", "ü", "\u{301}", "漢", "🧱", "\u{2028}",
            ]
            return String(String.UnicodeScalarView((0..<next() % 8).map { _ in alphabet[Int(next() % UInt64(alphabet.count))] }))
        }

        mutating func list<Element>(_ element: (inout Random) -> Element) -> [Element] { (0..<next() % 4).map { _ in element(&self) } }

        mutating func inner(depth: Int) -> Inner {
            var inner = Inner(flag: Bool.random(using: &self), small: Int8(truncatingIfNeeded: next()), big: next(), low: number())
            inner.real = Double(number()) / 7
            inner.float = Float(number()) / 3
            inner.missing = Bool.random(using: &self) ? text() : nil
            inner.changes = Dictionary(
                list { ($0.text(), Bool.random(using: &$0) ? nil : $0.text()) },
                uniquingKeysWith: { first, _ in first }
            )
            inner.numbers = Dictionary(
                list { (Int($0.number()), $0.list { [nil, true, false][Int($0.next() % 3)] }) },
                uniquingKeysWith: { first, _ in first }
            )
            if depth < 3 { inner.tables = list { $0.inner(depth: depth + 1) } }
            return inner
        }

        mutating func shape(depth: Int) -> Shape {
            switch next() % (depth < 4 ? 4 : 3) {
            case 0: .nothing
            case 1: .one(text())
            case 2: .several(count: Int(number()), names: list { $0.text() }, of: Bool.random(using: &self) ? inner(depth: 2) : nil)
            default: .nested(shape(depth: depth + 1))
            }
        }
    }
}
