import Model

/// All that decides whether a step must run again, piece by piece, so that the log can say what has changed.
package struct StepKey: Hashable, Sendable, Codable {
    package enum Aspect: String, Hashable, Sendable, Codable {
        case script, environment, layer, input, config, user, network, earlierStep
    }

    /// Stands for a config var's value of which nothing is kept: what older versions kept told short ones.
    package static let forgotten = ""

    package struct Component: Hashable, Sendable, Codable {
        package var aspect: Aspect
        package var name: String
        package var value: String
    }

    /// Sorted by aspect and name, except layers and earlier steps, whose order counts.
    package let components: [Component]

    /// - Parameters:
    ///   - layers: what lies below, such as ("the stack", key) and ("the package list", key); top first.
    ///   - earlier: names and keys of the steps before, whose layers this one sees; in order.
    ///   - config: marks of the values of config vars that the step sees: a key is kept, and what tells secrets is not.
    ///   - uid: files of a layer belong to it.
    package init(
        _ step: PlannedStep,
        layers: [(name: String, key: String)],
        earlier: [(name: String, key: String)],
        config: [String: String],
        uid: UInt32
    ) {
        var components = [Component(aspect: .script, name: "", value: step.script)]
        components.append(.init(aspect: .user, name: "", value: "\(uid)"))
        components.append(.init(aspect: .network, name: "", value: step.network ? "yes" : "no"))
        components += step.environment.sorted { $0.key < $1.key }
            .map { .init(aspect: .environment, name: $0.key, value: $0.value) }
        components += config.filter { step.sees(configVar: $0.key) }.sorted { $0.key < $1.key }
            .map { .init(aspect: .config, name: $0.key, value: $0.value) }
        components += layers.map { .init(aspect: .layer, name: $0.name, value: $0.key) }
        components += earlier.map { .init(aspect: .earlierStep, name: $0.name, value: $0.key) }
        components += step.inputs.map { .init(aspect: .input, name: $0.path, value: $0.object) }
        self.components = components
    }

    /// The same text for the same key and for no other: each part is preceded by its length in bytes.
    package var canonicalForm: String {
        var text = "step-key 1\n"
        for component in components {
            for part in [component.aspect.rawValue, component.name, component.value] {
                text += "\(part.utf8.count):\(part)"
            }
            text += "\n"
        }
        return text
    }

    /// Why a step runs, in words; empty where nothing has changed.
    package static func difference(old: StepKey?, new: StepKey) -> [String] {
        guard let old else { return ["first build"] }
        guard old != new else { return [] }
        var reasons: [String] = []
        for aspect in [Aspect.layer, .script, .environment, .config, .user, .network, .input, .earlierStep] {
            let before = old.values(of: aspect)
            let after = new.values(of: aspect)
            let names =
                new.components.filter { $0.aspect == aspect }.map(\.name)
                + old.components.filter { $0.aspect == aspect && after[$0.name] == nil }.map(\.name)
            if aspect == .config, before.values.contains(forgotten) {
                reasons.append("values of config vars are not remembered from before the upgrade")
                continue
            }
            let changes = names.filter { before[$0] != after[$0] }.map { name in
                words(aspect, name, isNew: before[name] == nil, isGone: after[name] == nil)
            }
            reasons += shortened(changes)
        }
        return reasons.isEmpty ? ["the order of what lies below changed"] : reasons
    }

    private func values(of aspect: Aspect) -> [String: String] {
        Dictionary(
            components.filter { $0.aspect == aspect }.map { ($0.name, $0.value) },
            uniquingKeysWith: { "\($0) \($1)" }
        )
    }

    private static func words(_ aspect: Aspect, _ name: String, isNew: Bool, isGone: Bool) -> String {
        let what = isNew ? "is new" : isGone ? "is gone" : "changed"
        return switch aspect {
        case .script: "the script \(what)"
        case .environment: "the variable \(name) \(what)"
        case .layer: "\(name) \(what)"
        case .input: "\(name) \(what)"
        case .config: "the config var \(name) \(what)"
        case .user: "the app's user changed"
        case .network: "its access to the network changed"
        case .earlierStep: "the step `\(name)` \(isNew ? "is new" : isGone ? "is gone" : "ran")"
        }
    }

    private static func shortened(_ changes: [String]) -> [String] {
        changes.count <= 3 ? changes : Array(changes.prefix(2)) + ["\(changes.count - 2) more changes"]
    }
}
