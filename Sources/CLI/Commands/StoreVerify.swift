import Model
import Wire

/// The command `renga store:verify`.
struct StoreVerify: BareCommand {
    static let declaration = Declaration(
        "store:verify",
        .platform,
        62,
        "Look whether layers still are what they were when they were made",
        examples: ["renga store:verify"]
    ).with {
        $0.notes = [
            "It reads all of them, which takes minutes where there are many gigabytes, and says how far it is.",
            "No build uses a layer that is not: it is made anew when it is needed. What runs keeps what it has until then.",
            "The platform does this by itself once a week, and after the machine was stopped in the middle of its work.",
        ]
    }

    func run(_ session: Session) throws {
        let found = try session.act("Looking at all layers", VerifyStore())
        try session.show(found, Self.lines(found, style: session.style))
        if !found.changed.isEmpty { throw QuietExit(status: Failure.Code.conflict.exitStatus) }
    }

    static func lines(_ found: StoreVerification, style: Style) -> [String] {
        let rest = found.unknown > 0 ? ", \(found.unknown) not looked at" : ""
        return ["\(found.sound) are what they were, \(found.changed.count) are not\(rest)"]
            + found.changed.map { style.paint("\($0) is made anew when it is needed", .error) }
    }
}
