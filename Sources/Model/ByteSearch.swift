/// Looks for a text in bytes. Where it has no capital letter, letters of ASCII are taken for the same in both sizes.
package struct ByteSearch: Hashable, Sendable {
    private let wanted: [UInt8]
    private let ignoresCase: Bool

    package init(_ text: String) {
        wanted = Array(text.utf8)
        ignoresCase = !text.contains(where: \.isUppercase)
    }

    package func isIn(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let first = wanted.first else { return true }
        guard bytes.count >= wanted.count else { return false }
        for start in 0...(bytes.count - wanted.count) where byte(bytes[start]) == first {
            if wanted.indices.allSatisfy({ byte(bytes[start + $0]) == wanted[$0] }) { return true }
        }
        return false
    }

    @inline(__always)
    private func byte(_ byte: UInt8) -> UInt8 { ignoresCase ? ASCII.lower(byte) : byte }
}
