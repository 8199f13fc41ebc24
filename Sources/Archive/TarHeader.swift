/// The 512 bytes before an entry of a tar archive.
struct TarHeader {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// All zeros: the end.
    var isEmpty: Bool { bytes.allSatisfy { $0 == 0 } }

    var type: Character { Character(UnicodeScalar(at(156))) }

    var path: [UInt8] {
        let name = text(0, 100)
        // GNU's old form has other things there.
        guard field(257, 6).elementsEqual(Array("ustar\0".utf8)) else { return name }
        let prefix = text(345, 155)
        return prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
    }

    var target: [UInt8] { text(157, 100) }

    func isExecutable() throws(TarError) -> Bool { try octal(100, 8, "mode") & 0o100 != 0 }

    /// Of what follows. The sum of the header is looked at first: what is no archive is found out here.
    func size() throws(TarError) -> Int64 {
        let sum = bytes.enumerated().reduce(Int64(0)) { $0 + ((148..<156).contains($1.offset) ? 32 : Int64($1.element)) }
        guard try octal(148, 8, "checksum") == sum else { throw .header("the checksum of a header is wrong") }
        return try octal(124, 12, "size")
    }

    private func octal(_ start: Int, _ count: Int, _ what: String) throws(TarError) -> Int64 {
        let digits = field(start, count).drop { $0 == 32 }.prefix { $0 != 0 && $0 != 32 }
        if digits.isEmpty { return 0 }
        guard let number = Int64(String(decoding: digits, as: UTF8.self), radix: 8), number >= 0 else {
            throw .header("a \(what) cannot be read")
        }
        return number
    }

    private func at(_ place: Int) -> UInt8 { bytes[bytes.startIndex + place] }
    private func field(_ start: Int, _ count: Int) -> ArraySlice<UInt8> { bytes[(bytes.startIndex + start)...].prefix(count) }
    private func text(_ start: Int, _ count: Int) -> [UInt8] { Array(field(start, count).prefix { $0 != 0 }) }
}
