extension String {
    /// The text of a file, as tools read one that people made: in UTF-16 where its mark says so, else in UTF-8, without the
    /// mark. What is no text is replaced.
    package init(decodingText bytes: [UInt8]) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            self.init(decoding: bytes.dropFirst(3), as: UTF8.self)
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            self.init(decoding: Self.pairs(bytes) { low, high in UInt16(high) << 8 | UInt16(low) }, as: UTF16.self)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            self.init(decoding: Self.pairs(bytes) { high, low in UInt16(high) << 8 | UInt16(low) }, as: UTF16.self)
        } else {
            self.init(decoding: bytes, as: UTF8.self)
        }
    }

    /// After the mark.
    private static func pairs(_ bytes: [UInt8], _ unit: (UInt8, UInt8) -> UInt16) -> [UInt16] {
        stride(from: 2, to: bytes.count - 1, by: 2).map { unit(bytes[$0], bytes[$0 + 1]) }
    }
}
