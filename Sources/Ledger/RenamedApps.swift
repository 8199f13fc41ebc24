import GRDB
import Model

/// What apps are called, and were called before. Nothing but this changes with a name.
extension Database {
    /// So many names that an app had before are kept for it; the oldest is let go.
    package static let formerNamesMax = 10

    /// By what it is called now.
    package func app(called name: String) throws -> AppRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM apps WHERE coalesce(renamed, name) = ?", arguments: [name]).map(AppRow.init)
    }

    /// By a name that it had before, and that no other app has taken.
    package func app(formerly name: String) throws -> AppRow? {
        try Row.fetchOne(
            self,
            sql: "SELECT apps.* FROM former_names JOIN apps ON apps.id = former_names.app_id WHERE former_names.name = ?",
            arguments: [name]
        ).map(AppRow.init)
    }

    /// The newest first.
    package func formerNames(of app: Int64) throws -> [String] {
        try String.fetchAll(
            self,
            sql: "SELECT name FROM former_names WHERE app_id = ? ORDER BY given_up_at DESC, name",
            arguments: [app]
        )
    }

    /// With a first name for an app that is to be called so: another, where an app that was renamed has that.
    package func firstName(of name: AppName) throws -> AppName {
        guard try app(name) != nil else { return name }
        for number in 2...10_000 {
            let end = "-\(number)"
            guard let free = AppName(name.text.prefix(AppName.lengthMax - end.utf8.count) + end, shown: name.text) else { continue }
            if try app(free) == nil { return free }
        }
        throw Failure(.conflict, "the name `\(name)` is already taken", hint: "choose another")
    }

    /// Whoever had the new name before has it no more.
    package func rename(_ app: AppRow, to name: AppName, now: Int64) throws {
        try takeFormerName(name.text)
        try execute(
            sql: "UPDATE apps SET renamed = ? WHERE id = ?",
            arguments: [name.text == app.name.text ? nil : name.text, app.id]
        )
        try execute(
            sql: "INSERT INTO former_names (name, app_id, given_up_at) VALUES (?, ?, ?)",
            arguments: [app.name.shown, app.id, now]
        )
        for old in try formerNames(of: app.id).dropFirst(Self.formerNamesMax) { try takeFormerName(old) }
    }

    package func takeFormerName(_ name: String) throws {
        try execute(sql: "DELETE FROM former_names WHERE name = ?", arguments: [name])
    }
}
