import Model
import Planning
import Testing

/// Files of other platforms' buildpacks, and of git-lfs.
@Suite("Files that mean something elsewhere") struct ForeignFileTests {
    private static let flask = ["requirements.txt": "flask\n", "Procfile": "web: x\n"]

    private func plan(_ files: [String: String]) throws -> BuildPlan { try Fixture.plan(Self.flask.merging(files) { $1 }) }

    @Test func `Aptfile brings packages to the dynos, and what is no package's name is said`() throws {
        let text = """
            # for images
            libvips42
            ffmpeg  libsm6
            :repo:deb https://example.com/debian stable main
            https://example.com/wkhtml.deb
            libpq5=15.3
            python3
            """
        let plan = try plan(["Aptfile": text])
        #expect(plan.packages(for: .run) == ["ffmpeg", "libsm6", "libvips42", "python3"])
        #expect(!plan.packages(for: .build).contains("ffmpeg") && plan.objection == nil)
        let warning = try #require(plan.warnings.first { $0.message.hasPrefix("not taken") })
        #expect(
            warning.message == "not taken: Aptfile:4: `:repo:deb https://example.com/debian stable main`, "
                + "Aptfile:5: `https://example.com/wkhtml.deb`, Aptfile:6: `libpq5=15.3`"
        )
        #expect(try self.plan(["Aptfile": "# none\n\n"]).packages(for: .run) == ["python3"])
        #expect(throws: Failure.self) { try self.plan(["Aptfile": String(repeating: "a1\n", count: 501)]) }
    }

    @Test func `Aptfile is left to a buildpack of programs that reads it, whatever stands in it`() throws {
        let files = ["Aptfile": ":repo:deb https://example.com/debian stable main\nffmpeg\n"]
        func plan(_ buildpacks: [String]) throws -> BuildPlan {
            let chosen = try buildpacks.map { try BuildpackReference($0) }
            return try Fixture.plan(Self.flask.merging(files) { $1 }) { $0.chosen = chosen }
        }
        let original = try plan(["https://github.com/heroku/heroku-buildpack-apt#main", "heroku/python"])
        #expect(!original.packages(for: .run).contains("ffmpeg") && original.warnings.isEmpty && original.packageFiles == nil)
        let own = try plan(["heroku-community/apt", "heroku/python"])
        #expect(own.packages(for: .run).contains("ffmpeg") && own.warnings.contains { $0.message.contains(":repo:") })
        #expect(own.packageFiles == ["ffmpeg": .aptfile])
        let both = try Fixture.plan(Self.flask.merging(["Aptfile": "ffmpeg\n", "renga.yml": "packages: {build: [jq]}\n"]) { $1 })
        #expect(both.packageFiles == ["ffmpeg": .aptfile, "jq": .rengaFile])
    }

    @Test func `project.toml is said not to be read, with what takes its place`() throws {
        let toml =
            "[_]\nschema-version = \"0.2\"\n[[io.buildpacks.group]]\nid = \"heroku/python\"\n[[io.buildpacks.build.env]]\nname = \"A\"\n"
        let notes = try plan(["project.toml": toml]).notes
        #expect(
            notes == [
                "project.toml is not read: `buildpacks:add` and `buildpacks: [ID, ID]` in renga.yml choose buildpacks, "
                    + "`config:set` sets variables"
            ]
        )
        #expect(try plan(["project.toml": "[project]\nid = \"x\"\n", ".buildpacks": "\n"]).notes.isEmpty)
    }

    @Test func `git-lfs pointers are named, where git-lfs is in use`() throws {
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "a", count: 64))\nsize 12\n"
        var files = ["models/one.bin": pointer, "models/two.bin": pointer, "readme": "x"]
        #expect(try plan(files).warnings.isEmpty)
        files[".gitattributes"] = "*.bin filter=lfs diff=lfs merge=lfs -text\n"
        let warning = try #require(try plan(files).warnings.first)
        #expect(warning.message == "git-lfs pointers, whose files are not part of a push: `models/one.bin`, `models/two.bin`")
        #expect(warning.hint?.contains("git lfs migrate export --include=\"models/one.bin\"") == true)
        files["models/one.bin"] = "real"
        files["models/two.bin"] = "real"
        #expect(try plan(files).warnings.isEmpty)
    }
}
