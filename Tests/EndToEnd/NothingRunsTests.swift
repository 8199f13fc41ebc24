import Linux
import Model
import Testing

@Suite("An app of which nothing runs, or would") struct NothingRunsTests {
    @Test func `is not what a push makes of one that serves, unless that is said first`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.git("mv", "Procfile", "procfile")
        try app.git("commit", "-q", "-m", "lower case")
        let text = try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: [
                "this version has no process type `web` (it has no process types), and v3 serves with one",
                "`procfile` is there", "git mv procfile Procfile", "ps:scale web=0 -a shop, and push again",
            ]
        )
        #expect(!text.contains("Launching"))
        // The way out is taken: what is released says what it lacks, and nothing of success.
        try platform.ssh("ps:scale", "web=0", "-a", "shop").check()
        let outcome = try platform.push(app, to: "shop")
        #expect(outcome.status.isSuccess, "\(outcome.text)")
        expect(outcome.text, has: ["Released v4", "shop declares no process types: nothing runs.", "Add a Procfile with a line such as"])
        #expect(!outcome.text.contains("deployed to Renga") && !outcome.text.contains("done."), "\(outcome.text)")
        for words in [["ps", "-a", "shop"], ["ps:scale", "-a", "shop"], ["ps:scale", "web=1", "-a", "shop"]] {
            expect(try platform.ssh(words).text, has: ["shop declares no process types: nothing runs.", "Add a Procfile"])
        }
        try eventually("the page says the same") { try platform.get("shop").body.contains("This app has no web process.") }
        // Back to what has one, which is at 0 still.
        try platform.renga("rollback", "v3", "-a", "shop").check()
        try eventually("the page says that they are at 0") { try platform.get("shop").body.contains("ps:scale web=1") }
        try platform.renga("ps:scale", "web=1", "-a", "shop").check()
        try eventually("it serves") { try platform.get("shop") == (200, "one") }
        let refused = try platform.renga("rollback", "v4", "-a", "shop")
        #expect(!refused.status.isSuccess)
        expect(
            refused.text,
            has: ["v4 has no process type `web`, and v5 serves with one: the app would go down", "ps:scale web=0 -a shop"]
        )
        #expect(try platform.get("shop") == (200, "one"))
    }

    @Test func `is told of before its first push, and when it has workers alone, with commands that work`() throws {
        let platform = try Installation()
        try platform.create("wrk")
        expect(try platform.ssh("ps", "-a", "wrk").text, has: ["Nothing was pushed to wrk yet.", "git push heroku main"])
        expect(try platform.ssh("ps:scale", "web=1", "-a", "wrk").text, has: ["Nothing was pushed to wrk yet."])
        let app = try SampleApp(["server.py": "", "Procfile": "worker: exec sleep 1000\n"])
        let text = try platform.push(app, to: "wrk").check()
        expect(text, has: ["Released v3", "wrk has 0 dynos of its only type, worker.", "Start some: ssh "])
        #expect(!text.contains("http://") && !text.contains("no process types"), "\(text)")
        // What is said is typed.
        let said = try #require(unwrapped(text).firstMatch(of: /Start some: ssh (\S+) (ps:scale worker=1 -a wrk)/))
        #expect(said.1 == "ssh://root@127.0.0.1:\(platform.sshPort)")
        expect(try platform.ssh("ps", "-a", "wrk").text, has: [String(said.0)])
        try platform.ssh(said.2.split(separator: " ").map(String.init)).check()
        try eventually("the worker is up") { try platform.dynoStates("wrk") == ["worker.1 up"] }
        try app.commit(["more": "more"])
        let second = try platform.expectDeploy(of: app, to: "wrk")
        #expect(second.contains("wrk deployed to Renga") && !second.contains("http://"), "\(second)")
    }
}
