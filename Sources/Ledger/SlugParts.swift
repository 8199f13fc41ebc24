import GRDB
import Model
import Synchronization

/// What is asked of the slugs of all apps again and again. A manifest is read once: its digest is of all of it.
package final class SlugParts: Sendable {
    package struct Parts: Sendable, Hashable {
        package let stack: String
        package let buildpacks: [String]
        /// The process types.
        package let types: [String]
    }

    /// Of more slugs than that it begins anew.
    private static let knownMax = 4096

    private let known = Mutex<[String: Parts]>([:])

    /// nil: there is no such slug.
    package func of(_ digest: String, _ db: Transaction) throws -> (parts: Parts, bytes: Int64)? {
        guard let bytes = try db.slugBytes(digest) else { return nil }
        return try parts(of: digest, db).map { ($0, bytes) }
    }

    /// The process types of one that is there.
    package func types(_ digest: String, _ db: Transaction) throws -> [String]? { try parts(of: digest, db)?.types }

    private func parts(of digest: String, _ db: Transaction) throws -> Parts? {
        if let parts = known.withLock({ $0[digest] }) { return parts }
        guard let manifest = try db.slug(digest)?.manifest else { return nil }
        let parts = Parts(stack: manifest.stack, buildpacks: manifest.buildpacks, types: manifest.processes.keys.sorted())
        known.withLock { known in
            if known.count >= Self.knownMax { known = [:] }
            known[digest] = parts
        }
        return parts
    }
}

extension Database {
    /// Of the archives of its layers; nil: there is no such slug.
    func slugBytes(_ digest: String) throws -> Int64? {
        try Int64.fetchOne(cachedStatement(sql: "SELECT bytes FROM slugs WHERE digest = ?"), arguments: [digest])
    }
}
