import Linux
import Model
import Sandbox
import Testing

@Suite("The store of layers") struct StoreTests {
    @Test func `what was changed on the disk is found, serves on, and is made anew by the next push`() throws {
        let small = try SmallStack()
        let (platform, store) = (small.platform, small.store)
        let renga = "stack: small\n" + SampleApps.step("echo right > message; sleep 0")
        try platform.create("shop")
        let app = try SampleApps.web("one", ["renga.yml": renga])
        try platform.expectDeploy(of: app, to: "shop")
        let step = try #require(try small.manifest(of: "shop")?.layers.first { $0.role == .step }?.key)
        try eventually("what a push has made is put down after it") { store.verifiedAt(step) != nil }
        expect(try platform.renga("store:verify").check(), has: ["3 are what they were, 0 are not"])

        try Files.replace(store.path(step) + "/app/message", with: "wrong\n")
        try Files.replace(store.path(small.base) + "/etc/evil", with: "")
        let found = try platform.renga("store:verify")
        expect(
            found.text,
            has: ["is not what it was when it was made", "What runs of shop stands on it", "1 are what they were, 2 are not"]
        )
        #expect(found.status == .exited(21))
        expect(try platform.ssh("store").check(), has: ["base systems", "1", "Testing (\(step)) is not what it was"])
        #expect(try platform.get("shop").status == 200)

        try app.commit([:])
        let pushed = try platform.expectDeploy(of: app, to: "shop")
        expect(pushed, has: ["the base system that shop stands on is gone", "Making the Small (trixie) stack", "Testing ("])
        #expect(try platform.get("shop") == (200, "right\n"))
        let base = try #require(try small.manifest(of: "shop")?.base)
        #expect(base != small.base && !Files.exists(store.path(base) + "/etc/evil"))

        // What nothing names goes where somebody says so, and what a build may be about to name does not.
        let unnamed = ["packages-1", "packages-2"]
        for key in unnamed { try store.create(key, LayerRecord(kind: .packages, title: key)) { try Files.makeDirectory($0 + "/root") } }
        try Command("/usr/bin/touch", ["-d", "5 hours ago", "\(store.directory)/packages-1/used"]).check()
        expect(try platform.renga("store:gc").check(), has: ["done, 1 removed"])
        #expect(!store.exists("packages-1") && store.exists("packages-2") && store.exists(base))
    }

    /// The runner finds its own mark of another boot, as after a power cut.
    @Test func `what changed while the machine stopped in the middle of its work is found at leisure, and made anew`() throws {
        let small = try SmallStack()
        let (platform, store) = (small.platform, small.store)
        try platform.create("shop")
        let app = try SampleApps.web("one", ["renga.yml": "stack: small\n" + SampleApps.step("echo right > message; echo kept > kept")])
        try platform.expectDeploy(of: app, to: "shop")
        let step = try #require(try small.manifest(of: "shop")?.layers.first { $0.role == .step }?.key)
        try eventually("what a push has made is put down after it") { store.verifiedAt(step) != nil }
        // A stop that left nothing half done is none.
        try platform.restartRunner()
        #expect(!store.isSuspect(step))

        platform.stopRunner()
        try Files.replace(store.path(step) + "/app/kept", with: "lost\n")
        try Files.replace(platform.root.run + "/alive", with: "another boot\n")
        try platform.startRunner()
        try platform.waitUntilReady()
        try eventually("it is found, and nobody has asked") { store.isSuspect(step) }
        #expect(try platform.get("shop") == (200, "right\n"))
        expect(try platform.renga("store").check(), has: ["Testing (\(step)) is not what it was"])

        try app.commit([:])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Testing ("])
        #expect(try platform.get("shop") == (200, "right\n"))
        let anew = try #require(try small.manifest(of: "shop")?.layers.first { $0.role == .step }?.key)
        #expect(try Files.text(store.path(anew) + "/app/kept") == "kept\n")
        expect(try platform.renga("store:verify").check(), has: ["0 are not"])
    }
}
