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
        if !session.json { try session.streams.complain([session.style.said(Self.words(caller))]) }
    }

    /// Beside the name, which scripts read.
    static func words(_ caller: IdentifyCaller.Answer) -> String {
        let key = caller.fingerprint.map { " (\($0))" } ?? ""
        let apps = caller.apps?.map(\.text).joined(separator: ", ") ?? ""
        return switch caller.standing {
        case nil: "root on this machine may do everything"
        case .administrator: "administrator\(key): may do everything in every app"
        case .person: "known here\(key); your apps: \(apps.isEmpty ? "none yet" : apps)"
        case .deployKey: "deploy key\(key): may push to \(apps), and nothing else"
        }
    }
}
