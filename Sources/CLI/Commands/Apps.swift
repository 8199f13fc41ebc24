import Model
import Wire

/// The command `renga apps`.
struct Apps: Subcommand {
    private static let long = Option("long", short: "l", "with release, dynos, what they take of memory and disk, and addresses")
    private static let all = Option("all", short: "A", others: ["personal", "p"], "understood: all are shown")
    private static let team = Option(
        "team",
        short: "t",
        others: ["space", "s"],
        value: "NAME",
        "understood: there are none, and all are shown"
    )
    static let declaration = Declaration("apps", .apps, 10, "List the apps", examples: ["renga apps", "renga apps --long"]).with {
        $0.aliases = ["apps:list", "list"]
        $0.options = [long, all, team]
        $0.notes = [
            "Memory: what its dynos hold now, without copies of files. On disk: the slug that runs, and the app's repository, caches and logs.",
            "Layers that apps share are in `store`.",
        ]
    }

    private let isLong: Bool

    init(_ arguments: Arguments) throws(Failure) { isLong = arguments.has(Self.long) }

    func run(_ session: Session) throws {
        let apps = try session.ask(ListApps(isLong: isLong ? true : nil))
        try session.show(apps, isLong ? Self.longLines(apps, style: session.style) : Self.lines(apps, style: session.style))
    }

    static func lines(_ apps: [AppSummary], style: Style) -> [String] {
        guard !apps.isEmpty else { return ["You have no apps.", style.said("Make one: renga create NAME")] }
        return [style.heading("Apps"), ""] + ordered(apps).map { ($0.parent == nil ? "" : "  ") + $0.name.text }
    }

    /// Previews beneath their apps.
    private static func ordered(_ apps: [AppSummary]) -> [AppSummary] {
        func rank(_ app: AppSummary) -> (String, Int, String) { ((app.parent ?? app.name).text, app.parent == nil ? 0 : 1, app.name.text) }
        return apps.sorted { rank($0) < rank($1) }
    }

    static func longLines(_ apps: [AppSummary], style: Style) -> [String] {
        guard !apps.isEmpty else { return lines(apps, style: style) }
        let rows = ordered(apps).map(row)
        return [style.heading("Apps"), ""] + Columns.align([["App", "Release", "Dynos", "Memory", "Slug", "Disk", "Addresses"]] + rows)
    }

    private static func row(_ app: AppSummary) -> [String] {
        let dynos = app.formation.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map { "\($0.key)=\($0.value)" }
        let addresses = [app.url] + app.domains
        let more = addresses.count > 4 ? " and \(addresses.count - 4) more" : ""
        let amounts = [app.memoryBytes, app.slugBytes, app.diskBytes].map { bytes in bytes.map { Quantity.rounded(bytes: $0) } ?? "-" }
        let name = (app.parent == nil ? "" : "  ") + app.name.text
        let running = dynos.isEmpty ? "-" : dynos.joined(separator: " ") + (app.idleSince == nil ? "" : " (idle)")
        return [name, app.release.map { "v\($0)" } ?? "", running] + amounts + [addresses.prefix(4).joined(separator: " ") + more]
    }
}
