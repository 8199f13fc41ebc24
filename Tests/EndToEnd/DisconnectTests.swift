import Glibc
import Linux
import Model
import Testing

@Suite("A client that goes away") struct DisconnectTests {
    /// By whom the push ends: the client with its ssh, the client alone, or the git that reads for it on this side.
    enum Way: CaseIterable { case interrupted, gitKilled, receiverKilled }

    private func end(_ push: BackgroundPush, _ way: Way, _ platform: Installation) throws {
        switch way {
        case .interrupted: push.interrupt()
        case .gitKilled: push.killGit()
        case .receiverKilled: #expect(try platform.processes.kill(.receivePack) > 0)
        }
        try push.finish()
    }

    @Test(arguments: Way.allCases) func `in a build step ends all of the build, and the next push works at once`(_ way: Way) throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let old = try app.head
        // Children, output and a network of its own: more that could be left.
        let script = "(sleep 1000 & sleep 1000 | sleep 1000) &\necho in the step\nsleep 1000"
        try app.commit(["renga.yml": SampleApps.step(script, "network: true"), "message": "two"])
        let push = try BackgroundPush(platform, app, to: "shop")
        try push.wait(for: "in the step")
        #expect(try platform.buildLeftovers() != [], "nothing is seen of a build that runs")
        try end(push, way, platform)
        try platform.settle()
        try platform.expectNoLeftovers(dynos: 1)
        try platform.expectNoBuildLeft()
        expect(try platform.buildLog("shop"), has: ["in the step", "the build was cancelled: the client went away"])
        #expect(try platform.ref("refs/heads/main", of: "shop") == old)
        #expect(try platform.get("shop") == (200, "one"))
        try app.commit(["renga.yml": nil])
        let began = Moment.monotonicMilliseconds()
        let text = try platform.expectDeploy(of: app, to: "shop")
        #expect(!text.contains("Waiting for"), "\(text)")
        #expect(Moment.monotonicMilliseconds() - began < 15_000)
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test(arguments: [Way.interrupted, .receiverKilled]) func `while dynos boot takes them away again`(_ way: Way) throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let good = try app.head
        try app.commit(["Procfile": "web: echo waking up; exec sleep 1000\n"])
        let push = try BackgroundPush(platform, app, to: "shop")
        try push.wait(for: "Launching...")
        try eventually("the candidate runs") { try platform.dynoStates("shop") == ["web.1 starting", "web.1 up"] }
        try end(push, way, platform)
        try platform.settle()
        try platform.expectNoLeftovers(dynos: 1)
        #expect(try platform.dynoStates("shop") == ["web.1 up"])
        #expect(try platform.ref("refs/heads/main", of: "shop") == good)
        try app.git("reset", "-q", "--hard", good)
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test(arguments: [Way.interrupted, .receiverKilled]) func `in the release command ends it`(_ way: Way) throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.commit(["Procfile": "release: echo migrating; sleep 1000\nweb: exec python3 server.py\n"])
        let push = try BackgroundPush(platform, app, to: "shop")
        try push.wait(for: "migrating")
        try end(push, way, platform)
        try platform.settle()
        try platform.expectNoLeftovers(dynos: 1)
        try platform.expectNoBuildLeft()
        #expect(try platform.get("shop") == (200, "one"))
    }

    /// Two cages, two namespaces, and neither knows of the other.
    @Test(arguments: [Processes.Part.builder, .receivePack])
    func `in steps of two buildpacks at the same time ends both, and the same commit is taken`(_ victim: Processes.Part) throws {
        func buildpack(_ name: String) -> String {
            """
            name: \(name)
            detect: {file: \(name)}
            packages: {run: [python3]}
            steps:
              - name: Making \(name)
                inputs: [\(name)]
                alone: true
                network: true
                caches: [\(name)]
                run: |
                  [ ! -e "$CACHE_DIR/\(name)/here" ] || exit 0
                  touch "$CACHE_DIR/\(name)/here"
                  (sleep 1000 & sleep 1000 | sleep 1000) &
                  sleep 1000

            """
        }
        let names = ["left", "right"]
        let platform = try Installation(buildpacks: Dictionary(uniqueKeysWithValues: names.map { ($0, buildpack($0)) }))
        let app = try platform.serving("shop")
        try app.commit(["left": "", "right": "", "renga.yml": "buildpacks: [left, right]\n", "message": "two"])
        let push = try BackgroundPush(platform, app, to: "shop")
        let cache = platform.root.cache(try platform.appName("shop"))
        try eventually("both run") { names.allSatisfy { Files.exists("\(cache)/\($0)/here") } }
        #expect(try platform.processes.kill(victim) > 0)
        #expect(try !push.finish().status.isSuccess)
        try platform.settle()
        try platform.expectNoLeftovers(dynos: 1)
        try platform.expectNoBuildLeft()
        #expect(try platform.get("shop") == (200, "one"))
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }
}
