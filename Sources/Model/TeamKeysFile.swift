/// A team's list of keys: one a line, as in `authorized_keys`, where the comment says whose it is; or with the name in front,
/// `ada ssh-ed25519 AAAA…`. All of it is good, or none is taken: half of a list would shut the other half of the team out.
package struct TeamKeysFile: Hashable, Sendable {
    package static let bytesMax = 1 << 20
    package static let keysMax = 2_000

    package let keys: [TeamKey]

    package init(_ bytes: [UInt8]) throws(Failure) {
        guard bytes.count <= Self.bytesMax else { throw Self.refusal(.limit, "it is over \(Self.bytesMax >> 20) MB") }
        let text = try PublicKeyFile.text(of: bytes).text
        guard !PublicKeyFile.isPrivate(text) else {
            throw Self.refusal(.invalid, "it is a private key, which nobody but its owner should ever see")
        }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { String($0).trimmed }
        guard !text.isEmpty else { throw Self.refusal(.invalid, "it is empty") }
        guard lines.last == "" else {
            throw Self.refusal(.invalid, "its last line has no end, as where it is only half written")
        }
        var keys: [TeamKey] = []
        var places: [[UInt8]: (line: Int, name: String)] = [:]
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            guard keys.count < Self.keysMax else { throw Self.refusal(.limit, "it has more than \(Self.keysMax) keys") }
            let key = try Self.key(line, number: index + 1)
            if let earlier = places[key.key.bytes] {
                guard earlier.name == key.name else {
                    throw Self.refusal(.invalid, "lines \(earlier.line) and \(index + 1) have one key for two names")
                }
                continue
            }
            places[key.key.bytes] = (index + 1, key.name)
            keys.append(key)
        }
        guard !keys.isEmpty else { throw Self.refusal(.invalid, "there is no key in it") }
        self.keys = keys
    }

    private static func key(_ line: String, number: Int) throws(Failure) -> TeamKey {
        let first = String(line.prefix { $0 != " " && $0 != "\t" })
        let isNamed = !PublicKey.types.contains(first)
        do throws(Failure) {
            if isNamed, isOption(first) {
                throw Failure(
                    .invalid,
                    "`\(HarmlessText.text(String(first.prefix(40))))` is an option of authorized_keys, which are not taken"
                )
            }
            let key = try PublicKey(isNamed ? String(line.dropFirst(first.count)).trimmed : line)
            let comment = key.comment.trimmed
            guard isNamed || !comment.isEmpty else {
                throw Failure(.invalid, "it does not say whose the key is: a comment behind it, or a name before it, does")
            }
            return TeamKey(name: try PersonName.checked(isNamed ? first : comment), key: key)
        } catch {
            throw refusal(.invalid, "line \(number): \(error.message)")
        }
    }

    /// Such as `restrict`, `no-pty` and `command="…"`: what a key may do is said here, and not by a list.
    private static func isOption(_ word: String) -> Bool {
        word.contains("=") || word.contains(",") || word.hasPrefix("no-")
            || ["restrict", "pty", "cert-authority", "agent-forwarding", "port-forwarding", "user-rc", "verify-required"].contains(word)
    }

    private static func refusal(_ code: Failure.Code, _ why: String) -> Failure {
        Failure(code, why, hint: "no key was added or removed")
    }
}
