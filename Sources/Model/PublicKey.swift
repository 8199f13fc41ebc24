/// A line of an OpenSSH public key file, checked so far that it can stand in `authorized_keys` and do nothing else there.
package struct PublicKey: Hashable, Sendable {
    package static let types = [
        "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ]
    package static let lengthMax = 16_384

    package let type: String
    /// Base64.
    package let blob: String
    package let comment: String

    package init?(_ line: String) {
        let text = line.drop { $0 == " " || $0 == "\t" }
        guard text.utf8.count <= Self.lengthMax, !text.utf8.contains(where: { $0 < 0x20 && $0 != 9 }) else { return nil }
        let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
        guard words.count >= 2, Self.types.contains(String(words[0])) else { return nil }
        guard words[1].utf8.count >= 40, words[1].utf8.allSatisfy(Self.isBase64) else { return nil }
        // The blob begins with its type: a private key or a torn line does not.
        guard let bytes = Self.decode(words[1].utf8), bytes.count > 4 else { return nil }
        let length = bytes[0..<4].reduce(0) { $0 << 8 | Int($1) }
        guard length == words[0].utf8.count, bytes.count >= 4 + length else { return nil }
        guard Array(bytes[4..<4 + length]) == Array(words[0].utf8) else { return nil }
        type = String(words[0])
        blob = String(words[1])
        comment = words.count > 2 ? String(words[2].filter { $0.isASCII && $0 >= " " }) : ""
    }

    package var bytes: [UInt8] { Self.decode(blob.utf8) ?? [] }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 0x2B, 0x2F, 0x3D: true
        default: false
        }
    }

    private static func decode(_ text: Substring.UTF8View) -> [UInt8]? { decode(Array(text)) }
    private static func decode(_ text: String.UTF8View) -> [UInt8]? { decode(Array(text)) }

    private static func decode(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text where byte != 0x3D {
            guard let value = value(byte) else { return nil }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 65...90: UInt32(byte - 65)
        case 97...122: UInt32(byte - 97 + 26)
        case 48...57: UInt32(byte - 48 + 52)
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
