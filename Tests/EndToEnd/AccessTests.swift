import Linux
import Model
import Testing

@Suite("People, over SSH") struct AccessTests {
    @Test func `a colleague is let into one app, and meets no other; a pipeline pushes, and does nothing else`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try platform.create("blog")
        let (bob, ci) = (try Visitor("bob@example.com", of: platform), try Visitor("ci", of: platform))
        #expect(try bob.ssh("whoami").status.code == 255, "sshd knows no such key")

        // Whoever is not known is let in by a key that comes over standard input.
        let unknown = try platform.ssh("access:add", "bob@example.com", "-a", "shop")
        #expect(unknown.status.code == 20 && unknown.text.contains("access:add bob@example.com -a shop < key.pub"))
        let added = try platform.ssh("access:add", "bob@example.com", "-a", "shop", input: bob.publicKey)
        #expect(added.text.contains("done, may view, deploy, operate"))
        #expect(try bob.ssh("apps").check().contains("shop") && !bob.ssh("apps").text.contains("blog"))
        #expect(try bob.ssh("whoami").text.contains("your apps: shop"))
        #expect(try bob.ssh("config:set", "A=1", "-a", "shop").status.isSuccess)

        // To the word, whatever is asked.
        for words in [["ps"], ["config"], ["destroy", "--confirm", "APP"], ["access"], ["logs"], ["builds:output"]] {
            let answers = try ["blog", "nope"].map { name in
                let outcome = try bob.ssh((words + ["-a", name]).map { $0.replacing("APP", with: name) }.joined(separator: " "))
                #expect(outcome.status.code == 20)
                return outcome.text.replacing(name, with: "APP")
            }
            #expect(answers[0] == answers[1] && answers[0].contains("there is no app `APP` that you may see"))
        }
        let pushes = try ["blog", "nope"].map {
            try bob.git("push", platform.remote($0), "main", in: app).text.replacing($0, with: "APP")
        }
        #expect(pushes[0] == pushes[1] && pushes[0].contains("there is no app `APP` that you may see"))
        try app.commit(["message": "two"])
        #expect(try bob.git("push", platform.remote("shop"), "main", in: app).status.isSuccess)
        #expect(try platform.releases("shop").contains { $0["actor"] == .text("bob@example.com") })

        // A deploy key has nothing else than its push.
        try platform.ssh("keys:add", "--deploy", "--name", "ci", "--expires", "90d", "-a", "shop", input: ci.publicKey).check()
        #expect(try ci.ssh("config", "-a", "shop").text.contains("the deploy key `ci` may push, and nothing else"))
        #expect(try ci.ssh("").text.contains("git push to `shop`: this is a deploy key, which does nothing else"))
        #expect(try !ci.git("ls-remote", platform.remote("shop"), in: app).status.isSuccess)
        try app.commit(["message": "three"])
        #expect(try ci.git("push", platform.remote("shop"), "main", in: app).status.isSuccess)
        #expect(try platform.releases("shop").contains { $0["actor"] == .text("ci") })
        #expect(try platform.renga("access", "-a", "shop").text.contains("Deploy keys"))

        let activity = try platform.renga("activity", "-a", "shop").check()
        expect(activity, has: ["127.0.0.1", "Add a deploy key ci", "bob@example.com", "127.0.0.1", "Set A", "Create"])
        // A push is a line of whose it was and where they are, one that was refused is none.
        let lines = activity.split(separator: "\n").filter { $0.contains("  Push ") }
        #expect(lines.first?.contains(/ci +127\.0\.0\.1 +Push [0-9a-f]+ to main/) == true, "\(activity)")
        try platform.renga("access:remove", "bob@example.com", "-a", "shop").check()
        #expect(try bob.ssh("ps", "-a", "shop").text.contains("there is no app `shop` that you may see"))
        #expect(try !bob.git("push", platform.remote("shop"), "main", in: app).status.isSuccess)
    }
}
