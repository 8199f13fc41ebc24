import Model
import Wire

/// The command `renga releases:info`.
struct ReleasesInfo: AppCommand {
    static let values = Option("values", "the values of config vars too, before and after")
    static let declaration = Declaration.ofApp(
        "releases:info",
        .releases,
        12,
        "Show a release, and what it changed against the one before",
        examples: ["renga releases:info --app myapp", "renga releases:info v4 --values --app myapp"]
    ).with {
        $0.operands = "[vN]"
        $0.operandsMax = 1
        $0.options = [values]
        $0.notes = ["Without a version it is the current one. Of config vars that changed the names are shown; values may be secret."]
    }

    let version: Int?
    private let showsValues: Bool

    init(_ arguments: Arguments) throws(Failure) {
        version = try arguments.operands.first.map(Rollback.version)
        showsValues = arguments.has(Self.values)
    }

    func run(_ session: Session, on app: AppName) throws { try Self.show(version, showsValues, session, app) }

    static func show(_ version: Int?, _ showsValues: Bool, _ session: Session, _ app: AppName) throws {
        let details = try session.ask(DescribeRelease(app: app, version: version, showsValues: showsValues))
        try session.show(details, lines(details, showsValues, now: session.now, style: session.style))
    }

    private static func lines(_ details: ReleaseDetails, _ showsValues: Bool, now: Int64, style: Style) -> [String] {
        let release = details.release
        let state = release.current ? "current" : release.canRun == false ? "cannot run: no slug" : "can be rolled back to"
        let pairs: [(name: String, value: String?)] = [
            ("Change", release.description), ("By", release.actor), ("When", TimeText.shown(release.createdAt, now: now)),
            ("Commit", release.commit?.short), ("Build", details.build.map { "#\($0)" }),
            ("Release command", details.releaseCommand), ("State", state),
        ]
        let known = pairs.compactMap { pair in pair.value.map { (name: pair.name, value: $0) } }
        let heading = [style.heading("Release v\(release.version)"), ""] + Columns.pairs(known, style: style)
        guard let previous = details.previous else { return heading }
        return heading + ["", style.heading("Changes since v\(previous)"), ""] + changes(details, showsValues, style)
    }

    private static func changes(_ details: ReleaseDetails, _ showsValues: Bool, _ style: Style) -> [String] {
        let code = details.changes.map { (name: $0.name, value: words($0.before, $0.after)) }
        let config =
            showsValues
            ? details.config.map { (name: $0.name, value: words($0.before, $0.after)) }
            : [ReleaseDetails.ConfigChange.Kind.set, .changed, .removed].compactMap { kind -> (name: String, value: String)? in
                let names = details.config.filter { $0.kind == kind }.map(\.name)
                return names.isEmpty ? nil : (name: "Config vars \(kind.rawValue)", value: names.joined(separator: ", "))
            }
        let all = code + config
        return all.isEmpty ? ["Nothing: the dynos were started anew."] : Columns.pairs(all, style: style)
    }

    private static func words(_ before: String?, _ after: String?) -> String {
        switch (before, after) {
        case (let before?, let after?): "\(before) → \(after)"
        case (nil, let after?): "\(after) (new)"
        case (let before, nil): "\(before ?? "") (removed)"
        }
    }
}
