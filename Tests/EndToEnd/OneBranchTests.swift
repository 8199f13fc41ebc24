import Linux
import Model
import Testing

@Suite("main and master, which are one branch") struct OneBranchTests {
    @Test func `become one: what serves wins, and what the other had is kept`() throws {
        let platform = try Installation()
        let repository = platform.root.repositories + "/shop.git"
        let app = try platform.serving("shop")
        let one = try app.head
        try app.commit(["message": "two"])
        let two = try app.head
        try app.git("checkout", "-q", "-b", "other", one)
        try app.commit(["message": "other"])
        let other = try app.head
        // As a version before left it: two branches, and the newest release came by `master`.
        try Files.remove(repository + "/refs/heads/master")
        try platform.expectDeploy(of: app, to: "shop", "\(two):refs/heads/master")
        #expect(try platform.ref("refs/heads/main", of: "shop") == one)
        try Command("/usr/bin/git", ["-C", repository, "fetch", "-q", app.directory, other]).check()
        try Command("/usr/bin/git", ["-C", repository, "update-ref", "refs/heads/main", other]).check()
        platform.stopRunner()
        try app.git("config", "--file", repository + "/config", "--unset-all", "renga.form")
        try platform.startRunner()
        try platform.waitUntilReady()
        try eventually("the repository is mended") { try Files.text(repository + "/config").contains("form = 1") }
        for name in ["HEAD", "refs/heads/main", "refs/heads/master"] { #expect(try platform.ref(name, of: "shop") == two) }
        #expect(try platform.ref("refs/heads/main-until-\(other.prefix(8))", of: "shop") == other)
        try eventually("it is said") {
            try platform.renga("logs", "-a", "shop").text.contains("with what `master` had, which serves; what `main` had is kept")
        }
        #expect(try platform.get("shop") == (200, "two"))
        try app.git("checkout", "-q", "main")
        try app.commit(["message": "three"])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "three"))
    }

    @Test func `are both there while a mirror that has one of them is built, and where it is refused`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.git("mv", "Procfile", "procfile")
        try app.git("commit", "-q", "-m", "lower case")
        let words = ["`master` stays: it is another name of `main` here", "this version has no process type `web`"]
        try platform.expectRefusal(of: app, to: "shop", saying: words, pushing: ["--mirror"])
        let master = platform.root.repositories + "/shop.git/refs/heads/master"
        #expect(try Files.text(master) == "ref: refs/heads/main\n")
    }

    @Test func `become one after the push that is under way while the runner starts`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let repository = platform.root.repositories + "/shop.git"
        platform.stopRunner()
        try app.git("config", "--file", repository + "/config", "--unset-all", "renga.form")
        do {
            // An older version's shell, perhaps.
            let push = try FileLock.waiting(for: platform.root.lock(platform.appName("shop")))
            defer { withExtendedLifetime(push) {} }
            try platform.startRunner()
            try platform.waitUntilReady()
            #expect(try !Files.text(repository + "/config").contains("form = 1"))
        }
        try eventually("the repository is brought into form") { try Files.text(repository + "/config").contains("form = 1") }
    }
}
