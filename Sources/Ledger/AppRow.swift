import FoundationEssentials
import GRDB
import Model

/// An app as the ledger has it.
package struct AppRow: Sendable, Hashable {
    package let id: Int64
    package let name: AppName
    /// The Unix user and group of its builds and dynos.
    package let uid: UInt32
    /// What its next build is made on, where the app itself says nothing: its last one's, at first the default of its day.
    package let stack: String
    /// The folder of its repository that it is; nil: all of it.
    package let folder: AppFolder?
    /// What builds it, by somebody's word. Empty: its files decide at the next push, whatever built it before; nil: what built it last
    /// stays.
    package let buildpacks: [BuildpackReference]?
    package let currentDeploy: Int64?
    /// Whose it is; nil: of those who look after the machine.
    package let owner: String?
    /// How often its build caches were purged.
    package let cacheEpoch: Int64
    /// Microseconds since 1970.
    package let createdAt: Int64
    /// Of which app and of which of its branches it is a preview; nil: it is none.
    package let preview: Preview?

    package struct Preview: Sendable, Hashable {
        package let parent: Int64
        package let ref: RefName
    }

    init(row: Row) throws {
        id = row["id"]
        name = try Self.name(row)
        uid = row["uid"]
        stack = row["stack"]
        folder = try (row["folder"] as String?).map { try AppFolder($0) }
        buildpacks = try (row["buildpacks"] as String?).map { try JSONDecoder().decode([BuildpackReference].self, from: Data($0.utf8)) }
        currentDeploy = row["current_deploy"]
        owner = row["owner"]
        cacheEpoch = row["cache_epoch"]
        createdAt = row["created_at"]
        preview = try (row["parent_id"] as Int64?).map { parent in
            let text = row["ref"] as String? ?? ""
            guard let ref = RefName(text) else { throw Failure(.internal, "the ledger holds `\(text)`, which is no ref") }
            return Preview(parent: parent, ref: ref)
        }
    }

    static let nameColumns = "apps.name, apps.renamed"

    /// The same, where there need be no app.
    static func nameIfAny(_ row: Row) throws -> AppName? { try (row["name"] as String?).map { _ in try name(row) } }

    /// Of a row with these columns.
    static func name(_ row: Row) throws -> AppName {
        let text: String = row["name"]
        guard let name = AppName(text, shown: (row["renamed"] as String?) ?? text) else {
            throw Failure(.internal, "the ledger holds `\(text)`, which is not an app name")
        }
        return name
    }
}

extension Database {
    package func apps() throws -> [AppRow] {
        try Row.fetchAll(self, sql: "SELECT * FROM apps ORDER BY coalesce(renamed, name)").map(AppRow.init)
    }

    /// What all apps are called, and their ids, in the order of `apps`.
    package func appIDs() throws -> [(id: Int64, name: AppName)] {
        let rows = try Row.fetchCursor(
            cachedStatement(sql: "SELECT id, \(AppRow.nameColumns) FROM apps ORDER BY coalesce(renamed, name)")
        )
        var all: [(id: Int64, name: AppName)] = []
        while let row = try rows.next() { all.append((row[0], try AppRow.name(row))) }
        return all
    }

    /// Also of a ledger of a version before, whose rows lack what has come since.
    package func appNames() throws -> [AppName] {
        try String.fetchAll(self, sql: "SELECT name FROM apps ORDER BY name").map { text in
            guard let name = AppName(text) else { throw Failure(.internal, "the ledger holds `\(text)`, which is not an app name") }
            return name
        }
    }

    /// By the name that everything of it was made under.
    package func app(_ name: AppName) throws -> AppRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM apps WHERE name = ?", arguments: [name.text]).map(AppRow.init)
    }

    package func app(id: Int64) throws -> AppRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM apps WHERE id = ?", arguments: [id]).map(AppRow.init)
    }

    /// The app, or the refusal that says that there is none.
    package func existing(_ name: AppName) throws -> AppRow {
        guard let app = try app(name) else {
            throw Failure(
                .notFound,
                "there is no app `\(name)`",
                hint: "`renga apps` lists the apps there are"
            )
        }
        return app
    }

    /// Adds an app with the lowest uid from `uidBase` on that no app has.
    /// - Parameter name: with a first name that no app has; see `firstName`.
    package func insertApp(_ name: AppName, stack: String, uidBase: UInt32, now: Int64) throws -> AppRow {
        let taken = try Set(UInt32.fetchAll(self, sql: "SELECT uid FROM apps"))
        var uid = uidBase
        while taken.contains(uid) { uid += 1 }
        try execute(
            sql: "INSERT INTO apps (name, renamed, uid, stack, created_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [name.text, name.isRenamed ? name.shown : nil, uid, stack, now]
        )
        return try existing(name)
    }

    package func setOwner(_ app: Int64, _ person: String?) throws {
        try execute(sql: "UPDATE apps SET owner = ? WHERE id = ?", arguments: [person, app])
    }

    func setStack(_ app: Int64, _ stack: String) throws {
        try execute(sql: "UPDATE apps SET stack = ? WHERE id = ?", arguments: [stack, app])
    }

    package func setFolder(_ app: Int64, _ folder: AppFolder?) throws {
        try execute(sql: "UPDATE apps SET folder = ? WHERE id = ?", arguments: [folder?.path, app])
    }

    /// - Parameter buildpacks: in order; empty: the app's files decide; nil: what built it last stays.
    package func setBuildpacks(_ app: Int64, _ buildpacks: [BuildpackReference]?) throws {
        let text = try buildpacks.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        try execute(sql: "UPDATE apps SET buildpacks = ? WHERE id = ?", arguments: [text, app])
    }

    package func deleteApp(_ id: Int64) throws {
        try execute(sql: "DELETE FROM apps WHERE id = ?", arguments: [id])
    }
}
