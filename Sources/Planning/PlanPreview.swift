import Model

/// A plan, and what a push would do of it now: which layers are there, which steps run, and why.
package struct PlanPreview: Hashable, Sendable, Codable {
    /// A layer below the steps: the stack, a toolchain, or the files of a classic buildpack.
    package struct Layer: Hashable, Sendable, Codable {
        package var title: String
        /// nil: it is known once it was fetched.
        package var key: String?
        package var isHere: Bool
        /// What becomes of it where it is not; nil: it is made, and shared.
        package var otherwise: String?

        package init(title: String, key: String?, isHere: Bool, otherwise: String? = nil) {
            self.title = title
            self.key = key
            self.isHere = isHere
            self.otherwise = otherwise
        }
    }

    package struct Step: Hashable, Sendable, Codable {
        package var name: String
        /// Of its result; nil: it is known once what it stands on is there, or another at each push.
        package var key: String?
        /// Its result is used again.
        package var isKept: Bool
        /// Why it runs; none where it does not.
        package var reasons: [String]

        package init(name: String, key: String?, isKept: Bool, reasons: [String] = []) {
            self.name = name
            self.key = key
            self.isKept = isKept
            self.reasons = reasons
        }
    }

    package var plan: BuildPlan
    /// From the stack upwards.
    package var layers: [Layer]
    /// In the order in which they run.
    package var steps: [Step]

    package init(plan: BuildPlan, layers: [Layer], steps: [Step]) {
        self.plan = plan
        self.layers = layers
        self.steps = steps
    }

    package var page: [String] {
        var lines = plan.page + ["", "What a push would do now"]
        for layer in layers {
            lines.append("  \(layer.title): \(layer.isHere ? "is here" : layer.otherwise ?? "is made first, once for all apps")")
            if let key = layer.key { lines.append("     \(key)") }
        }
        for (index, step) in steps.enumerated() {
            let what =
                step.isKept ? "is used again: nothing that it depends on has changed" : "runs: \(step.reasons.joined(separator: ", "))"
            lines.append("  \(index + 1). \(step.name) \(what)")
            if let key = step.key { lines.append("     \(key)") }
        }
        return lines
    }
}
