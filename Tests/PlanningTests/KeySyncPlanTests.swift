import Model
import Planning
import Testing

/// What a list changes, and what it never does.
@Suite("Keys by a list") struct KeySyncPlanTests {
    private func known(_ number: Int64, _ owner: String, synced: Bool = true, deploy: Bool = false) -> KeySyncPlan.Known {
        .init(id: number, owner: owner, fingerprint: "SHA256:\(number)", isSynced: synced, isDeployKey: deploy)
    }

    private func listed(_ number: Int64, _ owner: String) -> KeySyncPlan.Listed { .init(owner: owner, fingerprint: "SHA256:\(number)") }

    private func plan(_ list: [KeySyncPlan.Listed], _ known: [KeySyncPlan.Known], _ administrators: Set<String> = []) -> KeySyncPlan {
        KeySyncPlan(list, known: known, administrators: administrators)
    }

    @Test func `what is new comes, what is gone goes, what is there stays`() {
        let plan = plan([listed(1, "ada"), listed(3, "eve")], [known(1, "ada"), known(2, "bob")])
        #expect(plan.added == [listed(3, "eve")] && plan.removed.map(\.id) == [2] && plan.kept == [])
        #expect(KeySyncPlan([listed(1, "ada")], known: [known(1, "ada")], administrators: []).isEmpty)
    }

    @Test func `what was added by hand stays, in the list or not`() {
        let byHand = [known(1, "ada", synced: false), known(2, "bob", synced: false), known(3, "ci", synced: false, deploy: true)]
        let plan = plan([listed(1, "ada"), listed(2, "mallory"), listed(3, "mallory"), listed(4, "ci")], byHand)
        #expect(plan.isEmpty && plan.kept.count == 3 && plan.kept[2].hasPrefix("a deploy key is called ci"))
        #expect(plan.kept[0].contains("is bob's here, and not mallory's") && plan.kept[1].contains("is a deploy key here"))
    }

    @Test func `nobody looks after the machine, or stops doing so, by a list`() {
        let plan = plan([listed(9, "ada")], [known(1, "ada"), known(2, "bob")], ["ada"])
        #expect(plan.added == [] && plan.removed.map(\.owner) == ["bob"] && plan.kept.count == 2)
        #expect(self.plan([listed(2, "ada")], [known(2, "bob")], ["ada"]).isEmpty)
    }

    @Test func `a key that is another's in the list by now is theirs`() {
        let plan = plan([listed(1, "grace")], [known(1, "ada")])
        #expect(plan.removed.map(\.owner) == ["ada"] && plan.added == [listed(1, "grace")])
        let deploy = self.plan([listed(1, "ci")], [known(1, "ada"), known(3, "ci", synced: false, deploy: true)])
        #expect(deploy.isEmpty && deploy.kept == ["a deploy key is called ci: SHA256:1 stays ada's"])
    }

    @Test func `many at once go by somebody's word alone`() throws {
        let all = (1...12).map { known($0, "p\($0)") }
        func without(_ count: Int64) -> KeySyncPlan { plan((count + 1...12).map { listed($0, "p\($0)") }, all) }
        for count: Int64 in 1...3 { try without(count).check(confirmed: nil) }
        #expect(throws: Failure.self) { try without(4).check(confirmed: nil) }
        #expect(throws: Failure.self) { try without(4).check(confirmed: 3) }
        try without(4).check(confirmed: 4)
        try plan([listed(9, "x")], [known(1, "ada"), known(2, "bob")]).check(confirmed: nil)
    }
}
