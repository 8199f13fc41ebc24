import Foundation
import Ledger
import Linux
import Model

/// The public keys that may push, and the `authorized_keys` that is made from them.
package struct Keys {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func list() throws -> [KeySummary] {
        try platform.ledger.read { try $0.keys() }.map {
            KeySummary(id: $0.id, owner: $0.owner, fingerprint: $0.fingerprint, comment: $0.comment)
        }
    }

    /// Adds every key of a public key file; comments and empty lines are passed over.
    package func add(_ text: String) throws -> [KeySummary] {
        var added: [KeySummary] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let key = PublicKey(line) else {
                throw Failure(
                    .invalid,
                    "this is not an OpenSSH public key: \(line.prefix(40))…",
                    hint:
                        "give the contents of a .pub file, such as ~/.ssh/id_ed25519.pub: one line, beginning with its type"
                )
            }
            let fingerprint = "SHA256:" + Self.unpadded(Self.digest(key.bytes))
            let owner = key.comment.isEmpty ? fingerprint : key.comment
            let isNew = try platform.ledger.write {
                try $0.insertKey(key, owner: owner, fingerprint: fingerprint, now: Moment.wallMicroseconds())
            }
            guard isNew else { continue }
            added.append(KeySummary(id: 0, owner: owner, fingerprint: fingerprint, comment: key.comment))
        }
        try writeAuthorizedKeys()
        return added
    }

    package func remove(_ text: String) throws -> Int {
        let count = try platform.ledger.write { try $0.deleteKeys(matching: text) }
        guard count > 0 else {
            throw Failure(
                .notFound,
                "no key has the fingerprint, comment or number `\(text)`",
                hint: "`renga keys` lists them"
            )
        }
        try writeAuthorizedKeys()
        return count
    }

    /// Replaces the file in one step: sshd reads the keys of before or those of after.
    package func writeAuthorizedKeys() throws {
        let hooks = "\(platform.root.path)/bin/renga-hooks"
        let lines = try platform.ledger.read { try $0.keys() }.map { key in
            "command=\"\(hooks) shell --root \(platform.root.path) --key \(key.id)\",restrict \(key.type) \(key.blob)"
        }
        let header =
            "# Made by renga from its ledger; an edit here is lost. Use `renga keys:add` and `renga keys:remove`.\n"
        try Files.makeDirectory(Files.parent(of: platform.root.authorizedKeys))
        try Files.replace(platform.root.authorizedKeys, with: header + lines.map { $0 + "\n" }.joined())
    }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    private static func unpadded(_ digest: [UInt8]) -> String {
        let text = Data(digest).base64EncodedString()
        return String(text.prefix { $0 != "=" })
    }
}
