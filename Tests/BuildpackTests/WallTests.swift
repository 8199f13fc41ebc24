import Model
import Planning
import Testing

@Suite("What stands in the way") struct WallTests {
    @Test func `is told at once, and each advice works`() throws {
        let files = ["Pipfile": "[packages]\n", ".python-version": "3.99\n", "Procfile": "web gunicorn\n"]
        let failure = try Fixture.refusal(files)
        #expect(failure.message == "3 things stand in the way of this app")
        let page = failure.detail.joined(separator: "\n")
        for what in [
            "1. Procfile:1:1:", "2. Pipfile has no Pipfile.lock", "3. .python-version:1:1:", "-> write a line such as", "-> pipenv lock",
        ] {
            #expect(page.contains(what), "\(what) in \(page)")
        }
        var mended = files
        mended["Procfile"] = "web: gunicorn app:app\n"
        mended["Pipfile.lock"] = "{}"
        let last = try Fixture.refusal(mended)
        #expect(last.message.hasPrefix(".python-version:1:1:"), "one alone is said as it is")
        mended[".python-version"] = "3.13\n"
        _ = try Fixture.plan(mended)
    }

    @Test func `that nothing would run is said with the others, and alone it stops nothing`() throws {
        let page = try Fixture.refusal(["Pipfile": "", "requirements.txt": "six\n"]).page
        #expect(page.contains("no process types are declared"), "\(page)")
        #expect(try Fixture.plan(["requirements.txt": "six\n"]).warnings.count == 1)
    }

    @Test func `one wall's advice stands before what is said beside it, in words of its language`() throws {
        let failure = try Fixture.refusal(["package.json": "{\"engines\": {\"node\": \"99.x\"}}", "package-lock.json": "{}"])
        let page = failure.page
        let places: [String.Index?] = [
            "99.x", "write \"engines\"", "Beside that, no process types", "add a line to Procfile such as `web: node server.js`",
        ].map {
            page.firstRange(of: $0)?.lowerBound
        }
        #expect(!places.contains(nil) && places.compactMap { $0 } == places.compactMap { $0 }.sorted(), "\(page)")
    }

    @Test(arguments: [
        (["Gemfile": "", "Gemfile.lock": "GEM\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n"], "bundle exec"),
        (["package.json": "{}", "package-lock.json": "{}"], "node server.js"), (["requirements.txt": "six\n"], "gunicorn app:app"),
        (
            ["package.json": "{}", "package-lock.json": "{}", "requirements.txt": "six\n", "renga.yml": "buildpacks: [nodejs, python]\n"],
            "gunicorn"
        ),
    ]) func `a command that is missing is shown as that language's`(files: [String: String], command: String) throws {
        let warning = try #require(try Fixture.plan(files).warnings.first { $0.message.hasPrefix("no process types") })
        #expect(warning.hint?.contains(command) == true, "\(warning.hint ?? "")")
    }

    @Test func `a file that cannot be read is one thing, however often it is asked for`() throws {
        let failure = try Fixture.refusal(["pyproject.toml": "[project\n", "requirements.txt": "flask\n", "Procfile": "web: x\n"])
        #expect(failure.message.hasPrefix("pyproject.toml:1:9:"), "\(failure)")
    }
}
