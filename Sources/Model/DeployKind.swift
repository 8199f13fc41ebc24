/// What began a deploy.
package enum DeployKind: String, Sendable, Codable {
    case push, config, rollback, initial
    /// Only a push has a ref that records whether it was committed.
    package var isRecordedByRef: Bool { self == .push }
}
