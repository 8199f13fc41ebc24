import Model
import YAML

/// The command `renga stacks`.
struct Stacks: BareCommand {
    static let declaration = Declaration("stacks", .builds, 40, "List the stacks", examples: ["renga stacks"]).with {
        $0.notes = ["`*` marks the stack of apps that choose none; `stack: NAME` in an app's renga.yml chooses."]
    }

    func run(_ session: Session) throws {
        let stacks = try Shelf.stacks(in: session.root.stacks)
        let standard = try ConfigurationFile.load(root: session.root).defaultStack
        try session.show(stacks, Self.lines(stacks, standard: standard, style: session.style))
    }

    static func lines(_ stacks: [StackDefinition], standard: String, style: Style) -> [String] {
        let rows = stacks.map { stack in
            let versions = stack.toolchains.sorted { $0.key < $1.key }.map {
                "\($0.key) \($0.value.joined(separator: ", "))"
            }
            return [
                "\(stack.name == standard ? "*" : " ") \(stack.name)", stack.title, versions.joined(separator: "; "),
            ]
        }
        return [style.heading("Stacks"), ""] + Columns.align(rows)
    }
}
