import Glibc
import Linux
import Model
import Testing

@Suite("renga plan") struct PlanTests {
    private func plan(_ platform: Installation, _ words: [String], in directory: String) throws -> Command.Outcome {
        try Command(
            platform.root.path + "/bin/renga",
            ["--root", platform.root.path, "plan"] + words,
            workingDirectory: directory
        ).run()
    }

    @Test func `says what a directory or a commit would build, and runs nothing`() throws {
        let platform = try Installation()
        let mark = "/tmp/plan-ran-\(UInt64.random(in: 0 ... .max))"
        let script = "touch \(mark); exit 1"
        let app = try SampleApps.web("one", ["renga.yml": SampleApps.step(script, name: "Never run", "inputs: [message]")])
        for place in [app.directory, ".", "main", "HEAD", try app.head] {
            let text = try plan(platform, [place], in: app.directory).check()
            expect(
                text,
                has: [
                    "debian-13", "Script (buildpacks/script.yml)", "server.py is there", "python3", "1. Never run", "sees message", "web",
                    "python3 server.py",
                ]
            )
        }
        let json = try plan(platform, [".", "--json"], in: app.directory).check()
        expect(json, has: ["\"name\":\"Never run\""])
        expect(json, has: ["\"stack\":\"debian-13\""])
        try app.commit(["Procfile": "web python3\n"])
        let bad = try plan(platform, ["main"], in: app.directory)
        #expect(bad.status == .exited(23))
        expect(bad.text, has: ["Procfile:1:1", "1 | web python3"])
        // The commit before is as good as it was.
        try plan(platform, ["HEAD~1"], in: app.directory).check()
        let missing = try plan(platform, ["nonsense"], in: app.directory)
        #expect(missing.status == .exited(20))
        expect(missing.text, has: ["`nonsense` is neither a directory nor a commit"])
        #expect(try Files.list(platform.root.repositories) == [])
        try platform.expectNoBuildLeft()
        #expect(!Files.exists(mark))
        expect(try platform.ssh("plan", "/etc").text, has: ["`plan` is not offered over SSH"])
    }
}
