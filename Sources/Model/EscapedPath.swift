/// File names are bytes; plans are text. No two names become one.
package enum EscapedPath {
    /// Bytes that are no UTF-8, control characters and the backslash become `\xHH`; all else stays as it is.
    package static func escape(_ bytes: [UInt8]) -> String {
        // Nearly all names are of plain letters.
        if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) { return String(decoding: bytes, as: UTF8.self) }
        if let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.allSatisfy(isPlain) { return text }
        var result = ""
        var rest = bytes[...]
        while let first = rest.first {
            let width = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            if let text = String(validating: rest.prefix(width), as: UTF8.self), text.unicodeScalars.allSatisfy(isPlain) {
                result += text
                rest = rest.dropFirst(width)
            } else {
                let digits = String(first, radix: 16)
                result += "\\x" + (digits.count == 1 ? "0" : "") + digits
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "\\" && scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
    }
}
