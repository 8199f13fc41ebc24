import Glibc
import Linux
import Model
import Testing

@Suite("A push from a shallow clone") struct ShallowPushTests {
    @Test func `deploys a new app, and full clones go on from there`() throws {
        let platform = try Installation()
        let app = try SampleApps.web("one")
        for message in ["two", "three"] { try app.commit(["message": message, "file-\(message)": message]) }
        let shallow = try app.shallowClone()
        try platform.create("shop")
        try platform.expectDeploy(of: shallow, to: "shop")
        #expect(try platform.get("shop") == (200, "three"))
        // Forward, back in content, and a clone of it.
        try app.commit(["message": "four"])
        try platform.expectDeploy(of: app, to: "shop")
        try app.git("revert", "--no-edit", "HEAD")
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "three"))
        let place = platform.root.path + "/clone"
        try Command("/usr/bin/git", ["clone", "-q", platform.remote("shop"), place], environment: platform.gitEnvironment).check()
        #expect(try Files.text(place + "/message") == "three")

        // From before the beginning: git does not send what it believes to be here. The way that is said leads there.
        try app.git("checkout", "-q", "-b", "side", "main~4")
        try app.commit(["message": "old", "more": "more"])
        let text = try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["this repository was filled from a shallow clone", "git clone --depth 1", "push --force \(platform.remote("shop"))"],
            pushing: ["--force", "side:main"]
        )
        #expect(!text.contains("----->"), "\(text)")
        try platform.expectDeploy(of: try app.shallowClone(), to: "shop", "--force", "HEAD:refs/heads/main")
        #expect(try platform.get("shop") == (200, "old"))
    }

    @Test func `deploys where the full history is as well`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        for message in ["two", "three"] { try app.commit(["message": message]) }
        let shallow = try app.shallowClone()
        try platform.expectDeploy(of: shallow, to: "shop", "--force", "main")
        #expect(try platform.get("shop") == (200, "three"))
        try app.commit(["message": "four"])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "four"))
    }

    @Test func `lacks an object that the build does not need: found out before anything runs`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop", ["Procfile": "web: exec python3 server.py\nrelease: echo MIGRATED\n"])
        let old = try app.head
        try app.commit(["message": "two", "gone": "gone"])
        let blob = String(try app.git("rev-parse", "HEAD:gone").prefix { $0 != "\n" })
        try app.commit(["message": "three", "gone": nil])
        let objects = try app.git("rev-list", "--objects", "HEAD", "^\(old)").split(separator: "\n").map { String($0.prefix(40)) }
        let pack = try app.pack(objects.filter { $0 != blob })
        let answer = try platform.rawPush(app, "\(old) \(app.head) refs/heads/main", pack)
        #expect(answer.contains("objects that the pushed commits need are missing"), "\(answer)")
        #expect(answer.contains("ng refs/heads/main") && !answer.contains("MIGRATED"), "\(answer)")
        try platform.expectDeploy(of: app, to: "shop")
    }
}
