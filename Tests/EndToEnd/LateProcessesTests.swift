import Linux
import Model
import Testing

/// A buildpack whose step finds out the process types, as compilers and other platforms' buildpacks do.
@Suite("Process types that a step says") struct LateProcessesTests {
    private static let buildpack = """
        name: Late
        detect: {file: types.txt}
        packages: {run: [python3]}
        steps:
          - name: Looking for programs
            inputs: [types.txt]
            processes: .late/processes
            run: |
              mkdir .late
              cp types.txt .late/processes

        """

    @Test func `are those of the release, and hold web to its word`() throws {
        let platform = try Installation(buildpacks: ["late": Self.buildpack])
        try platform.create("shop")
        let app = try SampleApp([
            "types.txt": "web: exec python3 server.py\nworker: sleep 1000\nrelease: echo released as $DYNO\n",
            "server.py": SampleApps.server, "message": "one",
        ])
        let first = try platform.expectDeploy(of: app, to: "shop")
        expect(first, has: ["Default types for buildpack -> release, web, worker", "Running release command...", "released as release."])
        #expect(try platform.get("shop") == (200, "one"))
        #expect(try platform.renga("ps", "-a", "shop").text.contains("exec python3 server.py"))

        try app.commit(["message": "two"])
        let cached = try platform.expectDeploy(of: app, to: "shop")
        expect(cached, has: ["Using cached: Looking for programs", "Default types for buildpack -> release, web, worker"])
        #expect(try platform.get("shop") == (200, "two"))

        try app.commit(["types.txt": "worker: sleep 1000\n"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["this version has no process type `web` (it has worker), and v4 serves with one: the app would go down"]
        )
        try app.commit(["types.txt": "web exec python3 server.py\n"])
        try platform.expectRefusal(of: app, to: "shop", saying: [".late/processes:1:1", "a line without a colon declares no process type"])

        try app.commit(["Procfile": "web: exec python3 server.py\n", "types.txt": "web: false\n", "message": "three"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Procfile declares types -> web"])
        #expect(try platform.get("shop") == (200, "three"))
    }

    @Test func `can be none, which is said once they are known`() throws {
        let platform = try Installation(buildpacks: ["late": Self.buildpack])
        try platform.create("shop")
        let app = try SampleApp(["types.txt": "# none\n"])
        let outcome = try platform.push(app, to: "shop")
        #expect(outcome.status.isSuccess)
        expect(outcome.text, has: ["Looking for programs", "no process types are declared: nothing will run", "Released v3"])
        let before = outcome.text.split(separator: "Looking for programs").first ?? ""
        #expect(!before.contains("no process types"), "nobody knew yet")
    }

    @Test func `are read through no link`() throws {
        let script = Self.buildpack.replacing("cp types.txt .late/processes", with: "ln -s /etc/passwd .late/processes")
        let platform = try Installation(buildpacks: ["late": script])
        try platform.create("shop")
        let app = try SampleApp(["types.txt": "web: true\n"])
        let outcome = try platform.push(app, to: "shop")
        #expect(!outcome.status.isSuccess)
        expect(unwrapped(outcome.text), has: ["in `.late/processes`, which cannot be read: it is or passes a link"])
    }
}
