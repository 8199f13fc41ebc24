import Model
import Wire

/// The command `renga store:gc`.
struct StoreGc: BareCommand {
    static let declaration = Declaration(
        "store:gc",
        .platform,
        61,
        "Remove the layers that no release and no build names",
        examples: ["renga store:gc"]
    ).with {
        $0.removes = true
        $0.notes = ["What a build that is under way may need stays. Nothing that runs, and nothing that one can go back to, is touched."]
    }

    func run(_ session: Session) throws {
        let sweep = try session.act("Removing layers that nothing names", SweepStore()) {
            ", \($0.count) removed, \(Quantity.short(bytes: $0.bytes)) free again"
        }
        try session.showJSON(sweep)
    }
}
