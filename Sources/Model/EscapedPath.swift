/// File names are bytes; plans are text. This goes both ways without loss.
package enum EscapedPath {
    /// Bytes that are no UTF-8, control characters and the backslash become `\xHH`; all else stays as it is.
    package static func escape(_ bytes: [UInt8]) -> String {
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

    /// The bytes of an escaped name; nil where a backslash begins no `\xHH`.
    package static func unescape(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            guard index + 3 < bytes.count, bytes[index + 1] == UInt8(ascii: "x"),
                let byte = UInt8(String(decoding: bytes[(index + 2)...(index + 3)], as: UTF8.self), radix: 16)
            else { return nil }
            result.append(byte)
            index += 4
        }
        return result
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "\\" && scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
    }
}
