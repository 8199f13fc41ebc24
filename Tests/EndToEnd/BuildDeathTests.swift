import Glibc
import Linux
import Model
import Sandbox
import Testing

/// `kill -9` of the builder in the parts of a build that are its own work, where no cage dies with it; what dies in steps, in classic
/// buildpacks and around the commit is in DisconnectTests, ClassicBuildpackTests and RecoveryTests.
@Suite("A builder that is killed") struct BuildDeathTests {
    @Test(arguments: BuildPhase.allCases)
    func `leaves nothing, the old version serves, and the same commit is taken`(_ phase: BuildPhase) throws {
        let scene = try PhaseScene(phase, on: Installation())
        let platform = scene.platform
        let old = try scene.app.head
        // Those that all tests share may have them already.
        if phase == .packages { try platform.takeOwnStore(for: "shop") }
        try scene.change()
        let push = try scene.hold()
        try scene.killBuilder()
        #expect(try !push.finish().status.isSuccess)
        try platform.settle()
        try platform.expectNoLeftovers(dynos: 1)
        try platform.expectNoBuildLeft()
        #expect(try scene.halves() == [])
        #expect(try platform.ref("refs/heads/main", of: "shop") == old)
        #expect(try platform.get("shop") == (200, "one"))
        try platform.expectDeploy(of: scene.app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
        try platform.expectNoBuildLeft()
    }

    /// mmdebstrap is a program of root's beside the builder and in no cage.
    @Test func `while a base system is made takes with it who makes it`() throws {
        let small = try SmallStack()
        let (platform, store) = (small.platform, small.store)
        try platform.create("shop")
        let app = try SampleApps.web("one", ["renga.yml": "stack: small\n"])
        try platform.expectDeploy(of: app, to: "shop")
        try platform.renga("store:verify").check()
        try Files.replace(store.path(small.base) + "/etc/evil", with: "")
        #expect(try platform.renga("store:verify").status == .exited(21))
        try app.commit(["message": "two"])
        let push = try BackgroundPush(platform, app, to: "shop")
        func makers() throws -> [Processes.Found] {
            try platform.processes.all().filter { process in process.arguments.contains { $0.hasPrefix(store.temporaries) } }
        }
        // Past its own start: it has something to clear up.
        try eventually("it is being made") {
            try !makers().isEmpty && Files.list(store.temporaries).contains { Files.exists("\(store.temporaries)/\($0)/root/var/lib/dpkg") }
        }
        #expect(try platform.processes.kill(.builder) > 0)
        #expect(try !push.finish().status.isSuccess)
        try platform.settle()
        try eventually("nobody makes it any more") { try makers().isEmpty }
        try eventually("its tree is gone") { try Files.list(store.temporaries).isEmpty }
        try platform.expectNoBuildLeft()
        #expect(try platform.get("shop") == (200, "one"))
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Making the Small (trixie) stack"])
        #expect(try platform.get("shop") == (200, "two"))
    }
}
