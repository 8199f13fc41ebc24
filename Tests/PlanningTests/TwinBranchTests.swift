import Model
import Planning
import Testing

@Suite("A push that deletes one name of the branch that the app runs from") struct TwinBranchTests {
    private func update(_ ref: String, deletes: Bool = false) throws -> RefUpdate {
        let (one, two) = (String(repeating: "1", count: 40), String(repeating: deletes ? "0" : "2", count: 40))
        return try #require(RefUpdate(line: "\(one) \(two) \(ref)"))
    }

    @Test(arguments: [("refs/heads/main", "refs/heads/master"), ("refs/heads/master", "refs/heads/main")])
    func `goes on without that, where it moves the other`(_ moved: String, _ deleted: String) throws {
        let updates = [try update(moved), try update(deleted, deletes: true), try update("refs/tags/v1")]
        let decision = try PushPolicy.decide(updates, keepsTwin: true)
        #expect(decision.deploys?.ref.text == moved && decision.twin?.text == deleted && decision.stored.count == 1)
        let said = StoredRefs.words(decision) { _ in false }
        #expect(said.last?.hasPrefix("`\(deleted.dropFirst(11))` stays: it is another name of `\(moved.dropFirst(11))` here") == true)
        // Nobody would keep git from it.
        #expect(throws: Failure.self) { try PushPolicy.decide(updates) }
    }

    @Test func `does nothing where a mirror is up to date`() throws {
        let decision = try PushPolicy.decide([update("refs/heads/master", deletes: true)], keepsTwin: true)
        #expect(decision.deploys == nil && decision.twin == .master)
    }

    @Test func `is refused where the app is to lose its branch`() throws {
        let main = try update("refs/heads/main", deletes: true)
        #expect(throws: Failure.self) { try PushPolicy.decide([main], keepsTwin: true) }
        #expect(throws: Failure.self) { try PushPolicy.decide([main, update("refs/heads/master", deletes: true)], keepsTwin: true) }
    }
}
