import Glibc
import Linux
import Model
import Testing

/// What git refuses only after its hook has let a push pass: all of it is found out while nothing has run.
@Suite("What git would refuse at the end") struct LateRefusalTests {
    private static let release = ["Procfile": "web: exec python3 server.py\nrelease: echo MIGRATED\n"]

    @Test func `is refused before anything runs, with a command that works`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop", Self.release)
        func refuse(_ refspecs: [String], _ words: [String], _ location: SourceLocation = #_sourceLocation) throws {
            let text = try platform.expectRefusal(of: app, to: "shop", saying: words, pushing: refspecs, sourceLocation: location)
            #expect(!text.contains("MIGRATED") && !text.contains("----->"), "something was begun:\n\(text)", sourceLocation: location)
        }
        let one = try app.head
        try app.commit(["message": "two"])
        try app.git("tag", "-a", "-m", "two", "rel-2")
        try app.git("tag", "-a", "-m", "one", "it's", one)
        try refuse(
            ["+rel-2:refs/heads/main"],
            ["`rel-2` is an annotated tag", "push the commit: git push heroku 'rel-2^{}:refs/heads/main'"]
        )
        try refuse(
            ["main", "it's:refs/heads/topic"],
            ["`it's` is an annotated tag", #"git push heroku 'it'\''s^{}:refs/heads/topic'"#]
        )
        try refuse(["HEAD^{tree}:refs/heads/main", "--force"], ["is no commit (tree", "git push heroku HEAD:refs/heads/main"])
        try refuse(["main", "main:refs/heads/main/x"], ["git cannot keep `main/x` beside `main`", "choose another name"])
        try refuse(
            ["main", "main:refs/heads/a", "main:refs/heads/a/b"],
            ["git cannot keep `a/b` beside `a`", "choose another name"]
        )
        try refuse(["main", "main:refs/heads/\(String(repeating: "x", count: 252))"], ["is not a ref update that can be taken"])
        // What was said is typed.
        try platform.expectDeploy(of: app, to: "shop", "rel-2^{}:refs/heads/main")
        #expect(try platform.get("shop") == (200, "two"))
        try app.git("push", "-q", platform.root.repositories + "/shop.git", "HEAD:refs/heads/b")
        try app.commit(["message": "three"])
        try refuse(["main", "main:refs/heads/b/c"], ["git cannot keep `b/c` beside `b`", "git push heroku :refs/heads/b"])
        // An old value that is no longer true, as in a race of two pushes to the repository's path.
        let sent = try app.pack(["--revs", app.head, "^\(one)"])
        let answer = try platform.rawPush(app, "\(one) \(app.head) refs/heads/main", sent)
        #expect(answer.contains("`main` has moved since this push began") && !answer.contains("MIGRATED"), "\(answer)")
        try platform.expectDeploy(of: app, to: "shop")
    }

    @Test func `and what git refuses nevertheless is told by looking at the branch`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let hook = platform.root.repositories + "/shop.git/hooks/update"
        try Files.replace(hook, with: "#!/bin/sh\nexit 1\n", mode: 0o755)
        try app.commit(["message": "two"])
        let text = try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["was given up: git did not move the branch, and nothing has changed"]
        )
        for untrue in ["interrupted", "the ref has moved", "the runner goes on trying", "Released"] {
            #expect(!text.contains(untrue), "\(text)")
        }
        try Files.remove(hook)
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }
}
