import Model

/// The life of a deploy: which state follows on what happens to it, or why none does. The ledger moves a row along this and in
/// no other way (`Ledger/DeployMoves.swift`), so that of two who meet at one row, one is told what it met.
package struct DeployMachine: Hashable, Sendable {
    package enum Event: Hashable, Sendable {
        /// What comes before its dynos has ended: the build, and the release command. nil: it has had its slug from the
        /// beginning.
        case made(slug: String?)
        /// Its dynos are up, and nothing is left that can fail.
        case answered
        /// It is a release: the ref has moved, or none has to.
        case released
        /// Given up by whoever works on it.
        case failed(reason: String)
        /// Brought to its end by somebody who looked at its ref while nobody works on it.
        case settled(DeploySettlement)
    }

    package let kind: DeployKind
    package let state: DeployState
    /// Why it was given up.
    package let reason: String?

    package init(kind: DeployKind, state: DeployState, reason: String? = nil) {
        self.kind = kind
        self.state = state
        self.reason = reason
    }

    /// Where the life of a deploy begins. One that has its slug and no release command to run has dynos at once.
    package static func start(isMade: Bool) -> DeployState { isMade ? .booting : .building }

    /// The state that follows; the same one where the event has happened before.
    package func next(_ event: Event) throws(Failure) -> DeployState {
        switch (state, event) {
        case (.building, .made): return .booting
        case (.booting, .answered) where kind.isRecordedByRef: return .prepared
        case (PointOfNoReturn.state(before: kind), .released), (.committed, .released): return .committed
        case (.building, .failed), (.booting, .failed), (.failed, .failed): return .failed
        case (.prepared, .settled(.commit)) where kind.isRecordedByRef: return .committed
        case (.committed, .settled(.commit)): return .committed
        case (.building, .settled(.abort)), (.booting, .settled(.abort)), (.prepared, .settled(.abort)), (.failed, .settled(.abort)):
            return .failed
        default: throw refusal(event)
        }
    }

    private func refusal(_ event: Event) -> Failure {
        let what =
            switch event {
            case .made: "boot its dynos"
            case .answered: "be called prepared"
            case .released, .settled(.commit): "be released"
            case .failed, .settled(.abort): "be given up"
            }
        let met =
            switch state {
            case .building: "is still being built"
            case .booting: "has dynos that boot"
            case .prepared: "is prepared: its ref decides"
            case .committed: "is a release already"
            case .failed: "was given up: \(reason ?? "no reason was recorded")"
            }
        return Failure(.conflict, "it cannot \(what), since it \(met)")
    }
}
