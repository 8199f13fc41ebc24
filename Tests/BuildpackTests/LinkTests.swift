import Model
import Planning
import Testing

@Suite("Symbolic links in a tree") struct LinkTests {
    private static let flask = ["requirements.txt": "flask\n", "app.py": ""]

    /// A step that asks for a whole folder.
    private static let wide = """
        steps:
          - {name: Installing dependencies with pip, inputs: [requirements.txt, "requirements/**"], run: x}

        """

    private func plan(_ files: [String: String]) throws -> BuildPlan {
        try Fixture.plan(Self.flask.merging(files) { $1 })
    }

    @Test func `what says how the app runs may be a link`() throws {
        let plan = try plan(["Procfile": "-> deploy/Procfile", "deploy/Procfile": "web: gunicorn app:app\n"])
        #expect(plan.processes.map(\.command) == ["gunicorn app:app"])
    }

    @Test func `links to links, through folders and upwards are followed`() throws {
        let plan = try plan([
            "Procfile": "-> config/current/Procfile", "config/current": "-> ../deploy/one",
            "deploy/one/Procfile": "-> ./../../deploy/two/Procfile", "deploy/two/Procfile": "web: two\n",
        ])
        #expect(plan.processes.map(\.command) == ["two"])
    }

    @Test func `a step sees the link and what it leads to, and both are in its key`() throws {
        let files = ["requirements.txt": "-> requirements/production.txt", "requirements/production.txt": "flask\n"]
        let inputs = try plan(files).steps[0].inputs
        #expect(inputs.map(\.path) == ["requirements.txt", "requirements/production.txt"])
        #expect(inputs.first?.object.hasSuffix(" symlink") == true)
        let folder = try plan([
            "requirements.txt": "-r requirements/a.txt\n", "requirements": "-> deploy/pip", "deploy/pip/a.txt": "flask\n",
        ])
        #expect(folder.steps[0].inputs.map(\.path) == ["deploy/pip/a.txt", "requirements", "requirements.txt"])
        let other = try plan([
            "requirements.txt": "-r requirements/a.txt\n", "requirements": "-> deploy/pip", "deploy/pip/a.txt": "django\n",
        ])
        #expect(folder.steps[0].inputs != other.steps[0].inputs)
    }

    @Test func `conditions look through links`() throws {
        let plan = try plan(["requirements.txt": "-> deps/base.txt", "deps/base.txt": "psycopg2\n"])
        #expect(plan.packages(for: .run).contains("libpq5"))
        #expect(try Fixture.plan(["public": "-> site", "site/index.html": ""]).steps[0].environment["ROOT"] == "public")
    }

    @Test(arguments: [
        ("../secrets/Procfile", "leads out of the repository"), ("/etc/passwd", "leads out of the repository"),
        ("deploy/Procfile", "is not in the commit"), ("Procfile", "leads back to itself"),
        ("deploy/../../Procfile", "leads out of the repository"), ("nowhere/../requirements.txt", "is not in the commit"),
        ("", "is not in the commit"),
    ]) func `a link that leads nowhere is named where it would be read`(target: String, why: String) throws {
        let failure = try Fixture.refusal(Self.flask.merging(["Procfile": "-> \(target)", "deploy/x": ""]) { $1 })
        #expect(failure.message.hasPrefix("`Procfile` is a link") && failure.message.contains(why), "\(failure.message)")
        #expect(failure.hint != nil)
    }

    @Test func `links that lead round in circles end`() throws {
        var files = [
            "requirements/base.txt": "flask\n", "requirements/again": "-> ../requirements", "loop": "-> other", "other": "-> loop",
        ]
        files["renga.yml"] = Self.wide
        for index in 0..<30 { files["requirements/l\(index)"] = "-> ../more"; files["more/l\(index)"] = "-> ../requirements" }
        #expect(try plan(files).steps[0].inputs.contains { $0.path == "requirements/base.txt" })
    }

    @Test func `links to folders of links end, though there is no file behind any`() throws {
        var files = ["requirements/f12/last": "-> nowhere", "renga.yml": Self.wide]
        for level in 0..<12 {
            for index in 0..<12 { files["requirements/f\(level)/l\(index)"] = "-> ../f\(level + 1)" }
        }
        #expect(try plan(files).steps[0].inputs.contains { $0.path == "requirements.txt" })
    }

    @Test func `what is only looked for is not there, and is said`() throws {
        let plan = try plan(["manage.py": "-> ../manage.py"])
        #expect(
            plan.processes.isEmpty
                && plan.warnings.contains { $0.message == "`manage.py` is a link to `../manage.py`, which leads out of the repository" }
        )
        #expect(try self.plan(["docs/latest": "-> ../build/docs"]).warnings.filter { $0.message.contains("docs") }.isEmpty)
    }
}
