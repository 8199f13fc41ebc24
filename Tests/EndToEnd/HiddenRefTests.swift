import Glibc
import Linux
import Model
import Testing

@Suite("Refs that are neither branches nor tags") struct HiddenRefTests {
    @Test func `are refused one by one while the rest of a mirror goes on`() throws {
        let platform = try Installation()
        let app = try SampleApps.web("one")
        try app.git("tag", "v1")
        try app.git("branch", "topic")
        try app.git("notes", "add", "-m", "note")
        for number in 1...4 { try app.git("update-ref", "refs/pull/\(number)/head", "HEAD") }
        try platform.create("shop")
        let outcome = try platform.push(app, to: "shop", "--mirror")
        let text = outcome.text
        expect(text, has: ["Not taken, since only branches and tags are kept here", "`refs/pull/1/head`", "and 2 more", "Released v3"])
        #expect(!outcome.status.isSuccess && text.contains("refs/notes/commits (deny updating a hidden ref)"), "\(text)")
        #expect(try platform.get("shop") == (200, "one"))
        let refs = try Command("/usr/bin/git", ["ls-remote", "--refs", platform.remote("shop")], environment: platform.gitEnvironment)
            .check().split(separator: "\n").map { $0.split(separator: "\t").last ?? "" }
        #expect(refs == ["refs/heads/main", "refs/heads/master", "refs/heads/topic", "refs/tags/v1"])
        // A mirror deletes `master`, which is there because it is `main`: that does nothing, and the rest goes on.
        for ref in ["refs/notes/commits"] + (1...4).map({ "refs/pull/\($0)/head" }) { try app.git("update-ref", "-d", ref) }
        try app.commit(["message": "two"])
        let second = try platform.push(app, to: "shop", "--mirror")
        #expect(second.status.isSuccess, "\(second.text)\n\(platform.diagnostics)")
        expect(second.text, has: ["`master` stays: it is another name of `main` here", "Released v4"])
        #expect(try platform.get("shop") == (200, "two"))
        for _ in 1...2 { #expect(try platform.push(app, to: "shop", "--mirror").status.isSuccess) }
        let head = try app.head
        for name in ["refs/heads/main", "refs/heads/master"] { #expect(try platform.ref(name, of: "shop") == head) }
        // The same from a repository that has only `master`, and all at once or not at all.
        try app.git("branch", "-m", "main", "master")
        try app.commit(["message": "three"])
        let third = try platform.push(app, to: "shop", "--mirror", "--atomic")
        #expect(third.status.isSuccess && third.text.contains("Released v5"), "\(third.text)\n\(platform.diagnostics)")
        let master = platform.root.repositories + "/shop.git/refs/heads/master"
        #expect(try platform.get("shop") == (200, "three") && Files.text(master) == "ref: refs/heads/main\n")
    }

    @Test func `that an older version took are without effect, and go`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let repository = platform.root.repositories + "/shop.git"
        let one = try app.head
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
        let two = try app.head
        platform.stopRunner()
        // As a version before made it, and as a push of refs/replace broke it: what `main` names is taken for another commit.
        for key in ["renga.form", "core.useReplaceRefs", "transfer.hideRefs", "receive.shallowUpdate"] {
            try app.git("config", "--file", repository + "/config", "--unset-all", key)
        }
        try Files.remove(repository + "/refs/heads/master")
        try app.git("-C", repository, "update-ref", "refs/replace/\(two)", one)
        try Files.makeDirectory(repository + "/info")
        try Files.replace(repository + "/info/grafts", with: "\(two)\n")
        try platform.startRunner()
        try platform.waitUntilReady()
        try eventually("the repository is mended") { try Files.text(repository + "/config").contains("form = 1") }
        #expect(try platform.ref("refs/replace/\(two)", of: "shop") == nil)
        #expect(!Files.exists(repository + "/info/grafts"))
        try eventually("it is said") { try platform.renga("logs", "-a", "shop").text.contains("Removed 1 ref(s) under refs/replace") }
        try app.commit(["message": "three"])
        try platform.expectDeploy(of: app, to: "shop", "main:master")
        #expect(try platform.get("shop") == (200, "three"))
    }

    @Test func `and a branch that a killed push has left locked is pushed again`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let repository = platform.root.repositories + "/shop.git"
        try Files.replace(repository + "/refs/heads/side.lock", with: "")
        let outcome = try platform.push(app, to: "shop", "main:refs/heads/side")
        #expect(outcome.status.isSuccess, "\(outcome.text)\n\(platform.diagnostics)")
        #expect(try platform.ref("refs/heads/side", of: "shop") == (try app.head))
    }

    @Test func `and five hundred branches at once are summed up`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.git("config", "gc.auto", "0")
        let refs = (1...500).map { "create refs/heads/topic/\($0) HEAD\n" }.joined()
        _ = try Command("/usr/bin/git", ["-C", app.directory, "update-ref", "--stdin"]).check(input: Array(refs.utf8))
        let outcome = try platform.push(app, to: "shop", "refs/heads/topic/*:refs/heads/topic/*")
        #expect(outcome.status.isSuccess, "\(outcome.text)")
        let said = outcome.text.split(separator: "\n").filter { $0.hasPrefix("remote:") }
        #expect(said.count == 4 && outcome.text.contains("… and 497 more branches and tags: 497 stored"), "\(said)")
    }
}
