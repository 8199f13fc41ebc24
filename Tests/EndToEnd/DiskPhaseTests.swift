import Glibc
import Linux
import Model
import Testing

/// A disk on which everything is, the layers as well, and that is full from one moment of a push on.
@Suite("A disk that is full in the middle of a build") struct DiskPhaseTests {
    private static let floor = "disk: {floor_bytes: 1, floor_files: 1}\n"

    @Test(arguments: BuildPhase.allCases)
    func `rejects the push, leaves nothing, and takes the same commit once there is room`(_ phase: BuildPhase) throws {
        let platform = try Installation(Self.floor, megabytes: 700)
        let scene = try PhaseScene(phase, on: platform)
        let old = try scene.app.head
        try platform.takeOwnStore(for: "shop")
        try scene.change()
        let push = try scene.hold()
        try platform.leave(megabytes: 0)
        try scene.release()
        let outcome = try push.finish()
        #expect(!outcome.status.isSuccess, "\(outcome.text)")
        // What comes after a plan is refused before it begins.
        expect(outcome.text, has: [phase == .plan ? "the disk is nearly full: this push needs about" : "disk is full"])
        #expect(try platform.ref("refs/heads/main", of: "shop") == old)
        #expect(try platform.get("shop") == (200, "one"))
        try platform.clearDisk()
        try platform.settle()
        try platform.expectNoLeftovers(dynos: 1)
        try platform.expectNoBuildLeft()
        #expect(try scene.halves() == [])
        #expect(try Files.list(platform.root.path + "/own-layers/.tmp") == [])
        try platform.expectDeploy(of: scene.app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test(arguments: [Gates.Stage.boot, .prepared, .committed])
    func `while dynos boot or the ref moves leaves the old version or the new one`(_ stage: Gates.Stage) throws {
        let platform = try Installation(Self.floor, buildpacks: ["gated": Gates.buildpack], megabytes: 300)
        try platform.create("shop")
        let gates = try Gates(platform, "shop")
        let source = try Gates.sampleApp("first")
        try platform.push(source, to: "shop").check()
        let before = try platform.state("shop")
        try source.commit(Gates.change("second", stage))
        let after = AppState(ref: try source.head, release: try source.head, answer: "second")
        try gates.close(stage)
        let push = try BackgroundPush(platform, source, to: "shop")
        try gates.wait(for: push, at: stage)
        try platform.leave(megabytes: 0)
        try gates.open(stage)
        let outcome = try push.finish()
        let served = try platform.get("shop")
        #expect(served == (200, "first") || served == (200, "second"), "\(served)\n\(outcome.text)")
        try platform.clearDisk()
        try platform.settle()
        var state = try platform.state("shop")
        try eventually("all old or all new: \(state)\n\(outcome.text)\n\(platform.diagnostics)") {
            state = try platform.state("shop")
            return state == before || state == after
        }
        let again = try gates.pushThrough(source, stage: stage)
        #expect(again.status.isSuccess, "\(again.text)\n\(platform.diagnostics)")
        #expect(try platform.state("shop") == after)
        try platform.expectNoLeftovers(dynos: 1)
    }
}
