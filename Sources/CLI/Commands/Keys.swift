import Linux
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
        try session.show(keys, Self.lines(keys, now: session.now, style: session.style))
    }

    static func lines(_ keys: [KeySummary], now: Int64, style: Style) -> [String] {
        guard !keys.isEmpty else { return ["There are no SSH keys.", style.said("Add one: renga keys:add FILE")] }
        return [style.heading("SSH keys"), ""] + Columns.align(keys.map { row($0, now: now) })
    }

    /// Without a comment its owner is called by the fingerprint, which stands there already.
    static func row(_ key: KeySummary, now: Int64) -> [String] {
        let end = key.until.map { ", \($0 < Moment.text(now) ? "ended" : "until") \(TimeText.day($0, now: now))" } ?? ""
        let what = key.app.map { "deploy key of \($0)\(end)" } ?? (key.isSynced == true ? "by keys:sync" : nil)
        return [key.fingerprint, key.owner == key.fingerprint ? "(no comment)" : key.owner] + [what].compactMap(\.self)
    }
}
