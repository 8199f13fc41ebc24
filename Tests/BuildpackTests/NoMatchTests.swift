import Model
import Planning
import Testing

@Suite("What no buildpack takes") struct NoMatchTests {
    @Test(arguments: [
        ("mix.exs", "Elixir"), ("pubspec.yaml", "Dart"), ("main.rb", "Ruby"), ("app.csproj", ".NET"), ("main.go", "Go"),
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

    @Test func `an app in a folder is pushed from there`() throws {
        let failure = try Fixture.refusal(["README.md": "", "back end/requirements.txt": "flask"])
        #expect(
            failure.hint
                == "the app is in `back end` (back end/requirements.txt); push that folder alone: git subtree push --prefix 'back end' heroku main"
        )
    }

    @Test func `a long listing ends`() throws {
        let names = Dictionary(uniqueKeysWithValues: (0..<40).map { ("note\($0)", "") })
        #expect(try Fixture.refusal(names).detail.first?.hasSuffix("and 25 more") == true)
    }
}
