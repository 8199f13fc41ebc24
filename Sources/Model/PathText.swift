/// How a file's name, which is any bytes, is shown to people.
package enum PathText {
    /// As git shows it: as it is where that is printable text, else in quotes with `\n`, `\"` and octal escapes.
    package static func shown(_ path: [UInt8]) -> String {
        let text = String(decoding: path, as: UTF8.self)
        let printable = path.allSatisfy {
            $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        if printable && Array(text.utf8) == path { return text }
        let valid = Array(text.utf8) == path
        var quoted: [UInt8] = []
        for byte in path {
            switch byte {
            case UInt8(ascii: "\n"): quoted += Array("\\n".utf8)
            case UInt8(ascii: "\t"): quoted += Array("\\t".utf8)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += [UInt8(ascii: "\\"), byte]
            case 0x20..<0x7F: quoted.append(byte)
            case 0x80... where valid: quoted.append(byte)
            default: quoted += [UInt8(ascii: "\\")] + octal(byte)
            }
        }
        return "\"\(String(decoding: quoted, as: UTF8.self))\""
    }

    private static func octal(_ byte: UInt8) -> [UInt8] {
        [6, 3, 0].map { UInt8(ascii: "0") + (byte >> UInt8($0) & 7) }
    }
}
