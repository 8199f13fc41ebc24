import Foundation
import Ledger
import Linux
import Model

/// The public keys that may push, and the `authorized_keys` that is made from them.
package struct Keys {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func list() throws -> [KeySummary] { try platform.ledger.read { try $0.keys() }.map(Self.summary) }

    /// Adds every key of a public key file, or none of them.
    /// - Returns: those that were not there yet.
    package func add(_ text: String) throws -> [KeySummary] {
        let keys = try PublicKeyFile(text).keys
        return try change { db in
            var added: [KeySummary] = []
            for key in keys {
                let fingerprint = Self.fingerprint(of: key)
                let owner = key.comment.isEmpty ? fingerprint : key.comment
                let now = Moment.wallMicroseconds()
                guard let id = try db.insertKey(key, owner: owner, fingerprint: fingerprint, now: now) else { continue }
                added.append(KeySummary(id: id, owner: owner, fingerprint: fingerprint, comment: key.comment))
            }
            return added
        }
    }

    /// - Parameters:
    ///   - own: the key that the caller came in with.
    ///   - confirm: `text` once more, where it shuts the caller or everybody out.
    /// - Returns: those that were removed.
    package func remove(_ text: String, own: Int64?, confirm: String?) throws -> [KeySummary] {
        try change { db in
            let all = try db.keys()
            let found = all.filter { $0.matches(text) }
            guard !found.isEmpty else {
                throw Failure(
                    .notFound,
                    "no key has the fingerprint, comment or number `\(text)`",
                    hint: "`renga keys` lists them"
                )
            }
            let words = ShellQuoting.quote(text)
            if confirm != text, let reason = Self.reason(found, of: all, own, text) {
                throw Failure(
                    .refused,
                    confirm.map { "`\($0)` is not `\(text)`" } ?? reason,
                    hint: "to remove it all the same: renga keys:remove \(words) --confirm \(words)"
                )
            }
            for key in found { try db.deleteKey(key.id) }
            return found.map(Self.summary)
        }
    }

    private static func reason(_ found: [KeyRow], of all: [KeyRow], _ own: Int64?, _ text: String) -> String? {
        if found.count == all.count { return "without `\(text)` there is no key left, and nobody can push any more" }
        guard found.contains(where: { $0.id == own }) else { return nil }
        return "`\(text)` is the key that you came in with: without it you are refused from the next connection on"
    }

    package func writeAuthorizedKeys() throws { try change { _ in } }

    /// The file is written within the transaction: of several changes at once the last one to come writes last, and where it
    /// cannot be written nothing has changed.
    private func change<Result>(_ body: (Transaction) throws -> Result) throws -> Result {
        do {
            return try platform.ledger.write { db in
                let result = try body(db)
                try write(try db.keys())
                return result
            }
        } catch let error where error is LedgerError {
            // What was written is not what the ledger says. Best effort: the next change writes the file as well, and a key
            // that the ledger does not know is refused.
            try? platform.ledger.write { try write(try $0.keys()) }
            throw error
        }
    }

    /// Replaces the file in one step: sshd reads the keys of before or those of after.
    private func write(_ keys: [KeyRow]) throws {
        let hooks = "\(platform.root.path)/bin/renga-hooks"
        // A terminal for `run` and `console`: it leads to the forced command alone, as no terminal does.
        let lines = keys.map { key in
            "command=\"\(hooks) shell --root \(platform.root.path) --key \(key.id)\",restrict,pty \(key.type) \(key.blob)"
        }
        let header =
            "# Made by renga from its ledger; an edit here is lost. Use `renga keys:add` and `renga keys:remove`.\n"
        try Files.makeDirectory(Files.parent(of: platform.root.authorizedKeys))
        try Files.replace(platform.root.authorizedKeys, with: header + lines.map { $0 + "\n" }.joined())
    }

    private static func summary(_ row: KeyRow) -> KeySummary {
        KeySummary(id: row.id, owner: row.owner, fingerprint: row.fingerprint, comment: row.comment)
    }

    private static func fingerprint(of key: PublicKey) -> String {
        var hash = SHA256()
        hash.update(key.bytes)
        return "SHA256:" + Data(hash.finish()).base64EncodedString().prefix { $0 != "=" }
    }
}
