import Model
import Wire

/// The command `renga keys:remove`.
struct KeysRemove: Subcommand {
    private static let confirm = Option("confirm", short: "c", value: "KEY", "the same once more, for your own key or the last one")
    static let declaration = Declaration(
        "keys:remove",
        .keys,
        30,
        "Remove a public key: its owner is refused from the next connection on",
        examples: ["renga keys:remove ada@example.com", "renga keys:remove SHA256:fkt0…"]
    ).with {
        $0.removes = true
        $0.operands = "FINGERPRINT-or-COMMENT"
        $0.operandsMin = 1
        $0.operandsMax = .max
        $0.options = [confirm]
    }

    let key: String

    let confirmation: String?

    init(_ arguments: Arguments) throws(Failure) {
        key = arguments.operands.joined(separator: " ")
        confirmation = arguments.value(Self.confirm)
    }

    func run(_ session: Session) throws {
        let removed = try session.act("Removing the SSH key \"\(key)\"", RemoveKeys(key: key, confirm: confirmation)) { keys in
            keys.count == 1 ? keys.first.map { " (\($0.fingerprint.prefix(14))…)" } ?? "" : ", \(keys.count) keys"
        }
        let message = "Removed \(removed.count) \(removed.count == 1 ? "key" : "keys")."
        let lines = removed.count == 1 ? [] : Columns.align(removed.map { Keys.row($0, now: session.now) })
        try session.show(MessagePayload(message: message), lines)
    }
}
