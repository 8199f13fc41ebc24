/// Why nothing of an app runs: said in the same words by `ps`, `ps:scale` and the push.
package struct Idleness: Hashable, Sendable, Codable {
    package enum Reason: Hashable, Sendable, Codable {
        case neverPushed
        /// No process types: neither a Procfile nor a buildpack says what to run.
        case noTypes
        /// These process types, each at 0.
        case scaledToZero([String])
    }

    package let app: AppName
    package let reason: Reason
    /// Where people type commands from elsewhere, as ssh knows it.
    package let host: String

    /// nil where something should run.
    ///
    /// - Parameters:
    ///   - types: the process types of the current release; nil before the first push.
    ///   - quantities: how many dynos there should be of each.
    package init?(_ app: AppName, types: Set<String>?, quantities: [String: Int], host: String) {
        guard let types else {
            self.init(app, .neverPushed, host)
            return
        }
        guard types.allSatisfy({ quantities[$0, default: 0] == 0 }) else { return nil }
        self.init(app, types.isEmpty ? .noTypes : .scaledToZero(types.sorted()), host)
    }

    private init(_ app: AppName, _ reason: Reason, _ host: String) {
        self.app = app
        self.reason = reason
        self.host = host
    }

    package var message: String {
        switch reason {
        case .neverPushed: "Nothing was pushed to \(app) yet."
        case .noTypes: "\(app) declares no process types: nothing runs."
        case .scaledToZero(let types):
            types.count == 1 ? "\(app) has 0 dynos of its only type, \(types[0])." : "All process types of \(app) are at 0."
        }
    }

    /// - Parameter isHere: whether who reads it is on the machine itself.
    package func hint(isHere: Bool) -> String {
        switch reason {
        case .neverPushed: return "Push it: git push heroku main"
        case .noTypes: return "Add a Procfile with a line such as `web: COMMAND`, and push."
        case .scaledToZero(let types):
            let type = types.contains("web") ? "web" : types[0]
            return "Start some: \(isHere ? "renga" : "ssh \(host)") ps:scale \(type)=1 -a \(app)"
        }
    }
}
