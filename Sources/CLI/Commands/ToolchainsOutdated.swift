import Model
import Wire

/// The command `renga toolchains:outdated`.
struct ToolchainsOutdated: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "toolchains:outdated",
        .builds,
        60,
        "Show which toolchains of an app have newer versions here",
        examples: ["renga toolchains:outdated --app myapp"]
    ).with {
        $0.notes = ["The app's own files decide which of them it gets: `toolchains:update` changes nothing in these."]
    }

    func run(_ session: Session, on app: AppName) throws {
        let outdated = try session.ask(ListToolchains(app: app)).filter { $0.newer != nil || $0.newest != nil }
        try session.show(outdated, Self.lines(outdated, of: app, style: session.style))
    }

    static func lines(_ outdated: [ToolchainSummary], of app: AppName, style: Style) -> [String] {
        guard !outdated.isEmpty else { return ["Nothing newer is here for \(style.app(app.text))."] }
        let rows = outdated.map { [$0.toolchain, $0.version, $0.newer ?? "-", $0.newest ?? "-"] }
        return [style.heading("\(app) Outdated Toolchains"), ""] + Columns.align([["", "has", "same line", "newest"]] + rows)
    }
}
