/// A line of an OpenSSH public key file, checked so far that it can stand in `authorized_keys`, that sshd takes it there, and
/// that it can do nothing else there.
package struct PublicKey: Hashable, Sendable {
    package static let types = [
        "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ]
    package static let lengthMax = 16_384
    /// OpenSSH takes shorter ones as well, which are not safe any more.
    static let rsaBitsMin = 2048
    static let rsaBitsMax = 16_384

    package let type: String
    /// Base64.
    package let blob: String
    package let comment: String
    package let bytes: [UInt8]

    package init(_ line: String) throws(Failure) {
        let text = line.drop { $0 == " " || $0 == "\t" }
        guard text.utf8.count <= Self.lengthMax, !text.utf8.contains(where: { $0 < 0x20 && $0 != ASCII.tab }) else {
            throw Failure(.invalid, "this is not a public key: it is not one line of text", hint: Self.hint)
        }
        let words = text.split(maxSplits: 2, omittingEmptySubsequences: true) { $0 == " " || $0 == "\t" }.map(String.init)
        guard words.count >= 2, Self.types.contains(words[0]) else { throw PublicKeyComplaint.of(String(text)) }
        guard let bytes = Base64.decode(words[1]) else {
            throw Self.damaged(words[0], words[1], "it is cut off, or has characters in it that no key has")
        }
        if let complaint = PublicKeyFields.complaint(of: bytes, as: words[0]) {
            throw Self.damaged(words[0], words[1], complaint)
        }
        type = words[0]
        blob = words[1]
        self.bytes = bytes
        comment = words.count > 2 ? words[2].filter { $0.isASCII && $0 >= " " } : ""
    }

    static let hint = "give the contents of a .pub file, such as ~/.ssh/id_ed25519.pub: one line, beginning with its type"

    static func weak(_ bits: Int) -> String { "RSA of \(bits) bits is too weak" }

    private static func damaged(_ type: String, _ blob: String, _ what: String) -> Failure {
        let isWeak = what.hasPrefix("RSA of")
        return Failure(
            .invalid,
            "the key `\(type) \(blob.prefix(16))…` cannot be used: \(what)",
            hint: isWeak
                ? "make another: ssh-keygen -t ed25519"
                : "copy the .pub file itself, or its one line with all of its characters, and try again"
        )
    }
}
