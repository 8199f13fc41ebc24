import Model
import Wire

/// The command `renga keys`.
struct Keys: BareCommand {
    static let declaration = Declaration(
        "keys",
        .keys,
        10,
        "List public keys: yours, and the deploy keys of your apps",
        examples: ["renga keys"]
    )

    func run(_ session: Session) throws {
        let keys = try session.ask(ListKeys())
        try session.show(keys, Self.lines(keys, style: session.style))
    }

    static func lines(_ keys: [KeySummary], style: Style) -> [String] {
        guard !keys.isEmpty else { return ["There are no SSH keys.", style.said("Add one: renga keys:add FILE")] }
        return [style.heading("SSH keys"), ""] + Columns.align(keys.map(row))
    }

    /// Without a comment its owner is called by the fingerprint, which stands there already.
    static func row(_ key: KeySummary) -> [String] {
        [key.fingerprint, key.owner == key.fingerprint ? "(no comment)" : key.owner]
            + (key.app.map { ["deploy key of \($0)"] } ?? (key.isSynced == true ? ["by keys:sync"] : []))
    }
}
