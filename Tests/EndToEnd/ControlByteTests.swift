import Linux
import Model
import Testing

@Suite("Control bytes of strangers") struct ControlByteTests {
    @Test func `are shown to the pusher harmlessly, and hide nothing that comes after them`() throws {
        let platform = try Installation()
        let script = #"""
            printf 'before\0after\n\033]0;title\007x\n\033[2Kerased \033[31mred\033[0m\n'
            printf 'redrawn\r\r\n\233 \b!\nlast line\n'
            """#
        let app = try platform.serving("shop", ["renga.yml": SampleApps.step(script)])
        let words = ["before^@after", "^[]0;title^Gx", "erased \u{1B}[31mred\u{1B}[0m", "redrawn", #"\x9b ^H!"#, "last line"]
        expect(try platform.buildLog("shop"), has: words)
        try app.commit(["renga.yml": SampleApps.step(script), "message": "two"])
        let text = try platform.expectDeploy(of: app, to: "shop")
        expect(text, has: words)
        #expect(!text.utf8.contains(0) && !text.contains("\u{1B}]") && !text.contains("\u{7}"))

        // In a file, in a ref, in what the app prints.
        try app.commit(["Procfile": "web\u{1B}[2J: exec python3 server.py\n"])
        try platform.expectRefusal(of: app, to: "shop", saying: ["Procfile:1:"])
        try app.git("reset", "-q", "--hard", "HEAD~1")
        try app.git("update-ref", "refs/heads/a\u{9B}b", "HEAD")
        #expect(try platform.push(app, to: "shop", "refs/heads/a\u{9B}b").text.contains("Pushed to non-deploy branch `a<U+009B>b`"))
        try app.commit(["server.py": "print('a\\0b\\033]0;c\\007d', flush=True)\n" + SampleApps.server])
        try platform.expectDeploy(of: app, to: "shop")
        try eventually("the app's line is in its log") { try platform.renga("logs", "-a", "shop").text.contains("a^@b^[]0;c^Gd") }
    }
}
