import Model
import Planning
import Testing

/// Refusals of versions, in each form of file: the advice is followed to the letter, and then the app is planned.
@Suite("Advice about versions") struct VersionAdviceTests {
    /// A file that asks for a version, with what it says in place of `VERSION`.
    struct Form: CustomTestStringConvertible {
        let file: String
        let text: String
        var others: [String: String] = [:]
        /// What no stack here has, and what nobody understands.
        let missing: String
        let misread: String

        var testDescription: String { file }

        func files(_ version: String) -> [String: String] {
            others.merging([file: text.split(separator: "VERSION", omittingEmptySubsequences: false).joined(separator: version)]) { $1 }
        }
    }

    static let forms = [
        Form(file: ".python-version", text: "VERSION\n", others: ["requirements.txt": "flask\n"], missing: "3.2", misread: "pypy3.10"),
        Form(
            file: "runtime.txt",
            text: "VERSION\n",
            others: ["requirements.txt": "flask\n"],
            missing: "python-3.2",
            misread: "python-three"
        ),
        Form(
            file: "pyproject.toml",
            text: "[project]\nname = \"x\"\nVERSION\n",
            missing: "requires-python = \"<3.2\"",
            misread: "requires-python = \"^3.9\""
        ),
        Form(
            file: "package.json",
            text: "{VERSION, \"main\": \"x.js\"}\n",
            missing: "\"engines\": {\"node\": \"0.12.x\"}",
            misread: "\"engines\": {\"node\": \"newest\"}"
        ),
        Form(
            file: "go.mod",
            text: "module shop\nVERSION\n",
            others: ["main.go": "package main\n"],
            missing: "go 9.99",
            misread: "go 1.x"
        ),
        Form(
            file: "go.mod",
            text: "module shop\nVERSION\ngo 1.19\n",
            others: ["main.go": "package main\n"],
            missing: "// +heroku goVersion go1.2",
            misread: "// +heroku goVersion go1.x"
        ),
        Form(
            file: "system.properties",
            text: "VERSION\n",
            others: ["pom.xml": "<project/>\n"],
            missing: "java.runtime.version=99",
            misread: "java.runtime.version=latest"
        ),
        Form(
            file: "composer.json",
            text: "{VERSION}\n",
            others: ["index.php": "<?php\n", "composer.lock": "{}\n"],
            missing: "\"require\": {\"php\": \"^5.6\"}",
            misread: "\"require\": {\"php\": \"newest\"}"
        ),
        Form(
            file: "renga.yml",
            text: "versions:\n  VERSION\n",
            others: ["requirements.txt": "flask\n"],
            missing: "python: \"3.2\"",
            misread: "python: \"three\""
        ),
    ]

    /// What the advice says is to be written.
    private func offered(_ failure: Failure, _ form: Form) throws -> String {
        let hint = try #require(failure.hint)
        if let quoted = hint.split(separator: "`").dropFirst().first, hint.hasPrefix("write `") { return String(quoted) }
        let start = try #require(hint.firstRange(of: hint.hasPrefix("write a version") ? "such as " : "write "))
        let end = try #require(hint.firstRange(of: hint.hasPrefix("write a version") ? ", into \(form.file)" : " into \(form.file)"))
        return String(hint[start.upperBound..<end.lowerBound])
    }

    @Test(arguments: forms) func `where no stack has it, what is to be written works`(form: Form) throws {
        let failure = try Fixture.refusal(form.files(form.missing))
        let advice = try offered(failure, form)
        #expect(throws: Never.self, "\(failure.hint ?? "")") { try Fixture.plan(form.files(advice)) }
        #expect(failure.hint?.contains("choose the stack") == false)
    }

    @Test(arguments: forms) func `where it is not understood, what is to be written works`(form: Form) throws {
        let failure = try Fixture.refusal(form.files(form.misread))
        let advice = try offered(failure, form)
        #expect(throws: Never.self, "\(failure.hint ?? "")") { try Fixture.plan(form.files(advice)) }
    }

    @Test func `a stack is offered where it works, and then it does`() throws {
        let files = ["requirements.txt": "flask\n", ".python-version": "3.11\n"]
        #expect(
            try Fixture.refusal(files).hint?.contains("choose the stack debian-12, which has it (`stack: debian-12` in renga.yml)") == true
        )
        #expect(try Fixture.plan(files.merging(["renga.yml": "stack: debian-12\n"]) { $1 }).versions[0].version == "3.11")
    }

    @Test func `a stack is not offered that lacks what the app asks for beside it`() throws {
        let files = ["requirements.txt": "flask\n", ".python-version": "3.11\n", "renga.yml": "versions: {nodejs: \"20\"}\n"]
        #expect(try Fixture.refusal(files).hint?.contains("choose the stack") == false)
        let lacks = try #require(throws: Failure.self) {
            try Fixture.plan(files.filter { $0.key != ".python-version" }) { $0.stacks = $0.stacks.map { Self.without("nodejs", $0) } }
        }
        #expect(lacks.message == "the stack debian-13 has no Nodejs" && lacks.hint?.contains("choose the stack") == false)
    }

    @Test func `a stack is offered where this one has none of it`() throws {
        let files = ["requirements.txt": "flask\n", "Procfile": "web: x\n"]
        let failure = try #require(throws: Failure.self) {
            try Fixture.plan(files) { $0.stacks = $0.stacks.map { $0.name == "debian-13" ? Self.without("python", $0) : $0 } }
        }
        #expect(failure.hint == "choose the stack debian-12, which has it (`stack: debian-12` in renga.yml)")
    }

    private static func without(_ toolchain: String, _ stack: StackDefinition) -> StackDefinition {
        var stack = stack
        stack.toolchains[toolchain] = nil
        return stack
    }

    @Test func `a buildpack's own version that is not there is overruled in renga.yml`() throws {
        let change: (inout Planner.Settings) -> Void = { settings in
            settings.buildpacks = settings.buildpacks.map { buildpack in
                var buildpack = buildpack
                for index in buildpack.parts.versions.indices { buildpack.parts.versions[index].standard = "2.7" }
                return buildpack
            }
        }
        let failure = try #require(throws: Failure.self) { try Fixture.plan(["requirements.txt": "flask\n"], change) }
        #expect(failure.hint?.hasPrefix("write `versions: {python: \"3.13\"}` into renga.yml") == true, "\(failure.hint ?? "")")
        let followed = ["requirements.txt": "flask\n", "renga.yml": "versions: {python: \"3.13\"}\n"]
        #expect(try Fixture.plan(followed, change).versions.first?.version == "3.13")
    }
}
