import CLI
import Linux
import Model
import Testing

@Suite("renga plan and buildpacks:lint") struct PlanTests {
    /// A bench whose root has the buildpacks, stacks and toolchains of the repository, and whose work is a Flask app.
    private func bench() throws -> Bench {
        let bench = try Bench()
        for folder in ["buildpacks", "stacks", "toolchains"] {
            for name in try Files.list("\(GoldenCase.repository)/\(folder)") where name.hasSuffix(".yml") {
                try bench.write("root/\(folder)/\(name)", try Files.text("\(GoldenCase.repository)/\(folder)/\(name)"))
            }
        }
        try bench.write("work/requirements.txt", "flask\n")
        try bench.write("work/Procfile", "web: flask run\n")
        return bench
    }

    @Test func `a directory is planned as it is`() throws {
        let bench = try bench()
        let outcome = try bench.run(["plan", "."])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("requirements.txt is there"))
        #expect(outcome.output.contains("web  flask run"))
        #expect(try bench.run(["plan", bench.work, "--json"]).output.contains(#""id":"python""#))
    }

    @Test func `a commit is planned as it was committed`() throws {
        let bench = try bench()
        try bench.git("init", "-q", "-b", "main")
        try bench.git("add", ".")
        try bench.git("commit", "-q", "-m", "first")
        try bench.write("work/Procfile", "web: something else\n")
        let outcome = try bench.run(["plan", "main"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("web  flask run"))
        #expect(try bench.run(["plan", "."]).output.contains("web  something else"))
    }

    @Test func `a folder of either is planned as if it were all`() throws {
        let bench = try bench()
        try bench.write("work/apps/page/index.html", "<p>hello")
        try bench.git("init", "-q", "-b", "main")
        try bench.git("add", ".")
        try bench.git("commit", "-q", "-m", "first")
        for place in [".", "main"] {
            let outcome = try bench.run(["plan", place, "--folder", "apps/page/"])
            #expect(outcome.status == 0 && outcome.output.contains("index.html"), "\(outcome)")
            #expect(try bench.run(["plan", place, "--folder", "apps/none"]).errors.contains("has no folder `apps/none`"))
        }
        #expect(try bench.run(["plan", ".", "--folder", "../x"]).status != 0)
    }

    @Test func `another stack can be asked for`() throws {
        let bench = try bench()
        #expect(try bench.run(["plan", ".", "--stack", "debian-12"]).output.contains("Python 3.11"))
        #expect(try bench.run(["plan", ".", "--stack", "debian-99"]).status == 23)
    }

    @Test func `what cannot be planned is refused with the reason`() throws {
        let bench = try bench()
        let missing = try bench.run(["plan", "nowhere"])
        #expect(missing.status == 20)
        #expect(missing.errors.contains("`nowhere` is neither a directory nor a commit"))
        try bench.write("work/Procfile", "web flask run\n")
        let mistaken = try bench.run(["plan", "."])
        #expect(mistaken.status == 23)
        #expect(mistaken.errors.contains("Procfile:1:"))
        #expect(try Bench().run(["plan", "."]).errors.contains("--root DIR"))
    }

    @Test func `over SSH it is refused`() throws {
        let bench = try bench()
        bench.environment["RENGA_KEY"] = "3"
        #expect(try bench.run(["--root", bench.root.path, "plan", "."]).status == 23)
        #expect(try bench.run(["--root", bench.root.path, "buildpacks:lint", "/etc/passwd"]).status == 23)
        #expect(try bench.run(["--root", bench.root.path, "buildpacks:lint"]).status == 0)
    }

    @Test func `lint says file, line, column and the line itself`() throws {
        let bench = try bench()
        #expect(try bench.run(["buildpacks:lint"]).status == 0)
        try bench.write("root/buildpacks/python.yml", "name: Python\ndetcet: {file: a}\n")
        let outcome = try bench.run(["buildpacks:lint"])
        #expect(outcome.status == 2)
        #expect(outcome.output.contains("buildpacks/python.yml:2:1:"))
        #expect(outcome.output.contains("detcet: {file: a}"))
        #expect(outcome.output.contains("1 has a mistake"))
        try bench.write("work/mine.yml", "name: Mine\ndetect: {file: a}\n")
        #expect(try bench.run(["buildpacks:lint", "mine.yml"]).output == "1 file checked, no mistakes\n")
        let json = try bench.run(["buildpacks:lint", "--json"])
        #expect(json.status == 2)
        #expect(json.output.contains(#""line":2"#))
    }

    @Test func `buildpacks and stacks are listed`() throws {
        let bench = try bench()
        #expect(try bench.run(["buildpacks"]).output.contains("5.   python"))
        #expect(try bench.run(["stacks"]).output.contains("* debian-13"))
    }
}
