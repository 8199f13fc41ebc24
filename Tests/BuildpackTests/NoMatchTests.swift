import Model
import Planning
import Testing

@Suite("What no buildpack takes") struct NoMatchTests {
    @Test(arguments: [
        ("rebar.config", "Erlang"), ("pubspec.yaml", "Dart"), ("main.rb", "Ruby"), ("app.csproj", ".NET"), ("main.go", "Go"),
        ("script.py", "Python"),
        ("Dockerfile", "a container image"),
    ]) func `is called by its name`(file: String, language: String) throws {
        let failure = try Fixture.refusal([file: "", "README.md": "", "src/main": ""])
        #expect(failure.message == "no buildpack matches this app, which looks like \(language) (\(file))")
        #expect(failure.detail.first?.contains("README.md") == true && failure.detail.first?.contains("src/") == true)
    }

    @Test(arguments: [
        ("Requirements.txt", "requirements.txt"), ("requirement.txt", "requirements.txt"), ("Package.json", "package.json"),
        ("packages.json", "package.json"), ("Setup.py", "setup.py"), ("Index.html", "index.html"),
    ]) func `a near name is put right by the command that is shown`(name: String, right: String) throws {
        let files = [name: right.hasSuffix(".json") ? "{}" : "", "x": ""]
        let hint = try #require(try Fixture.refusal(files).hint)
        #expect(hint.hasPrefix("git mv \(name) \(right), commit"))
        var mended = files
        mended[right] = mended.removeValue(forKey: name)
        _ = try Fixture.plan(mended)
    }

    @Test func `an app in a folder is built there`() throws {
        let failure = try Fixture.refusal(["README.md": "", "back end/requirements.txt": "flask"])
        #expect(
            failure.hint
                == "the app is in `back end` (back end/requirements.txt): renga buildpacks:root 'back end', and push again"
        )
        let files = ["docs/index.html": "", "web/package.json": "{}", "api/go.mod": "", "old/pom.xml": "", "x/Gemfile": "", "tool.py": ""]
        #expect(
            try Fixture.refusal(files).hint == "apps are in `api` (api/go.mod), `old` (old/pom.xml), `web` (web/package.json) and 1 more: "
                + "renga buildpacks:root api, or another of them, and push again"
        )
        #expect(try Fixture.refusal(["docs/index.html": "", "x": ""]).hint?.hasPrefix("the app is in `docs`") == true)
    }

    @Test(arguments: [
        ("hello.py", "Python", "requirements.txt"), ("myapp.rb", "Ruby", "Gemfile"), ("main.go", "Go", "go.mod"),
        ("hello.php", "PHP", "index.php"),
        ("hello.js", "Node.js", "package.json"), ("about.html", "Static", "index.html"), ("Main.java", "Java", "pom.xml"),
        ("main.rs", "Rust", "Cargo.toml"),
    ]) func `source alone is told what is wanted beside it, by its own language`(file: String, buildpack: String, wanted: String) throws {
        let files = [file: "", "README.md": ""]
        let failure = try Fixture.refusal(files)
        #expect(failure.hint?.contains(wanted) == true, "\(failure.hint ?? "")")
        #expect(failure.detail.count == 2 && failure.detail[1].hasPrefix("\(buildpack) looks for"), "\(failure.detail)")
        var mended = files
        mended[wanted] = wanted.hasSuffix("json") ? "{}" : "# x\n"
        if wanted == "Gemfile" { mended["Gemfile.lock"] = "" }
        #expect(try Fixture.plan(mended).buildpacks.last?.name == buildpack)
    }

    @Test func `a long listing ends`() throws {
        let names = Dictionary(uniqueKeysWithValues: (0..<40).map { ("note\($0)", "") })
        #expect(try Fixture.refusal(names).detail.first?.hasSuffix("and 25 more") == true)
    }
}
