import GRDB

extension Database {
    /// A value of the installation itself, such as the key that affinity cookies are signed with.
    package func setting(_ name: String) throws -> String? {
        try String.fetchOne(self, sql: "SELECT unseal(value, \(Secrets.setting)) FROM settings WHERE name = ?", arguments: [name])
    }

    /// The value that is there; else the one that `make` gives, from then on.
    package func setting(_ name: String, or make: () throws -> String) throws -> String {
        if let value = try setting(name) { return value }
        let value = try make()
        try execute(
            sql: "INSERT INTO settings (name, value) SELECT name, seal(value, \(Secrets.setting)) FROM (SELECT ? AS name, ? AS value)",
            arguments: [name, value]
        )
        return value
    }

    package func set(_ name: String, to value: String) throws {
        try execute(
            sql: """
                INSERT OR REPLACE INTO settings (name, value)
                SELECT name, seal(value, \(Secrets.setting)) FROM (SELECT ? AS name, ? AS value)
                """,
            arguments: [name, value]
        )
    }
}
