import Model
import Wire

/// The command `renga toolchains:update`.
struct ToolchainsUpdate: AppCommand {
    static let declaration = Declaration.ofApp(
        "toolchains:update",
        .builds,
        70,
        "Let the next push choose the toolchains of an app anew",
        examples: ["renga toolchains:update --app myapp", "renga toolchains:update python --app myapp"]
    ).with {
        $0.operands = "[TOOLCHAIN ...]"
        $0.operandsMax = .max
        $0.notes = ["What runs stays as it is until then. Where a version does not come up, the push is refused and nothing has changed."]
    }

    let names: [String]

    init(_ arguments: Arguments) throws(Failure) { names = arguments.operands }

    func run(_ session: Session, on app: AppName) throws {
        let changed = try session.act(
            "Unpinning the toolchains of \(session.style.app(app.text))",
            UpdateToolchains(app: app, toolchains: names)
        )
        try session.show(changed, Self.lines(changed))
    }

    static func lines(_ changed: [ToolchainSummary]) -> [String] {
        guard !changed.isEmpty else { return ["None is known: the next push chooses them."] }
        return changed.map { toolchain in
            let news = Set([toolchain.newer, toolchain.newest].compactMap { $0 }).sorted()
            let what = news.isEmpty ? "nothing newer is here" : "here is \(news.joined(separator: ", and "))"
            return "\(toolchain.toolchain) \(toolchain.version): \(what)"
        } + ["The next push takes the newest that the app's files ask for."]
    }
}
