import Model

/// Variables for one run alone: Heroku's `KEY=VALUE;KEY=VALUE`.
package enum OneOffVariables {
    /// A value may hold a `;` where what follows it is no variable.
    package static func read(_ text: String) throws(Failure) -> [String: String] {
        var variables: [String: String] = [:]
        var last: String?
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if sides.count == 2, NameRules.isVariable(String(sides[0])) {
                let name = String(sides[0])
                variables[name] = String(sides[1])
                last = name
            } else if let last, !part.contains("=") {
                // What an empty part behind the last one leaves is none of the value's.
                variables[last, default: ""] += part.isEmpty ? "" : ";\(part)"
            } else if !part.isEmpty {
                throw Failure(
                    .invalid,
                    "`\(part)` is no variable with a value",
                    hint: "write -e NAME=VALUE, or -e 'NAME=VALUE;OTHER=VALUE'; a name has letters, digits and underscores"
                )
            }
        }
        return variables
    }
}
