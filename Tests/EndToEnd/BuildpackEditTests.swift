import Glibc
import Linux
import Model
import Testing

@Suite("An edited buildpack") struct BuildpackEditTests {
    private static func buildpack(_ script: String, _ mark: UInt64) -> String {
        SampleApps.scriptBuildpack + """
            steps:
              - name: Writing the message
                inputs: [template.txt]
                run: |
                  # \(mark)
                  \(script)

            """
    }

    @Test func `counts from the next push, whose log says why each step ran`() throws {
        let mark = UInt64.random(in: 0 ... .max)
        let platform = try Installation()
        let path = platform.root.buildpacks + "/script.yml"
        try platform.create("shop")
        let app = try SampleApps.web("unused", ["template.txt": "hello"])
        try app.commit(["message": nil])

        try Files.replace(path, with: Self.buildpack("tr a-z A-Z < template.txt > message", mark))
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["-----> Writing the message (first build)", "Done in"])
        #expect(try platform.get("shop") == (200, "HELLO"))

        try app.commit(["unrelated": "change"])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["-----> Using cached: Writing the message (nothing that it depends on has changed)"]
        )

        try app.commit(["template.txt": "goodbye"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["-----> Writing the message (template.txt changed)"])
        #expect(try platform.get("shop") == (200, "GOODBYE"))

        try Files.replace(path, with: Self.buildpack("rev template.txt > message || tac -rs . template.txt > message", mark))
        try app.commit(["unrelated": "again"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["-----> Writing the message (the script changed)"])
        #expect(try platform.get("shop").body == "eybdoog")
    }

    @Test func `can be new, and choose its apps by itself`() throws {
        let platform = try Installation(buildpacks: ["haiku": "name: Haiku\ndetect: {file: haiku.txt}\npackages: {run: [python3]}\n"])
        try platform.create("shop")
        let app = try SampleApp([
            "haiku.txt": "old pond", "run.py": SampleApps.server.replacing("/app/message", with: "/app/haiku.txt"),
            "Procfile": "web: exec python3 run.py\n",
        ])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Haiku app detected", "haiku.txt is there"])
        #expect(try platform.get("shop") == (200, "old pond"))
    }

    @Test func `is checked by buildpacks:lint`() throws {
        let platform = try Installation()
        let good = try platform.renga("buildpacks:lint").check()
        expect(good, has: ["files checked, no mistakes"])
        try Files.replace(platform.root.buildpacks + "/broken.yml", with: "name: Broken\ndetect: {fil: x}\n")
        for (words, has) in [([], "buildpacks/broken.yml:2:10"), ([platform.root.buildpacks + "/broken.yml"], "broken.yml:2:10")] {
            let bad = try platform.renga(["buildpacks:lint"] + words)
            #expect(bad.status == .exited(2))
            expect(bad.text, has: [has, "\"fil\"", "2 | detect: {fil: x}", "did you mean \"file\"?", "1 has a mistake"])
        }
        let json = try platform.renga("buildpacks:lint", "--json")
        #expect(json.status == .exited(2))
        expect(json.text, has: ["\"errors\":[{", "\"column\":10"])
        let remote = try platform.ssh("buildpacks:lint")
        #expect(remote.status == .exited(2))
        expect(remote.text, has: ["buildpacks/broken.yml:2:10"])
        expect(try platform.ssh("buildpacks:lint", "/etc/passwd").text, has: ["over SSH no file of the server is read"])
    }
}
