import Model

/// What a file of a set names that cannot be followed: whoever installs by it ends there.
struct FollowFault: Hashable {
    enum Kind { case leadsOut, isMissing, isItself, isNoText }

    let path: String
    /// Counted from 1.
    let line: Int
    /// As it is written there.
    let target: String
    let kind: Kind

    private static let targetShownMax = 80

    var warning: BuildPlan.Warning {
        let place = "\(path):\(line): `\(target.prefix(Self.targetShownMax))`"
        return switch kind {
        case .leadsOut:
            .init(
                message: "\(place) leads out of the app, where a build has nothing",
                hint: "put the file into the app, and name it from there"
            )
        case .isMissing: .init(message: "\(place) is not in the commit", hint: "git add it, or take the line out")
        case .isItself: .init(message: "\(place) is read while it is read itself, without an end", hint: "take the line out")
        case .isNoText: .init(message: "\(path) cannot be read as text: \(target)", hint: "write it anew in plain UTF-8, and commit it")
        }
    }
}
