import Model

/// What becomes of a deploy that was left half done. The ref is the commit record.
package enum DeploySettlement: Hashable, Sendable {
    case commit
    case abort(reason: String)

    package static func decide(kind: DeployKind, state: DeployState, commit: CommitID?, refTarget: CommitID?)
        -> DeploySettlement?
    {
        if state.isSettled { return nil }
        guard kind.isRecordedByRef else { return .abort(reason: "it was interrupted") }
        guard state == .prepared, let commit else { return .abort(reason: "the push was interrupted before it was accepted") }
        // Killed or not willing: what git did is what the ref says.
        return refTarget == commit ? .commit : .abort(reason: "git did not move the branch, and nothing has changed")
    }
}
