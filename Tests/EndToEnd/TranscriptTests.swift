import Glibc
import Linux
import Model
import Testing

/// What a pusher reads, page by page. `RECORD=1` writes the pages anew; look at the difference before you commit it.
@Suite("The transcript") struct TranscriptTests {
    private static let buildpack = """
        name: Verse
        detect: {file: verse.txt}
        packages: {run: [python3]}
        steps:
          - name: Counting syllables
            inputs: [verse.txt]
            run: wc -l verse.txt | tee count
        processes: {web: exec python3 server.py}
        with:
          - buildpack: margin
            when: {file: margin.txt}

        """
    private static let margin = """
        name: Margin
        detect: {file: margin.txt}
        steps:
          - name: Drawing a margin
            inputs: [margin.txt]
            run: echo a margin

        """

    @Test func `of a first push, a change, a failing step, a crash and a stored branch`() throws {
        let platform = try Installation(buildpacks: ["verse": Self.buildpack, "margin": Self.margin])
        try platform.create("renga")
        let app = try SampleApp(["verse.txt": "an old pond\n", "server.py": SampleApps.server, "message": "one"])
        try compare("first-push", try platform.push(app, to: "renga"), platform, app)
        try app.commit(["message": "two"])
        try compare("one-line-change", try platform.push(app, to: "renga"), platform, app)
        try app.commit(["verse.txt": "an old pond\na frog leaps in\n"])
        try compare("changed-input", try platform.push(app, to: "renga"), platform, app)
        try app.commit(["Procfile": "web: echo no pond here; exit 3\n"])
        try compare("crash", try platform.push(app, to: "renga"), platform, app)
        try app.commit(["Procfile": "web\n"])
        try compare("malformed-procfile", try platform.push(app, to: "renga"), platform, app)
        try app.commit(["Procfile": nil])
        try compare("stored-branch", try platform.push(app, to: "renga", "main:draft"), platform, app)
        try compare("no-such-app", try platform.push(app, to: "haiku"), platform, app)
        let broken = Self.buildpack.replacing("wc -l verse.txt | tee count", with: "echo broken; exit 7")
        try Files.replace(platform.root.buildpacks + "/verse.yml", with: broken)
        try app.commit(["message": "three"])
        try compare("failing-step", try platform.push(app, to: "renga"), platform, app)
        try Files.replace(platform.root.buildpacks + "/verse.yml", with: Self.buildpack)
        try app.commit(["margin.txt": "", "Procfile": "web: exec python3 server.py\n"])
        try compare("two-buildpacks", try platform.push(app, to: "renga"), platform, app)
        try compare("redeploy", try platform.ssh("builds:create", "-a", "renga"), platform, app)
    }

    /// The only test that waits for Heroku's own sixty seconds: for the first fifteen of them.
    @Test func `of an app that listens where nobody comes`() throws {
        let platform = try Installation(buildpacks: ["verse": Self.buildpack, "margin": Self.margin])
        try platform.create("renga")
        let app = try SampleApp([
            "verse.txt": "an old pond\n", "server.py": SampleApps.server, "message": "one",
            "Procfile": "web: exec python3 -m http.server 8000 --bind 127.0.0.1\n",
        ])
        try compare("listens-elsewhere", try platform.push(app, to: "renga"), platform, app)
    }

    private func compare(_ name: String, _ outcome: Command.Outcome, _ platform: Installation, _ app: SampleApp) throws {
        let page = "status \(outcome.status.code)\n" + Self.settled(outcome.text, platform)
        let path = "\(Built.package)/Tests/Golden/transcript/\(name).txt"
        if getenv("RECORD") != nil {
            try Files.makeDirectory(Files.parent(of: path))
            try Files.replace(path, with: page)
        }
        #expect(page == (try Files.text(path)), "\(name) is not what Tests/Golden/transcript/\(name).txt says")
    }

    /// What differs from run to run is put into words: times, sizes, ports, commits. How often a busy machine says what it waits for is left out.
    private static func settled(_ text: String, _ platform: Installation) -> String {
        text.replacing("\(platform.httpPort)", with: "HTTP").replacing("\(platform.sshPort)", with: "SSH")
            .replacing(/[0-9]+\.[0-9]s\b/, with: "SECONDS").replacing(/\([0-9]{5}\)/, with: "(PORT)")
            .replacing(/[0-9]+\.[0-9][KM]\b/, with: "SIZE").replacing(/[0-9]+B\b/, with: "SIZE")
            .replacing(/\b[0-9a-f]{7}\.\.[0-9a-f]{7}\b/, with: "OLD..NEW")
            .split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains(/not answered after [0-9]+ s/) }
            .filter { !$0.contains("once for all apps") && !$0.contains("once on this machine") && !$0.contains("Still at it after") }
            .map { String($0.reversed().drop { $0 == " " }.reversed()) }
            .joined(separator: "\n")
    }
}
