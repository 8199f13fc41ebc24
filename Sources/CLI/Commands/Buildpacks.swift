import Model
import Wire
import YAML

/// The command `renga buildpacks`.
struct Buildpacks: BareCommand {
    static let declaration = Declaration(
        "buildpacks",
        .builds,
        20,
        "List the buildpacks of an app, or all that there are",
        examples: ["renga buildpacks --app myapp", "renga buildpacks"]
    ).with {
        $0.takesApp = true
        $0.notes = [
            "An app has those that it is set to, or the one that its files chose at its first success. Without an app: those of the",
            "installation's buildpacks/, in the order in which they are tried; an edit counts from the next push.",
        ]
    }

    /// A buildpack, in JSON.
    struct Row: Encodable, Hashable {
        let id: String
        let name: String
        let file: String
        /// From 1; nil: used only where an app chooses it.
        let position: Int?
    }

    func run(_ session: Session) throws {
        if let app = try session.appIfAny(session.arguments.app()) {
            let settings = try session.ask(ListBuildpacks(app: app))
            return try session.show(settings, Self.lines(settings, of: app, style: session.style))
        }
        let (all, order) = try Shelf.buildpacks(in: session.root.buildpacks)
        let rows = all.map { buildpack in
            Row(
                id: buildpack.id,
                name: buildpack.name,
                file: buildpack.file,
                position: order.firstIndex(of: buildpack.id).map { $0 + 1 }
            )
        }
        let folders = try Shelf.folders(in: session.root.buildpacks).map {
            Row(id: $0, name: "classic", file: "buildpacks/\($0)/", position: nil)
        }
        try session.show(rows + folders, Self.lines(rows + folders, style: session.style))
    }

    /// Heroku's.
    static func lines(_ settings: BuildpackSettings, of app: AppName, style: Style) -> [String] {
        let list = settings.buildpacks
        guard let first = list.first else {
            let next =
                settings.configVar.map { "the config var \($0) names the one of the next push" } ?? "the next push finds one by its files"
            return ["\(style.app(app.text)) has no Buildpacks: \(next)."]
        }
        let title = style.heading("\(style.app(app.text)) Buildpack\(list.count > 1 ? "s" : "")")
        return [title, ""] + (list.count == 1 ? [first.text] : list.enumerated().map { "\($0 + 1). \($1)" })
    }

    static func lines(_ rows: [Row], style: Style) -> [String] {
        [style.heading("Buildpacks"), ""]
            + Columns.align(rows.map { [$0.position.map { "\($0)." } ?? "-", $0.id, $0.name, $0.file] })
    }
}
