/// What began a deploy.
package enum DeployKind: String, Sendable, Codable {
    case push, config, rollback, initial
    /// The same commit on a newer base system.
    case stack
    /// Only a push has a ref that records whether it was committed.
    package var isRecordedByRef: Bool { self == .push }
    /// It is made out of a commit: what it was built with stays the app's.
    package var isBuilt: Bool { self == .push || self == .stack }
}
