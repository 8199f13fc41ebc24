import GRDB
import Model

/// Previews: apps whose code is a branch in another app's repository.
extension Database {
    /// By name.
    package func previews(of parent: Int64) throws -> [AppRow] {
        try Row.fetchAll(self, sql: "SELECT * FROM apps WHERE parent_id = ? ORDER BY name", arguments: [parent]).map(AppRow.init)
    }

    package func allPreviews() throws -> [AppRow] {
        try Row.fetchAll(self, sql: "SELECT * FROM apps WHERE parent_id IS NOT NULL ORDER BY name").map(AppRow.init)
    }

    package func preview(of parent: Int64, _ ref: RefName) throws -> AppRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM apps WHERE parent_id = ? AND ref = ?", arguments: [parent, ref.text]).map(AppRow.init)
    }

    /// With the uid, stack, folder and buildpacks that it begins with: its app's, but the uid.
    package func insertPreview(_ name: AppName, of parent: AppRow, _ ref: RefName, uidBase: UInt32, now: Int64) throws -> AppRow {
        let row = try insertApp(name, stack: parent.stack, uidBase: uidBase, now: now)
        try execute(
            sql: """
                UPDATE apps SET parent_id = ?1, ref = ?2, folder = (SELECT folder FROM apps WHERE id = ?1),
                    buildpacks = (SELECT buildpacks FROM apps WHERE id = ?1) WHERE id = ?3
                """,
            arguments: [parent.id, ref.text, row.id]
        )
        return try existing(name)
    }

    /// The app in whose repository an app's code is, and whose lock its pushes hold: itself, or that of which it is a preview. Of one that
    /// is not there, itself.
    package func host(of name: AppName) throws -> AppName {
        let row = try Row.fetchOne(
            self,
            sql: "SELECT parents.name, parents.renamed FROM apps JOIN apps AS parents ON parents.id = apps.parent_id WHERE apps.name = ?",
            arguments: [name.text]
        )
        return try row.map(AppRow.name) ?? name
    }

    /// By name: those that are nobody's preview. Also of a ledger of a version before.
    package func appsWithRepositories() throws -> [AppName] {
        guard try columns(in: "apps").contains(where: { $0.name == "parent_id" }) else { return try appNames() }
        return try Row.fetchAll(self, sql: "SELECT \(AppRow.nameColumns) FROM apps WHERE parent_id IS NULL ORDER BY name").map(AppRow.name)
    }

    /// The deploy by which what it runs was last built, and when: microseconds since 1970. nil: nothing of it was released.
    package func lastPush(_ app: Int64) throws -> (deploy: Int64, at: Int64)? {
        try Row.fetchOne(
            self,
            sql: "SELECT id, created_at FROM deploys WHERE app_id = ? AND kind = 'push' AND state = 'committed' ORDER BY id DESC LIMIT 1",
            arguments: [app]
        ).map { (deploy: $0["id"], at: $0["created_at"]) }
    }

    /// The ref that a build without a push is of: the last one that was pushed, a preview's own, or `main`.
    package func buildRef(of app: AppRow) throws -> RefName { try lastPushedRef(app.id) ?? app.preview?.ref ?? .main }

    /// Whether an app is there and nothing of it was released.
    package func isUnreleased(_ app: AppName) throws -> Bool { try self.app(app).map { try lastPush($0.id) == nil } ?? false }

    /// Whether every branch of an app makes a preview.
    package func previewsAll(_ app: Int64) throws -> Bool {
        try Bool.fetchOne(self, sql: "SELECT previews_all FROM apps WHERE id = ?", arguments: [app]) ?? false
    }

    package func setPreviewsAll(_ app: Int64, _ isOn: Bool) throws {
        try execute(sql: "UPDATE apps SET previews_all = ? WHERE id = ?", arguments: [isOn, app])
    }

    /// The config vars that an app's previews begin with.
    package func previewConfig(_ app: Int64) throws -> [String: String] {
        let rows = try Row.fetchAll(
            self,
            sql: "SELECT name, unseal(sealed, \(Secrets.previewVar)) AS value FROM preview_config WHERE app_id = ?",
            arguments: [app]
        )
        return Dictionary(rows.map { ($0["name"], $0["value"]) }, uniquingKeysWith: { first, _ in first })
    }

    package func replacePreviewConfig(_ app: Int64, with vars: [String: String]) throws {
        try execute(sql: "DELETE FROM preview_config WHERE app_id = ?", arguments: [app])
        for (name, value) in vars {
            try execute(
                sql: """
                    INSERT INTO preview_config (app_id, name, sealed)
                    SELECT app_id, name, seal(value, \(Secrets.previewVar)) FROM (SELECT ? AS app_id, ? AS name, ? AS value)
                    """,
                arguments: [app, name, value]
            )
        }
    }
}
