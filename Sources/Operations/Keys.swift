import Foundation
import Ledger
import Linux
import Model

/// The public keys that may push, and the `authorized_keys` that is made from them.
package struct Keys {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    /// - Parameter isShown: which of them somebody may see.
    package func list(_ isShown: (KeyRow, Transaction) throws -> Bool = { _, _ in true }) throws -> [KeySummary] {
        try platform.ledger.read { db in try db.keys().filter { try isShown($0, db) }.map { try Self.summary($0, db) } }
    }

    /// Adds every key of a public key file, or none of them.
    /// - Parameters:
    ///   - owner: whose they are; nil: whoever their comments name, who looks after the machine from then on.
    ///   - adder: by whom it is done.
    /// - Returns: those that were not there yet.
    package func add(_ text: String, of owner: String? = nil, by adder: String = Peer.root.name) throws -> [KeySummary] {
        let keys = try PublicKeyFile(text).keys
        return try change { db in try insert(keys, of: owner, by: adder, db) }
    }

    private static let keysOfPersonMax = 50

    private static func isKnown(_ person: PersonRow) -> Failure {
        let name = ShellQuoting.quote(person.name)
        return Failure(
            .conflict,
            "`\(person.name)` is known here already, brought in by \(person.addedBy ?? "somebody")",
            hint:
                "if they are the same, it is a further key of theirs: renga access:add \(name) -a APP < key.pub, of an app that is not theirs"
                + "\nif not, forget the one there is: renga people:remove \(name)"
        )
    }

    func insert(_ keys: [PublicKey], of owner: String?, by adder: String, _ db: Transaction) throws -> [KeySummary] {
        var added: [KeySummary] = []
        for key in keys {
            let fingerprint = Self.fingerprint(of: key)
            let name = owner ?? (key.comment.isEmpty ? fingerprint : key.comment)
            if let known = try db.key(fingerprint: fingerprint) {
                guard known.app == nil else {
                    throw Failure(.conflict, "the key \(fingerprint) is a deploy key here", hint: "give another key, or remove it first")
                }
                guard let owner, known.owner != owner else { continue }
                throw Failure(.conflict, "the key \(fingerprint) is somebody else's here already", hint: "give another key")
            }
            let now = Moment.wallMicroseconds()
            let person = try db.person(name)
            // Whoever brought them in may have taken another's name.
            if owner == nil, let person, person.standing != .administrator { throw Self.isKnown(person) }
            if person == nil { try db.insertPerson(name, .administrator, addedBy: adder, now: now) }
            guard try db.keys().count(where: { $0.owner == name && $0.app == nil }) < Self.keysOfPersonMax else {
                throw Failure(
                    .limit,
                    "`\(name)` has \(Self.keysOfPersonMax) keys already",
                    hint: "remove one: renga keys:remove FINGERPRINT"
                )
            }
            let id = try db.insertKey(key, owner: name, fingerprint: fingerprint, now: now)
            added.append(KeySummary(id: id, owner: name, fingerprint: fingerprint, comment: key.comment))
        }
        return added
    }

    /// Adds a key that pushes to one app, and does nothing else.
    func addDeployKey(_ text: String, _ name: String, for app: AppName, until end: Int64?) throws -> KeySummary {
        let keys = try PublicKeyFile(text).keys
        guard keys.count == 1, let key = keys.first else {
            throw Failure(.invalid, "a deploy key is one key, and there are \(keys.count)", hint: "give a file with one")
        }
        let fingerprint = Self.fingerprint(of: key)
        return try change { db in
            let row = try db.existing(app)
            guard try db.key(fingerprint: fingerprint) == nil else {
                throw Failure(
                    .conflict,
                    "the key \(fingerprint) is in use here already",
                    hint: "make one for this alone: ssh-keygen -t ed25519 -N '' -f deploy-key"
                )
            }
            // What it does is told by its name, which must be nobody's.
            guard try db.person(name) == nil, try !db.keys().contains(where: { $0.app == row.id && $0.owner == name }) else {
                throw Failure(.conflict, "somebody or something is called `\(name)` already", hint: "give it another name: --name NAME")
            }
            let now = Moment.wallMicroseconds()
            let id = try db.insertKey(key, owner: name, fingerprint: fingerprint, app: row.id, expiresAt: end, now: now)
            return KeySummary(
                id: id,
                owner: name,
                fingerprint: fingerprint,
                comment: key.comment,
                app: app,
                until: end.map { Moment.text($0) }
            )
        }
    }

    /// - Parameters:
    ///   - own: the key that the caller came in with.
    ///   - confirm: `text` once more, where it shuts the caller or everybody out.
    ///   - isTheirs: which of them the caller may remove.
    /// - Returns: those that were removed.
    package func remove(
        _ text: String,
        own: Int64?,
        confirm: String?,
        _ isTheirs: (KeyRow, Transaction) throws -> Bool = { _, _ in true }
    ) throws -> [KeySummary] {
        try change { db in
            let all = try db.keys()
            let found = try all.filter { try $0.matches(text) && isTheirs($0, db) }
            guard !found.isEmpty else {
                throw Failure(
                    .notFound,
                    "no key has the fingerprint, comment or number `\(text)`",
                    hint: "`renga keys` lists them"
                )
            }
            guard Set(found.compactMap(\.app)).count < 2 else {
                throw Failure(
                    .conflict,
                    "deploy keys of several apps are called `\(text)`",
                    hint: "name one by its fingerprint: renga keys"
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
            let removed = try found.map { try Self.summary($0, db) }
            for key in found { try db.deleteKey(key.id) }
            return removed
        }
    }

    private static func reason(_ found: [KeyRow], of all: [KeyRow], _ own: Int64?, _ text: String) -> String? {
        if found.contains(where: { $0.app == nil }), !all.contains(where: { $0.app == nil && !found.contains($0) }) {
            return "without `\(text)` there is no key left, and nobody can push any more"
        }
        guard found.contains(where: { $0.id == own }) else { return nil }
        return "`\(text)` is the key that you came in with: without it you are refused from the next connection on"
    }

    package func writeAuthorizedKeys() throws { try change { _ in } }

    /// The file is written within the transaction: of several changes at once the last one to come writes last, and where it
    /// cannot be written nothing has changed.
    func change<Result>(_ body: (Transaction) throws -> Result) throws -> Result {
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

    private static func summary(_ row: KeyRow, _ db: Transaction) throws -> KeySummary {
        var summary = KeySummary(
            id: row.id,
            owner: row.owner,
            fingerprint: row.fingerprint,
            comment: row.comment,
            app: try row.app.flatMap { try db.app(id: $0)?.name },
            until: row.expiresAt.map { Moment.text($0) }
        )
        if row.isSynced { summary.isSynced = true }
        return summary
    }

    static func fingerprint(of key: PublicKey) -> String {
        var hash = SHA256()
        hash.update(key.bytes)
        return "SHA256:" + Data(hash.finish()).base64EncodedString().prefix { $0 != "=" }
    }
}
