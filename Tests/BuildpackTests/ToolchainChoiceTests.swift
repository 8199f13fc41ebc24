import Model
import Planning
import Testing

/// Which version an app gets, and from where.
@Suite("Where a toolchain comes from") struct ToolchainChoiceTests {
    private func plan(
        _ files: [String: String],
        node: [String] = ["25.1.0", "24.2.0+", "22.11.0+", "20.19.9+", "20.18.1+"],
        python: [String] = ["3.14.2", "3.13.9", "3.12.11", "3.12.10"],
        pins: [String: String] = [:],
        settled: Set<String>? = nil
    ) throws -> BuildPlan {
        try Fixture.plan(files) { settings in
            settings.pinned = pins
            settings.settled = settled
            settings.lists = Fixture.lists(["nodejs": node, "python": python])
        }
    }

    private func node(_ engine: String?) -> [String: String] {
        let engines = engine.map { #", "engines": {"node": "\#($0)"}"# } ?? ""
        return ["package.json": #"{"name": "x", "main": "x.js"\#(engines)}"#, "package-lock.json": "{}"]
    }

    private func packages(_ plan: BuildPlan) -> [String] { PlannedToolchain.Use.allCases.flatMap(plan.packages) }

    @Test(arguments: ["20.x", ">=18", "20", "*", "18 || 20", "20.19.2", "^20.18.0", "~20.19.0", ">=20.19.1 <21"])
    func `the stack's own, where it is all that is asked for`(engine: String)
        throws
    {
        let plan = try plan(node(engine), node: [])
        #expect(plan.versions[0].version == "20" && plan.archives.isEmpty && plan.open.isEmpty)
        #expect(packages(plan).contains("nodejs"))
    }

    @Test(arguments: [
        ("22.x", "22.11.0"), (">=22", "24.2.0"), ("25", "25.1.0"), ("20.18.1", "20.18.1"), ("^20.19.3", "20.19.9"),
        (">=20.19.3", "20.19.9"),
    ])
    func `the publisher's, where the stack has nothing that fits wholly`(engine: String, version: String) throws {
        let plan = try plan(node(engine))
        #expect(plan.versions[0].version == version && plan.versions[0].because == "package.json asks for \(engine)")
        #expect(plan.archives.map(\.version) == [version])
        #expect(!packages(plan).contains("nodejs") && !packages(plan).contains("npm") && packages(plan).contains("libatomic1"))
        #expect(plan.environment["PATH"]?.contains("/opt/renga/nodejs/bin:/usr/local/bin") == true)
        #expect(plan.steps.allSatisfy { $0.environment["PATH"]?.contains("/opt/renga/nodejs/bin") == true })
    }

    /// A patch release that is gone moves an app to its own line's newest, and no further.
    @Test(arguments: [
        (["requirements.txt": "flask\n"], ".python-version", "3.12.1\n", "write 3.12 into .python-version", "3.12\n", "3.12.11"),
        (
            ["requirements.txt": "flask\n"], "runtime.txt", "python-3.12.1\n", "write python-3.12 into runtime.txt", "python-3.12\n",
            "3.12.11"
        ),
        (
            ["package-lock.json": "{}"], "package.json", #"{"main": "x.js", "engines": {"node": "22.99.0"}}"#,
            #"write "engines": {"node": "22.x"} into package.json"#, #"{"main": "x.js", "engines": {"node": "22.x"}}"#, "22.11.0"
        ),
        (["requirements.txt": "flask\n"], ".python-version", "3.7.3\n", "write 3.13 into .python-version", "3.13\n", "3.13"),
    ]) func `where a release is gone, the next of its own line is what is to be written`(
        files: [String: String],
        file: String,
        asked: String,
        hint: String,
        followed: String,
        version: String
    ) throws {
        let failure = try #require(throws: Failure.self) { try plan(files.merging([file: asked]) { $1 }) }
        #expect(failure.hint?.hasPrefix(hint) == true, "\(failure.page)")
        #expect(try plan(files.merging([file: followed]) { $1 }).versions[0].version == version)
    }

    @Test func `where nobody publishes any, no publisher's list is spoken of`() throws {
        func rust(_ version: String) throws -> ChosenVersion {
            try plan(["Cargo.toml": "", "src/main.rs": "", "rust-toolchain": "\(version)\n"]).versions[0]
        }
        #expect(try rust("1.85.1").note == nil)
        #expect(try rust("1.85.0").note == "1.85.0 is asked for; the stack debian-13 has one release of Rust 1.85")
    }

    @Test func `python beside it, for building as well`() throws {
        let plan = try plan(["requirements.txt": "flask\n", ".python-version": "3.12\n"])
        #expect(plan.versions[0].version == "3.12.11" && plan.archives[0].toolchain == "python")
        #expect(Set(packages(plan)).isDisjoint(with: ["python3", "python3-venv", "python3-dev"]))
    }

    @Test func `a version that is newly known moves nobody, one that is gone does`() throws {
        let pins = ["nodejs": "22.11.0"]
        #expect(try plan(node("22.x"), node: ["22.12.0+", "22.11.0+"], pins: pins).versions[0].version == "22.11.0")
        #expect(try plan(node(nil), node: ["22.12.0+", "22.11.0+"], pins: pins).versions[0].version == "22.11.0")
        #expect(try plan(node("22.x"), node: ["22.12.0+"], pins: pins).versions[0].version == "22.12.0")
        #expect(try plan(node(">=18"), pins: ["nodejs": "20"]).versions[0].version == "20")
        #expect(try plan(node("^20.19.3"), pins: ["nodejs": "20"]).versions[0].version == "20")
        #expect(try plan(node("20.18.1"), pins: ["nodejs": "20"]).versions[0].version == "20.18.1")
    }

    @Test func `what nobody here knows is looked for once, and not where it is not needed`() throws {
        let none: [String] = []
        #expect(try plan(node("22.x"), node: none, settled: []).open == ["nodejs"])
        #expect(try plan(node("20.17.0"), node: none, settled: []).open == ["nodejs"])
        #expect(try plan(node("22.99.0"), settled: []).open == ["nodejs"])
        #expect(try plan(node("20.x"), node: none, settled: []).open.isEmpty)
        #expect(try plan(node(nil), node: none, settled: []).open.isEmpty)
        #expect(try plan(node(nil), node: none, pins: ["nodejs": "22.11.0"], settled: []).open == ["nodejs"])
        let plan = try plan(node("20.17.0"), node: none, settled: ["nodejs"])
        #expect(plan.versions[0].version == "20" && plan.versions[0].note?.contains("20.17.0 is asked for") == true)
    }

    @Test func `a refusal names what there is`() throws {
        let failure = try #require(throws: Failure.self) { try plan(node("99"), settled: ["nodejs"]) }
        #expect(failure.message.contains("the stack debian-13 has 20; the newest of its publisher are 25.1.0, 24.2.0, 22.11.0, 20.19.9"))
    }
}
