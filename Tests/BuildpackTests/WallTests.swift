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
        let page = try Fixture.refusal(["Pipfile": "", "requirements.txt": "six\n"]).detail.joined(separator: "\n")
        #expect(page.contains("no process types are declared"), "\(page)")
        #expect(try Fixture.plan(["requirements.txt": "six\n"]).warnings.count == 1)
    }

    @Test func `a file that cannot be read is one thing, however often it is asked for`() throws {
        let failure = try Fixture.refusal(["pyproject.toml": "[project\n", "requirements.txt": "flask\n", "Procfile": "web: x\n"])
        #expect(failure.message.hasPrefix("pyproject.toml:1:9:"), "\(failure)")
    }
}
