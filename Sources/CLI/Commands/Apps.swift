import Model
import Wire

/// The command `renga apps`.
struct Apps: BareCommand {
    static let declaration = Declaration("apps", .apps, 10, "List the apps", examples: ["renga apps"]).with {
        $0.aliases = ["apps:list", "list"]
    }

    func run(_ session: Session) throws {
        let apps = try session.ask(ListApps())
        try session.show(apps, Self.lines(apps, style: session.style))
    }

    static func lines(_ apps: [AppSummary], style: Style) -> [String] {
        guard !apps.isEmpty else { return ["You have no apps.", style.said("Make one: renga create NAME")] }
        return [style.heading("Apps"), ""] + apps.map(\.name.text).sorted()
    }
}
