import Glibc
import Linux
import Model
import Testing

/// What git does for a push comes before anybody has looked at it.
@Suite("git's own part of a push") struct GitLimitTests {
    private func write(_ app: SampleApp, _ shell: String) throws {
        try Command("/bin/sh", ["-c", shell], workingDirectory: app.directory).check()
        try app.commit([:])
    }

    private func expectRefusal(_ platform: Installation, _ app: SampleApp, saying words: [String]) throws {
        let old = try platform.ref("refs/heads/main", of: "shop")
        let outcome = try platform.push(app, to: "shop")
        #expect(!outcome.status.isSuccess)
        expect(outcome.text, has: words)
        #expect(try platform.ref("refs/heads/main", of: "shop") == old)
    }

    @Test func `takes so much CPU time and no more, and says so`() throws {
        let platform = try Installation("git: {cpu_seconds_max: 1}\n")
        let app = try platform.serving("shop")
        try write(app, "head -c 1G /dev/zero > zeros")
        try expectRefusal(platform, app, saying: ["git used up the 1 seconds of CPU time", "git.cpu_seconds_max"])
        try app.git("reset", "-q", "--hard", "HEAD~1")
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
    }

    @Test func `takes so much memory and no more, and streams what is larger`() throws {
        let platform = try Installation("git: {memory_bytes: 40 MB}\n")
        let app = try platform.serving("shop")
        // Whole: it is streamed.
        try write(app, "head -c 50M /dev/urandom > noise")
        try platform.expectDeploy(of: app, to: "shop")
        // As a change of what is there: git holds both.
        try write(app, "echo more >> noise")
        try expectRefusal(platform, app, saying: ["Out of memory", "git could not unpack what was pushed", "git.memory_bytes"])
        try app.git("reset", "-q", "--hard", "HEAD~1")
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
    }

    @Test func `takes so many bytes and no more`() throws {
        let platform = try Installation("git: {push_bytes_max: 1 MB}\n")
        let app = try platform.serving("shop")
        try write(app, "head -c 3M /dev/urandom > noise")
        try expectRefusal(platform, app, saying: ["exceeds maximum allowed size"])
    }
}
