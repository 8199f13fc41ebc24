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
        /// What no stack here has, and what nobody understands: where what is no number is not looked at, one that is too long.
        let missing: String
        let misread: String

        var testDescription: String { file }

        func files(_ version: String) -> [String: String] {
            others.merging([file: text.split(separator: "VERSION", omittingEmptySubsequences: false).joined(separator: version)]) { $1 }
        }
    }

    private static let long = String(repeating: "1", count: VersionRequirement.bytesMax)
    private static let lock = "GEM\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n"

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
            file: "Gemfile",
            text: "source \"https://rubygems.org\"\nVERSION\n",
            others: ["Gemfile.lock": lock, "Procfile": "web: x\n"],
            missing: "ruby \"2.3.1\"",
            misread: "ruby \"3.3.\(long)\""
        ),
        Form(
            file: ".ruby-version",
            text: "VERSION\n",
            others: ["Gemfile": "ruby file: \".ruby-version\"\n", "Gemfile.lock": lock, "Procfile": "web: x\n"],
            missing: "2.3.1",
            misread: "3.3.\(long)"
        ),
        Form(
            file: ".tool-versions",
            text: "VERSION\n",
            others: ["Gemfile": "ruby file: \".tool-versions\"\n", "Gemfile.lock": lock, "Procfile": "web: x\n"],
            missing: "ruby 2.3.1",
            misread: "ruby 3.3.\(long)"
        ),
        Form(file: "mix.exs", text: "[VERSION]\n", missing: "elixir: \"~> 1.99\"", misread: "elixir: \"newest\""),
        Form(
            file: "rust-toolchain",
            text: "VERSION\n",
            others: ["Cargo.toml": "", "src/main.rs": ""],
            missing: "1.99",
            misread: "9999999999"
        ),
        Form(
            file: "rust-toolchain.toml",
            text: "[toolchain]\nVERSION\n",
            others: ["Cargo.toml": "", "src/main.rs": ""],
            missing: "channel = \"1.99\"",
            misread: "channel = \"nightly\""
        ),
        Form(file: ".swift-version", text: "VERSION\n", others: ["Package.swift": ""], missing: "3.1", misread: "newest"),
        Form(
            file: "system.properties",
            text: "VERSION\n",
            others: ["pom.xml": "<project/>\n"],
            missing: "maven.version=1.0",
            misread: "maven.version=newest"
        ),
        Form(
            file: "pyproject.toml",
            text: "[tool.poetry.dependencies]\nVERSION\n",
            others: ["poetry.lock": ""],
            missing: "python = \"<3.2\"",
            misread: "python = \"newest\""
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
        let isMisread = failure.page.contains(" is not understood as a version of ")
        #expect(isMisread || form.file == RengaFile.fileName, "\(failure.page)")
        let advice = try offered(failure, form)
        #expect(throws: Never.self, "\(failure.hint ?? "")") { try Fixture.plan(form.files(advice)) }
    }

    /// What a lock says is written by its tool: the file that no stack has, a word of the advice, and what the tool makes then.
    private static let locked: [(file: String, missing: [String: String], advice: String, followed: String)] = [
        pipfile("python_version", "3.2", advice: "write python_version = \"3.13\" (Pipfile, then `pipenv lock`)"),
        pipfile("python_full_version", "3.2.1", advice: "in place of python_full_version, then `pipenv lock`)"),
        (
            "Gemfile.lock",
            ["Gemfile": "ruby \"~> 2.3\"\n", "Gemfile.lock": lock + "\nRUBY VERSION\n   ruby 2.3.8p459\n", "Procfile": "web: x\n"],
            "what `bundle update --ruby` makes of `ruby \"~> 3.3\"` in the Gemfile", lock + "\nRUBY VERSION\n   ruby 3.3.8p144\n"
        ),
    ]

    private static func pipfile(_ field: String, _ version: String, advice: String) -> (String, [String: String], String, String) {
        let lock = { (field: String, version: String) in "{\"_meta\": {\"requires\": {\"\(field)\": \"\(version)\"}}, \"default\": {}}" }
        return (
            "Pipfile.lock", ["Pipfile": "", "Pipfile.lock": lock(field, version), "Procfile": "web: x\n"], advice,
            lock("python_version", "3.13")
        )
    }

    @Test(arguments: locked.indices) func `where a lock asks for what no stack has, what its tool is to be told works`(index: Int) throws {
        let (file, missing, advice, followed) = Self.locked[index]
        let failure = try Fixture.refusal(missing)
        #expect(failure.hint?.contains(advice) == true, "\(failure.page)")
        #expect(throws: Never.self) { try Fixture.plan(missing.merging([file: followed]) { $1 }) }
    }

    @Test func `each file that says a version is among them`() throws {
        let sources = try Fixture.settings().buildpacks.flatMap(\.parts.versions).flatMap(\.sources).map(\.file)
        #expect(Set(sources) == Set(Self.locked.map(\.file) + Self.forms.map(\.file)).subtracting(["renga.yml"]))
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
