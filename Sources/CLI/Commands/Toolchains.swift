import Model
import Wire

/// The command `renga toolchains`.
struct Toolchains: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "toolchains",
        .builds,
        50,
        "Show the toolchains of an app: their versions, since when and why",
        examples: ["renga toolchains --app myapp", "renga toolchains -a myapp --json"]
    ).with {
        $0.notes = [
            "A version that worked is kept while it is what the app's files ask for. `toolchains:outdated` shows what is newer,",
            "`toolchains:update` lets the next push choose anew.",
        ]
    }

    func run(_ session: Session, on app: AppName) throws {
        let all = try session.ask(ListToolchains(app: app))
        try session.show(all, Self.lines(all, of: app, now: session.now, style: session.style))
    }

    static func lines(_ all: [ToolchainSummary], of app: AppName, now: Int64, style: Style) -> [String] {
        guard !all.isEmpty else { return ["No toolchain of \(style.app(app.text)) is known: the next push chooses them."] }
        let rows = all.map { toolchain in
            let why = [toolchain.because, toolchain.isKept ? nil : "(chosen anew at the next push)"].compactMap { $0 }
            return [toolchain.toolchain, toolchain.version, since(toolchain, now: now), why.joined(separator: " ")]
        }
        return [style.heading("\(app) Toolchains"), ""] + Columns.align(rows)
    }

    private static func since(_ toolchain: ToolchainSummary, now: Int64) -> String {
        guard let release = toolchain.since else { return "" }
        return "since v\(release)" + (toolchain.sinceAt.map { ", \(TimeText.shown($0, now: now))" } ?? "")
    }
}
