import Glibc
import Linux
import Model
import Sealing

/// The file with the key to a ledger's secrets: root's alone, and not in the ledger, so that a copy of either tells nothing.
struct LedgerKeyFile {
    let path: String
    /// The ledger's, for what is said.
    let ledger: String

    private static let header = """
        # The key to the secrets in Renga's ledger. Whoever has both can read all config vars and private keys;
        # whoever has lost this one can read none: a copy of the installation needs both, and keeps them apart.

        """

    /// The key that a ledger needs whose secrets were sealed with the one of this fingerprint.
    func read(for fingerprint: String) throws -> SealingKey {
        guard Files.exists(path) else {
            throw Failure(
                .unavailable,
                "the key to the ledger is missing: \(path)",
                hint: """
                    nothing starts without it, since config vars and private keys in \(ledger) are sealed with it
                    put it back from where it was copied to: install -m 600 COPY \(path)
                    """
            )
        }
        let key = try parsed()
        guard key.fingerprint == fingerprint else {
            throw Failure(
                .unavailable,
                "\(path) is not the key to \(ledger): the ledger's has the fingerprint \(fingerprint), this one \(key.fingerprint)",
                hint: "put back the one that belongs to this ledger; they are copied together"
            )
        }
        return key
    }

    /// The key for a ledger in which nothing is sealed yet: the one that is there, or a new one.
    func readOrMake() throws -> SealingKey {
        if !Files.exists(path) {
            let digits = try SealingKey.random().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            // On disk before the first value is sealed with it.
            try Files.replace(path, with: Self.header + digits + "\n", mode: 0o600)
        }
        return try parsed()
    }

    private func parsed() throws -> SealingKey {
        let file = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw SystemError("look at", path) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            throw Failure(
                .forbidden,
                "\(path) can be changed by others than root",
                hint: "if it is the right one: chown root: \(path) && chmod 600 \(path)"
            )
        }
        guard fchmod(file.number, 0o600) == 0 else { throw SystemError("set the mode of", path) }
        let text = String(decoding: try file.contents(limit: 4096), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.map { String($0).trimmed }
        guard lines.count == 1, let secret = Self.bytes(lines[0]), let key = SealingKey(secret) else {
            throw Failure(
                .unavailable,
                "\(path) has no key in it",
                hint: "a key is one line of \(SealingKey.bytes * 2) hexadecimal digits: put it back from where it was copied to"
            )
        }
        return key
    }

    private static func bytes(_ digits: String) -> [UInt8]? {
        let values = digits.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard values.count == digits.utf8.count, values.count == SealingKey.bytes * 2 else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }
}
