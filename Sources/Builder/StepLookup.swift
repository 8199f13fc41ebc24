import FoundationEssentials
import Ledger
import Linux
import Model
import Planning

/// What the result of a step is called, and why it is not there: looked up, and nothing made.
struct StepLookup {
    private let workshop: Workshop
    private let app: AppRow
    private let config: [String: String]

    init(_ workshop: Workshop, _ app: AppRow, config: [String: String]) {
        self.workshop = workshop
        self.app = app
        self.config = config
    }

    func key(_ step: PlannedStep, over layers: BuiltLayers) -> StepKey {
        StepKey(
            step,
            layers: layers.named(for: step),
            earlier: layers.steps.map { ($0.name, $0.key) },
            config: Dictionary(uniqueKeysWithValues: config.map { ($0, workshop.ledger.mark($1, of: $0, app: app.id)) }),
            uid: app.uid
        )
    }

    /// - Parameter deploy: a step that always runs has a result of its own in each.
    func layer(_ step: PlannedStep, _ key: StepKey, deploy: Int64) -> String {
        let epoch = app.cacheEpoch == 0 ? "" : "\ncaches \(app.cacheEpoch)"
        let salt = "\(workshop.root.path)\n\(app.name.text)\n" + (step.always ? "\(deploy)" : "") + epoch
        return "step-\(SHA256.hex(of: key.canonicalForm + salt).prefix(32))"
    }

    /// Why a step runs of which there is no result.
    func reasons(_ step: PlannedStep, _ key: StepKey, _ layer: String, _ last: StepRow?) throws -> [String] {
        guard !step.always else { return ["it runs at every push"] }
        let changes = StepKey.difference(old: try Self.decode(last?.components), new: key)
        guard changes.isEmpty else { return changes }
        return [last?.layer == layer ? "its result was removed" : "the build cache was purged"]
    }

    static func decode(_ text: String?) throws -> StepKey? {
        try text.map { try JSONDecoder().decode(StepKey.self, from: Data($0.utf8)) }
    }
}
