/// What a person is let do in an app: some of Heroku's four. To see it is part of each.
package struct AppPermissions: Hashable, Sendable, Codable, CustomStringConvertible {
    package static let given: [Permission] = [.view, .deploy, .operate, .manage]
    package static let all = AppPermissions(Set(given))
    /// What Heroku's collaborators have: everything but to take the app away and to let others in.
    package static let usual = AppPermissions([.deploy, .operate])

    /// Those that follow included.
    package let set: Set<Permission>

    private init(_ given: Set<Permission>) {
        set = given.union([.view]).union(given.contains(.deploy) ? [.push] : [])
    }

    /// - Parameter text: such as `deploy,operate`, in any order.
    package init(_ text: String) throws(Failure) {
        var found: Set<Permission> = []
        for word in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
            guard let permission = Self.given.first(where: { $0.rawValue == word.lowercased() }) else {
                throw Failure(.invalid, "there is no permission `\(word)`", hint: "write some of \(Self.words), with commas between them")
            }
            found.insert(permission)
        }
        guard !found.isEmpty else { throw Failure(.invalid, "no permission is named", hint: "write some of \(Self.words)") }
        self.init(found)
    }

    private static var words: String { given.map(\.rawValue).joined(separator: ", ") }

    package var description: String { Self.given.filter(set.contains).map(\.rawValue).joined(separator: ", ") }

    package init(from decoder: any Decoder) throws { try self.init(try decoder.singleValueContainer().decode(String.self)) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
