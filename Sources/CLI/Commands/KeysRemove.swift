import Model
import Wire

/// The command `renga keys:remove`.
struct KeysRemove: Subcommand {
    static let declaration = Declaration(
        "keys:remove",
        .keys,
        "Remove a public key: its owner is refused from the next connection on",
        examples: ["renga keys:remove ada@example.com", "renga keys:remove SHA256:fkt0…"]
    ).with {
        $0.removes = true
        $0.operands = "FINGERPRINT-or-COMMENT"
        $0.operandsMin = 1
        $0.operandsMax = .max
    }

    let key: String

    init(_ arguments: Arguments) throws(Failure) { key = arguments.operands.joined(separator: " ") }

    func run(_ session: Session) throws {
        let message = try session.act("Removing \(key) SSH key", .removeKey(key: key)) { result in
            guard case .done(let message) = result else { throw session.unexpected }
            return (message, "")
        }
        if session.json { try session.show(MessagePayload(message: message), []) }
    }
}
