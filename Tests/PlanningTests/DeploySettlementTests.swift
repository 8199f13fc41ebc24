import Model
import Planning
import Testing

@Suite("What becomes of a deploy that was left half done") struct DeploySettlementTests {
    private let commit = CommitID(String(repeating: "a", count: 40))
    private let other = CommitID(String(repeating: "b", count: 40))

    @Test(arguments: [DeployState.committed, .failed])
    func `a settled deploy is left alone`(_ state: DeployState) {
        for kind in [DeployKind.push, .config, .rollback, .stack, .initial] {
            #expect(DeploySettlement.decide(kind: kind, state: state, commit: commit, refTarget: commit) == nil)
        }
    }

    @Test func `a prepared push whose ref has moved is committed`() {
        #expect(DeploySettlement.decide(kind: .push, state: .prepared, commit: commit, refTarget: commit) == .commit)
    }

    @Test func `a prepared push whose ref has not moved is given up`() {
        for target in [nil, other] {
            #expect(isAbort(.decide(kind: .push, state: .prepared, commit: commit, refTarget: target)))
        }
    }

    @Test func `a prepared push whose git is still at work is left to it`() {
        #expect(DeploySettlement.decide(kind: .push, state: .prepared, commit: commit, refTarget: other, mayMove: true) == nil)
        #expect(DeploySettlement.decide(kind: .push, state: .prepared, commit: commit, refTarget: commit, mayMove: true) == .commit)
        #expect(isAbort(.decide(kind: .push, state: .building, commit: commit, refTarget: other, mayMove: true)))
    }

    @Test(arguments: [DeployState.building, .booting])
    func `a push that was not prepared is given up, wherever its ref is`(_ state: DeployState) {
        for target in [nil, commit, other] {
            #expect(isAbort(.decide(kind: .push, state: state, commit: commit, refTarget: target)))
        }
    }

    @Test(arguments: [DeployKind.config, .rollback, .stack, .initial])
    func `a change without a ref is given up`(_ kind: DeployKind) {
        for state in [DeployState.building, .booting, .prepared] {
            #expect(isAbort(.decide(kind: kind, state: state, commit: commit, refTarget: commit)))
        }
    }

    @Test func `a prepared deploy without a commit is given up, also where there is no ref`() {
        #expect(isAbort(.decide(kind: .push, state: .prepared, commit: nil, refTarget: nil)))
    }

    private func isAbort(_ settlement: DeploySettlement?) -> Bool {
        if case .abort(let reason) = settlement { !reason.isEmpty } else { false }
    }
}
