import Linux
import Model
import Operations
import Testing

/// The ref is the commit record: whoever comes after a push that was interrupted looks there.
@Suite("Deploys that were left half done") struct SettleDeploysTests {
    @Test func `one that is prepared is a release where its branch has moved to it`() throws {
        let fixture = try PlatformFixture()
        let deploy = try fixture.deploy("a")
        #expect(try fixture.settle(main: "a") == ["Completed an interrupted deploy: v1 (Deploy a)"])
        #expect(try fixture.states() == [.committed] && fixture.current == deploy && fixture.version(deploy) == 1)
    }

    @Test(arguments: ["b" as Character?, nil]) func `and is given up where it has not`(main: Character?) throws {
        let fixture = try PlatformFixture()
        let deploy = try fixture.deploy("a")
        #expect(try fixture.settle(main: main) == ["Deploy a was given up: git did not move the branch, and nothing has changed"])
        #expect(try fixture.states() == [.failed] && fixture.current == nil && fixture.version(deploy) == nil)
    }

    @Test(arguments: [DeployState.building, .booting]) func `one that was not prepared is none, wherever its branch is`(state: DeployState)
        throws
    {
        let fixture = try PlatformFixture()
        try fixture.deploy("a", state)
        #expect(try fixture.settle(main: "a") == ["Deploy a was given up: the push was interrupted before it was accepted"])
        #expect(try fixture.states() == [.failed])
    }

    @Test func `what no branch records was interrupted`() throws {
        let fixture = try PlatformFixture()
        try fixture.deploy("a", .booting, kind: .config)
        #expect(try fixture.settle(main: "a") == ["Deploy a was given up: it was interrupted"])
    }

    @Test func `each is brought to its own end, the oldest first, and only once`() throws {
        let fixture = try PlatformFixture()
        try fixture.deploy("a", .building)
        let deploy = try fixture.deploy("b")
        try fixture.deploy("c")
        #expect(try fixture.settle(main: "b").map { $0.contains("v1 (Deploy b)") } == [false, true, false])
        #expect(try fixture.states() == [.failed, .committed, .failed])
        #expect(try fixture.settle(main: "c").isEmpty, "a branch that moves on settles nothing anew")
        #expect(try fixture.version(deploy) == 1)
    }

    @Test func `an app that is gone has none`() throws {
        let fixture = try PlatformFixture()
        let gone = try #require(AppName("gone"))
        #expect(try SettleDeploys(fixture.platform) { _, _ in nil }.run(gone).isEmpty)
    }
}
