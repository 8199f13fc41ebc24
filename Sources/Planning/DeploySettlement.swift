import Model

/// What becomes of a deploy that was left half done. The ref is the commit record.
package enum DeploySettlement: Hashable, Sendable {
    case commit
    case abort(reason: String)

    /// - Parameter mayMove: somebody's push, which holds no lock, is at work and may move the ref yet.
    package static func decide(
        kind: DeployKind,
        state: DeployState,
        commit: CommitID?,
        refTarget: CommitID?,
        mayMove: Bool = false
    ) -> DeploySettlement? {
        if state.isSettled { return nil }
        guard kind.isRecordedByRef else { return .abort(reason: "it was interrupted") }
        guard state == .prepared, let commit else { return .abort(reason: "the push was interrupted before it was accepted") }
        // Killed or not willing: what git did is what the ref says.
        if refTarget == commit { return .commit }
        return mayMove ? nil : .abort(reason: "git did not move the branch, and nothing has changed")
    }
}
