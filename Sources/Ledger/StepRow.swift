import Foundation
import GRDB
import Sealing

/// The newest result of a build step of an app.
package struct StepRow: Sendable, Hashable {
    /// What the result depended on, in the planner's canonical form.
    package let components: String
    package let layer: String
}

extension Database {
    /// What a step of this name last ran with; nil before its first success.
    package func lastStep(_ app: Int64, name: String) throws -> StepRow? {
        try Row.fetchOne(
            self,
            sql: "SELECT components, layer FROM steps WHERE app_id = ? AND name = ? ORDER BY used_at DESC LIMIT 1",
            arguments: [app, name]
        ).map { StepRow(components: $0["components"], layer: $0["layer"]) }
    }

    /// Of all apps.
    package func allSteps() throws -> [StepRow] {
        try Row.fetchAll(self, sql: "SELECT components, layer FROM steps").map {
            StepRow(components: $0["components"], layer: $0["layer"])
        }
    }

    package func recordStep(_ app: Int64, name: String, components: String, layer: String, now: Int64) throws {
        try execute(
            sql: """
                INSERT INTO steps (app_id, name, components, layer, used_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (app_id, name, layer) DO UPDATE SET used_at = excluded.used_at
                """,
            arguments: [app, name, components, layer, now]
        )
    }
}

extension Database {
    /// Steps keep marks of config vars' values. What is no such mark, older versions left there: plain hashes, by which short
    /// values can be guessed. Their rows stay, for their layers; the layers' names tell as much, so that no build uses them again.
    func forgetPlainHashes() throws {
        let rows = try Row.fetchAll(self, sql: "SELECT app_id, name, layer, components FROM steps")
        for row in rows {
            guard let kept = try StepComponents(row["components"]).withoutPlainHashes() else { continue }
            try execute(
                sql: "UPDATE steps SET components = ? WHERE app_id = ? AND name = ? AND layer = ?",
                arguments: [kept, row["app_id"] as Int64, row["name"] as String, row["layer"] as String]
            )
            try execute(sql: "UPDATE sealing SET scrubbed = 0")
        }
    }
}

/// The planner's canonical form, as far as it has values of config vars.
private struct StepComponents {
    private struct Form: Codable {
        var components: [Component]
    }

    private struct Component: Codable {
        var aspect: String
        var name: String
        var value: String
    }

    private let form: Form

    init(_ text: String) throws { form = try JSONDecoder().decode(Form.self, from: Data(text.utf8)) }

    /// nil where there are none.
    func withoutPlainHashes() throws -> String? {
        var form = form
        var hasChanged = false
        for index in form.components.indices where form.components[index].aspect == "config" {
            let value = form.components[index].value
            guard !value.isEmpty, !SealingKey.isMark(value) else { continue }
            form.components[index].value = ""
            hasChanged = true
        }
        guard hasChanged else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(form), as: UTF8.self)
    }
}
