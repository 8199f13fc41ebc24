import Model

/// What `app.json` wants at an app's first deploy, and never again, beside its formation: that is in the plan.
package struct FirstDeploy: Hashable, Sendable, Codable {
    package var variables: [AppJSON.Variable]
    package var postdeploy: String?
    /// The stack, where app.json has chosen it.
    package var stack: String?
    /// Not to be had here yet: kept.
    package var addons: [String]
    /// Of dynos, as written, by process type.
    package var sizes: [String: String]

    /// - Parameter stack: that of the plan.
    init?(_ file: AppJSON, stack: String) {
        variables = file.variables
        postdeploy = file.postdeploy
        self.stack = file.stack == stack ? stack : nil
        addons = file.addons
        sizes = file.sizes
        if self.stack == nil, variables.isEmpty, postdeploy == nil, addons.isEmpty, file.formation.isEmpty {
            return nil
        }
    }

    /// One thing a line.
    /// - Parameter set: names of config vars that the app has already, which stay as they are.
    package func lines(formation: [String: Int], set: Set<String>) -> [String] {
        var lines = variables.map { variable in
            if set.contains(variable.name) { return "\(variable.name) is set already, and stays" }
            return variable.value == nil ? "\(variable.name) is a secret, made now" : "\(variable.name) is set as it says"
        }
        if !formation.isEmpty {
            lines.append(
                "dynos: "
                    + formation.sorted { $0.key < $1.key }.map { type, quantity in
                        "\(type)=\(quantity)" + (sizes[type].map { ":\($0)" } ?? "")
                    }.joined(separator: " ")
            )
        }
        if let stack { lines.append("stack: \(stack)") }
        if let postdeploy { lines.append("once, before its first dynos start: \(postdeploy)") }
        if !addons.isEmpty { lines.append("add-ons, which there are none of yet; kept: \(addons.joined(separator: ", "))") }
        return lines
    }
}
