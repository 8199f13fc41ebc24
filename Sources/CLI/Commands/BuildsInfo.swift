import Model
import Wire

/// The command `renga builds:info`.
struct BuildsInfo: AppCommand {
    static let declaration = Declaration.ofApp(
        "builds:info",
        .builds,
        2,
        "Show what there is to know of a build",
        examples: ["renga builds:info --app myapp", "renga builds:info 12 --app myapp", "renga builds:info v3 --app myapp"]
    ).with {
        $0.operands = "[N | vN | latest]"
        $0.operandsMax = 1
    }

    let name: BuildName

    init(_ arguments: Arguments) throws(Failure) { name = try Builds.name(arguments) ?? .latest }

    func run(_ session: Session, on app: AppName) throws {
        let build = try session.ask(DescribeBuild(app: app, build: name))
        try session.show(build, Self.lines(build, of: app, now: session.now, style: session.style))
    }

    static func lines(_ build: BuildSummary, of app: AppName, now: Int64, style: Style) -> [String] {
        let pairs: [(name: String, value: String?)] = [
            ("Status", Builds.status(build) + (build.status.isOver ? "" : "...")),
            ("Reason", build.reason),
            ("Release", build.version.map { "v\($0)" }),
            ("Commit", build.commit?.text),
            ("By", build.actor),
            ("Cancelled by", build.cancelledBy),
            ("When", TimeText.shown(build.createdAt, now: now)),
            (build.status.isOver ? "Took" : "Since", Quantity.short(milliseconds: build.milliseconds)),
            ("Output", build.hasLog ? style.said("renga builds:output \(build.number) --app \(app)") : "not kept any more"),
        ]
        let known = pairs.compactMap { pair in pair.value.map { (name: pair.name, value: $0) } }
        return [style.heading("\(app) Build #\(build.number)"), ""] + Columns.pairs(known, style: style)
    }
}
