/// Bytes as lower-case hexadecimal digits, two for each.
package enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    package static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// From the kernel's random numbers, which nobody guesses.
    package static func random(bytes count: Int) -> String { text((0..<count).map { _ in UInt8.random(in: 0...255) }) }
}
