import Glibc
import Linux
import Model
import Testing

/// A mistake in what was pushed.
@Suite("A mistake in the pushed files") struct MistakeRefusalTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        let name: String
        let files: [String: String]
        let words: [String]
        var testDescription: String { name }
    }

    private static let bomb = (1...9).map { level in
        "  x\(level): &x\(level) [\(Array(repeating: "*x\(level - 1)", count: 9).joined(separator: ", "))]\n"
    }.joined()

    static let mistakes = [
        Mistake(
            name: "a Procfile line without a colon",
            files: ["Procfile": "web: exec python3 server.py\nworker python3 x.py\n"],
            words: ["Procfile:2:1", "without a colon", "2 | worker python3 x.py", "^"]
        ),
        Mistake(
            name: "a Procfile type that is no name",
            files: ["Procfile": "we b: exec python3 server.py\n"],
            words: ["Procfile:1:5", "`we b` cannot be the name", "1 | we b: exec python3 server.py"]
        ),
        Mistake(
            name: "a tab in renga.yml",
            files: ["renga.yml": "env:\n\tNAME: value\n"],
            words: ["renga.yml:2:1", "a tab cannot indent in YAML", "→NAME: value", "spaces"]
        ),
        Mistake(
            name: "a duplicate key in renga.yml",
            files: ["renga.yml": "env: {A: one}\nstack: debian-13\nenv: {B: two}\n"],
            words: ["renga.yml:3:1", "`env` stands here for the second time", "line 1", "3 | env: {B: two}"]
        ),
        Mistake(
            name: "an unknown key in renga.yml",
            files: ["renga.yml": "pakages:\n  run: [curl]\n"],
            words: ["renga.yml:1:1", "unknown key \"pakages\"", "1 | pakages:", "did you mean \"packages\"?"]
        ),
        Mistake(
            name: "a bomb of aliases",
            files: ["renga.yml": "env:\n  x0: &x0 [a, b]\n\(bomb)"],
            words: ["renga.yml:", "nodes, aliases counted each time", "use fewer aliases"]
        ),
        Mistake(
            name: "a stack that is not there",
            files: ["renga.yml": "stack: debian-31\n"],
            words: ["there is no stack `debian-31`", "did you mean \"debian-13\"?"]
        ),
        Mistake(
            name: "a version that the stack does not have",
            files: ["renga.yml": "buildpack: python\n", "requirements.txt": "", ".python-version": "3.14\n"],
            words: [
                ".python-version:1:1", "asks for Python 3.14; the stack debian-13 has 3.13",
                "write 3.13 into .python-version",
            ]
        ),
    ]

    @Test func `is refused with its place, and the same app is taken once it is right`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        for mistake in Self.mistakes {
            let good = try app.head
            try app.commit(mistake.files.mapValues(Optional.some), message: mistake.name)
            let text = try platform.expectRefusal(of: app, to: "shop", saying: mistake.words)
            expect(text, has: ["Push rejected: nothing has changed, v3 goes on serving."])
            try app.git("reset", "-q", "--hard", good)
            try app.git("clean", "-qfdx")
        }
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test func `in a buildpack of the installation is refused until it is mended`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.commit(["message": "two"])
        try Files.replace(platform.root.buildpacks + "/script.yml", with: SampleApps.scriptBuildpack + "setps: []\n")
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["buildpacks/script.yml:5:1", "unknown key \"setps\"", "5 | setps: []", "did you mean \"steps\"?"]
        )
        try Files.replace(platform.root.buildpacks + "/script.yml", with: SampleApps.scriptBuildpack)
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test func `no buildpack matches: says what each looks for`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.commit(["server.py": nil, "Procfile": nil])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: [
                "no buildpack matches", "Node.js looks for package.json", "Python looks for requirements.txt",
                "add one of these files",
            ]
        )
    }

    @Test func `an empty tree is refused`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let empty = String(try app.git("mktree").prefix { $0 != "\n" })
        let commit = String(try app.git("commit-tree", empty, "-p", "HEAD", "-m", "nothing").prefix { $0 != "\n" })
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["has no files", "commit the app's files"],
            pushing: ["\(commit):refs/heads/main"]
        )
    }

    @Test func `an app that is not there: says so and how to create it`() throws {
        let platform = try Installation()
        let app = try SampleApps.web("one")
        let outcome = try platform.push(app, to: "nosuch")
        #expect(!outcome.status.isSuccess)
        expect(outcome.text, has: ["nosuch", "create nosuch"])
        #expect(!Files.exists(platform.root.repositories + "/nosuch.git"))
        try platform.create("nosuch")
        try platform.expectDeploy(of: app, to: "nosuch")
        #expect(try platform.get("nosuch") == (200, "one"))
    }
}
