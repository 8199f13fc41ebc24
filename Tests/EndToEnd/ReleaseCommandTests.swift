import Linux
import Model
import Testing

/// The release command runs at every new release, as on Heroku.
@Suite("The release command") struct ReleaseCommandTests {
    private static let about = "$PATH $HOME $(id -u) $(ulimit -n) $(ulimit -f)"
    private static let procfile = [
        "Procfile": """
        release: echo "RELEASE $MODE as $DYNO"; echo "ENV \(about)"; test "$MODE" != bad && test -z "$SLOW" || { test -z "$SLOW" && exit 7; sleep 1000; }
        web: echo "ENV \(about)"; exec python3 server.py

        """
    ]

    private func lines(_ platform: Installation, _ part: String) throws -> [String] {
        try platform.renga("logs", "-a", "shop", "-n", "500").check().split(separator: "\n").map(String.init).filter { $0.contains(part) }
    }

    @Test func `runs at a push, a change of config vars and a rollback, and is in the log`() throws {
        let platform = try Installation()
        _ = try platform.serving("shop", Self.procfile)
        #expect(try lines(platform, "app[release.").contains { $0.contains("RELEASE  as release.") })
        let set = try platform.renga("config:set", "MODE=good", "-a", "shop")
        #expect(set.status == .exited(0))
        expect(set.text, has: ["Running release command...", "RELEASE good as release.", "done, v4"])
        expect(try platform.renga("releases:output", "-a", "shop").check(), has: ["RELEASE good as release."])
        expect(try platform.ssh("releases:output", "v3", "-a", "shop").check(), has: ["RELEASE  as release.", "Released v3"])
        #expect(try lines(platform, "app[release.").contains { $0.contains("RELEASE good as release.") })

        // What a dyno has is what the command had.
        let environments = Set(try lines(platform, "ENV /").map { $0.drop { $0 != "E" }.description })
        #expect(environments.count == 1, "\(environments)")

        let refused = try platform.ssh("config:set", "MODE=bad", "-a", "shop")
        #expect(refused.status == .exited(30))
        expect(refused.text, has: ["RELEASE bad", "ended with status 7", "--no-release", "nothing has changed, v4 goes on serving"])
        #expect(try platform.currentVersion("shop") == 4)
        try eventually("it is in the log, once") { try lines(platform, "app[api]: ").filter { $0.contains("status 7") }.count == 1 }
        #expect(try platform.renga("config:get", "MODE", "-a", "shop").check() == "good\n")
        #expect(try platform.unsettled() == 0)
        #expect(try platform.get("shop").status == 200)

        // A broken command does not block its own cure.
        let forced = try platform.renga("config:set", "MODE=bad", "--no-release", "-a", "shop")
        expect(try forced.check(), has: ["done, v5"])
        #expect(!forced.text.contains("RELEASE"))
        expect(try platform.renga("config:unset", "OTHER", "-a", "shop").check(), has: ["`OTHER` is not set", "nothing has changed"])
        let back = try platform.renga("rollback", "v4", "-a", "shop")
        #expect(back.status == .exited(0))
        expect(back.text, has: ["RELEASE good as release."])
        let forth = try platform.renga("rollback", "v5", "-a", "shop")
        #expect(forth.status == .exited(30))
        expect(forth.text, has: ["ended with status 7", "--no-release"])
        expect(try platform.renga("rollback", "v5", "--no-release", "-a", "shop").check(), has: ["done, v7"])
        let unset = try platform.renga("config:unset", "MODE", "-a", "shop")
        #expect(unset.status == .exited(0))
        expect(unset.text, has: ["RELEASE  as release."])
        #expect(try platform.currentVersion("shop") == 8)
        #expect(try platform.get("shop").status == 200)
    }

    @Test func `ends with whoever asked for it, and leaves the app to the next`() throws {
        let platform = try Installation()
        _ = try platform.serving("shop", Self.procfile)
        let slow = try BackgroundCommand(platform, ["config:set", "SLOW=1", "-a", "shop"])
        try slow.wait(for: "RELEASE")
        slow.interrupt()
        _ = slow.finish()
        expect(try platform.renga("config:set", "MODE=good", "-a", "shop").check(), has: ["done, v4"])
        #expect(try platform.renga("config:get", "SLOW", "-a", "shop").status == .exited(20))
        #expect(try platform.unsettled() == 0)
        try platform.expectNoLeftovers(dynos: 1)
        try platform.expectNoBuildLeft()
    }

    @Test func `is gone with a builder that is killed, nothing is left, and the same commit is taken`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop", Self.procfile)
        let old = try app.head
        try platform.renga("config:set", "SLOW=1", "--no-release", "-a", "shop").check()
        try app.commit(["message": "two"])
        let push = try BackgroundPush(platform, app, to: "shop")
        try push.wait(for: "RELEASE")
        #expect(try platform.processes.kill(.builder) > 0)
        #expect(try !push.finish().status.isSuccess)
        try platform.settle()
        try platform.expectNoLeftovers(dynos: 1)
        try platform.expectNoBuildLeft()
        #expect(try platform.ref("refs/heads/main", of: "shop") == old && platform.get("shop") == (200, "one"))
        try platform.renga("config:unset", "SLOW", "--no-release", "-a", "shop").check()
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }
}
