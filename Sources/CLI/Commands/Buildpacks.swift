import Model
import YAML

/// The command `renga buildpacks`.
struct Buildpacks: BareCommand {
    static let declaration = Declaration(
        "buildpacks",
        .builds,
        20,
        "List the buildpacks, in the order in which they are tried",
        examples: ["renga buildpacks"]
    ).with {
        $0.notes = [
            "They are the files of the installation's buildpacks/; an edit counts from the next push.",
            "`buildpack: ID` in an app's renga.yml chooses one, those without a number included.",
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
        let (all, order) = try Shelf.buildpacks(in: session.root.buildpacks)
        let rows = all.map { buildpack in
            Row(
                id: buildpack.id,
                name: buildpack.name,
                file: buildpack.file,
                position: order.firstIndex(of: buildpack.id).map { $0 + 1 }
            )
        }
        try session.show(rows, Self.lines(rows, style: session.style))
    }

    static func lines(_ rows: [Row], style: Style) -> [String] {
        [style.heading("Buildpacks"), ""]
            + Columns.align(rows.map { [$0.position.map { "\($0)." } ?? "-", $0.id, $0.name, $0.file] })
    }
}
