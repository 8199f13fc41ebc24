import Model
import Wire

/// The command `renga whoami`.
struct WhoAmI: BareCommand {
    static let declaration = Declaration(
        "whoami",
        .keys,
        40,
        "Show who you are here: the owner of your key, or root",
        examples: ["ssh git@HOST whoami", "renga whoami --json"]
    ).with {
        $0.aliases = ["auth:whoami"]
    }

    func run(_ session: Session) throws {
        let caller = try session.ask(IdentifyCaller())
        try session.show(caller, [caller.name])
    }
}
