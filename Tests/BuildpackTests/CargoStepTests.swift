import Linux
import Model
import Planning
import Testing

/// Cargo compares times: a double of it says whether the app's crate is compiled anew, or which files are newer than what was compiled.
@Suite("The step that builds with Cargo") struct CargoStepTests {
    private static let files = [
        "Cargo.toml": "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n", "Cargo.lock": "", "src/main.rs": "one", "src/other.rs": "one",
        "pages/a.html": "one",
    ]
    private static let cargo = """
        made=$CARGO_TARGET_DIR/release/.fingerprint/shop-1
        if [ -e "$made" ]; then find . -type f -newer "$made" -printf 'newer: %p\\n'; else echo 'compiled anew'; fi >&2
        mkdir -p "${made%/*}"
        touch "$made"
        """

    private let trial: StepTrial

    init() throws {
        let step = try #require(try Fixture.plan(Self.files).steps.first { $0.name == "Building with Cargo" })
        let rustc = "cat ../Rust 2> /dev/null || echo rustc 1.85.0"
        trial = try StepTrial(step, files: Self.files, programs: ["cargo": Self.cargo, "rustc": rustc])
    }

    /// - Parameter change: of files, as a commit makes it: all have its time.
    private func build(_ change: [String: String] = [:], _ config: [String: String] = [:]) throws -> (succeeds: Bool, lines: [String]) {
        let app = trial.directory + "/app"
        for (name, text) in change { try Files.replace("\(app)/\(name)", with: text) }
        try Command("/usr/bin/find", [app, "-exec", "/usr/bin/touch", "-d", "2020-01-01", "{}", "+"]).check()
        let result = try trial.run(config)
        return (result.succeeds, result.text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("$ ") })
    }

    @Test func `compiles what has another content, and nothing where nothing has`() throws {
        #expect(try build().lines == ["compiled anew"])
        #expect(try build().lines == [])
        #expect(try build(["src/other.rs": "two"]).lines == ["newer: ./src/other.rs"])
        #expect(try build().lines == [])
    }

    /// What is left of an older version, of another Rust or of other flags was compiled of older sources than are there when it counts
    /// again; and no time says that a macro looks into a folder.
    @Test(arguments: [
        ["Cargo.toml": "[package]\nname = \"shop\"\nversion = \"0.2.0\"\n"], ["Cargo.lock": "two"], ["pages/a.html": "two"],
        ["pages/b.html": "one"], ["src/new.rs": "one"], ["../Rust": "rustc 1.86.0\n"],
    ])
    func `compiles the app's own crates where more than a source has changed`(change: [String: String]) throws {
        #expect(try build().succeeds)
        #expect(try build(change).lines == ["compiled anew"])
        #expect(try build().lines == [])
    }

    @Test func `compiles them with other flags`() throws {
        #expect(try build().succeeds)
        let flags = ["RUSTFLAGS": "-C debuginfo=1"]
        #expect(try build([:], flags).lines == ["compiled anew"])
        #expect(try build([:], flags).lines == [])
    }

    @Test func `compiles them after a build that failed`() throws {
        #expect(try build().succeeds)
        let cargo = trial.directory + "/bin/cargo"
        try Files.rename(cargo, to: cargo + ".kept")
        try Files.replace(cargo, with: Array("#!/bin/sh\nexit 1\n".utf8), mode: 0o755)
        #expect(try !build(["src/main.rs": "two"]).succeeds)
        try Files.rename(cargo + ".kept", to: cargo)
        #expect(try build().lines == ["compiled anew"])
    }
}
