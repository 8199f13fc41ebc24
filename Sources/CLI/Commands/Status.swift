import Model
import Wire

/// The command `renga status`.
struct Status: BareCommand {
    static let declaration = Declaration(
        "status",
        .platform,
        10,
        "Show how the platform is",
        examples: ["renga status", "renga status --json"]
    )

    func run(_ session: Session) throws {
        let status = try session.ask(ShowStatus())
        try session.show(status, Self.lines(status, style: session.style))
    }

    static func lines(_ status: ShowStatus.Answer, style: Style) -> [String] {
        let router =
            status.routerConnected
            ? "connected, serves route table \(status.routesVersion)"
            : style.paint("not connected", .error) + ": requests are answered by the last routes that it was given"
        return [style.heading("Renga"), ""]
            + Columns.pairs(
                [("Apps", "\(status.apps)"), ("Dynos", "\(status.dynos)"), ("Router", router), ("Runner", "up")],
                style: style
            ) + behind(status.behind ?? [], style) + outdated(status.outdated ?? [], style)
            + (status.routesComplaint.map { ["", style.paint($0, .error)] } ?? [])
    }

    private static func behind(_ apps: [AppName], _ style: Style) -> [String] {
        guard !apps.isEmpty else { return [] }
        let how = "see `renga toolchains:outdated -a APP`"
        return ["", style.said("Newer releases of toolchains are here for \(names(apps)): \(how).")]
    }

    private static func outdated(_ apps: [AppName], _ style: Style) -> [String] {
        guard !apps.isEmpty else { return [] }
        let count = apps.count == 1 ? "1 app is" : "\(apps.count) apps are"
        let how = "See `renga stack -a APP`, then `renga stack:update --all`."
        return ["", style.said("\(count) behind Debian's fixed packages: \(names(apps)). \(how)")]
    }

    private static func names(_ apps: [AppName]) -> String {
        apps.prefix(20).map(\.text).joined(separator: ", ") + (apps.count > 20 ? " and \(apps.count - 20) more" : "")
    }
}
