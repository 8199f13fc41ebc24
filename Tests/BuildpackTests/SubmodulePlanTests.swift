import Model
import Planning
import Testing

@Suite("The plan of an app with submodules") struct SubmodulePlanTests {
    private static let commit = String(repeating: "a", count: 40)

    private func plan(
        _ modules: String?,
        _ paths: [String],
        _ more: [String: String] = [:],
        _ change: (inout Planner.Settings) -> Void = { _ in }
    )
        throws -> BuildPlan
    {
        var files = [
            "manage.py": "os.environ['DJANGO_SETTINGS_MODULE'] = 'x.settings'\n", "requirements.txt": "django\n", "Procfile": "web: x\n",
        ].merging(more) { $1 }
        files[".gitmodules"] = modules
        let plain = Fixture.tree(files)
        let links = paths.map { SourceTree.Entry(path: $0, kind: .submodule, bytes: 0, object: Self.commit) }
        var settings = try Fixture.settings()
        change(&settings)
        return try Planner.plan(
            SourceTree(plain.entries + links) { entry throws(Failure) in try plain.contents(entry.path) ?? [] },
            rengaFile: nil,
            settings: settings
        )
    }

    private func modules(_ url: String, _ path: String = "vendor/x") -> String { "[submodule \"x\"]\n\tpath = \(path)\n\turl = \(url)\n" }

    @Test func `names them, and their commits are what steps of the whole tree depend on`() throws {
        let plan = try plan(modules("https://bob:pw@github.com/a/b"), ["vendor/x"])
        #expect(plan.submodules == [PlannedSubmodule(path: "vendor/x", commit: Self.commit, url: "https://bob:pw@github.com/a/b")])
        #expect(plan.objection == nil && plan.warnings.isEmpty)
        #expect(plan.page.contains("Submodule   vendor/x, aaaaaaaa of https://github.com/a/b"))
        let whole = try #require(plan.steps.first { $0.seesWholeTree })
        #expect(whole.inputs.contains(.init(path: "vendor/x", object: "\(Self.commit) submodule")))
        #expect(plan.steps.filter { !$0.seesWholeTree }.allSatisfy { step in !step.inputs.contains { $0.path == "vendor/x" } })
    }

    @Test func `are seen by a step that names something in one of them, and by no other`() throws {
        let files = ["requirements.txt": "django\n-e ./vendor/lib\n"]
        let modules = modules("https://host.example/lib", "vendor/lib") + modules("https://host.example/y", "vendor/other")
        let pip = try #require(try plan(modules, ["vendor/lib", "vendor/other"], files).steps.first { $0.name.hasSuffix("with pip") })
        // Both lie in one layer.
        #expect(!pip.seesWholeTree && pip.inputs.map(\.path) == ["requirements.txt", "vendor/lib", "vendor/other"])
        for glob in ["vendor/lib", "vendor/lib/**", "vendor/*/setup.py", "vendor/lib/a/b.py", "vendor/"] {
            #expect(Glob(glob).mayLeadInto("vendor/lib"), "\(glob)")
        }
        for glob in ["vendor", "vendor/*.txt"] where !Glob(glob).covers("vendor/lib") {
            #expect(!Glob(glob).mayLeadInto("vendor/lib"), "\(glob)")
        }
        for glob in ["*", "**/*.gemspec", "vendor/cache/**", "requirements.txt", "lib/**"] where !Glob(glob).covers("vendor/lib") {
            #expect(!Glob(glob).mayLeadInto("vendor/lib"), "\(glob)")
        }
    }

    @Test func `of a folder looks for their addresses in the repository's own .gitmodules`() throws {
        let text = Array(modules("https://github.com/a/b", "apps/web/vendor/x").utf8)
        let folder = try AppFolder("apps/web")
        let plan = try plan(nil, ["vendor/x"]) { ($0.folder, $0.modules) = (folder, text) }
        #expect(plan.submodules.map(\.path) == ["vendor/x"])
    }

    @Test func `says which are not fetched, and how they would be`() throws {
        let warning = try #require(try plan(nil, ["a", "b"]).warnings.first)
        #expect(warning.message == "`a`, `b` are submodules: their files are not part of a push")
        #expect(warning.hint?.contains("git submodule add URL a") == true)
        let failure = #expect(throws: Failure.self) { try plan(modules("../b.git"), ["vendor/x"]) }
        #expect(failure?.message.contains("`../b.git` in .gitmodules is relative") == true)
        // Both ways out are ways out.
        #expect(try plan(modules("../b.git"), ["vendor/x"], [".slugignore": "vendor/x\n"]).submodules.isEmpty)
        #expect(try plan(modules("https://host.example/b"), ["vendor/x"]).submodules.count == 1)
    }

    @Test func `a refusal says no token`() throws {
        let refused = #expect(throws: Failure.self) { try plan(modules("http://bob:secret@code.example/a"), ["vendor/x"]) }
        #expect(refused?.message.contains("http://code.example/a") == true && refused?.message.contains("secret") == false)
    }

    @Test func `has a bound`() throws {
        let text = (0..<60).map { modules("https://host.example/b", "m\($0)") }.joined()
        let failure = #expect(throws: Failure.self) { try plan(text, (0..<60).map { "m\($0)" }) }
        #expect(failure?.code == .limit)
    }

    @Test(arguments: ["../x", "/x", "a\0"]) func `puts none anywhere else`(_ path: String) throws {
        var plan = try plan(modules("https://github.com/a/b"), ["vendor/x"])
        plan.submodules[0].path = path
        #expect(plan.objection != nil)
        plan.submodules[0] = PlannedSubmodule(path: "x", commit: Self.commit, url: "ext::sh")
        #expect(plan.objection != nil)
    }
}
