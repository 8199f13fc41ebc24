import Model
import Wire

/// The command `renga access`.
struct Access: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "access",
        .people,
        10,
        "List who may do what in an app",
        examples: ["renga access --app myapp"]
    ).with {
        $0.aliases = ["sharing", "collaborators", "apps:access"]
        $0.notes = ["Who looks after the machine may do everything in every app, and is not in the list: `renga people` has them."]
    }

    func run(_ session: Session, on app: AppName) throws {
        let all = try session.ask(ListAccess(app: app))
        try session.show(all, Self.lines(all, of: app, now: session.now, style: session.style))
    }

    static func lines(_ all: [AccessSummary], of app: AppName, now: Int64, style: Style) -> [String] {
        let people = all.filter { $0.kind != .deployKey }.map { [$0.name, $0.kind == .owner ? "owner" : $0.permissions] }
        let keys = all.filter { $0.kind == .deployKey }.map { key in
            [key.name, "push", key.until.map { "until \(TimeText.day($0, now: now))" } ?? "", key.fingerprint ?? ""]
        }
        let none = ["Nobody but who looks after the machine.", style.said("Let somebody in: renga access:add NAME -a \(app)")]
        return [style.heading("\(app) Access"), ""] + (people.isEmpty ? none : Columns.align(people))
            + (keys.isEmpty ? [] : ["", style.heading("\(app) Deploy keys"), ""] + Columns.align(keys))
    }
}
