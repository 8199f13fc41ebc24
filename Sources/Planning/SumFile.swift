import Model

/// A file that says the sums of others: nothing but one sum, or lines of a sum and a name.
package enum SumFile {
    package static let bytesMax = 1 << 20

    /// Nil where it says none of that name.
    package static func sum(of name: String, _ algorithm: Toolchain.Checksum.Algorithm, in bytes: [UInt8]) -> String? {
        let lines = String(decoding: bytes.prefix(bytesMax), as: UTF8.self).split(whereSeparator: \.isNewline)
        for line in lines {
            let words = line.split { $0 == " " || $0 == "\t" }
            guard let sum = words.first?.lowercased(), algorithm.isSum(sum) else { continue }
            guard words.count > 1 else {
                guard lines.count == 1 else { continue }
                return sum
            }
            // `*` before a name: it was read as bytes.
            let place = words[words.count - 1].drop { $0 == "*" }
            if place.split(separator: "/").last.map(String.init) == name { return sum }
        }
        return nil
    }
}
