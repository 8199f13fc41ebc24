import Glibc
import Linux
import Planning
import Testing

/// What a dyno's `.profile.d/WEB_CONCURRENCY.sh` makes of its memory and processors: the script of the buildpack itself is run.
@Suite("The number of Python's workers") struct PythonProfileTests {
    private func environment(cores: Int, _ variables: [String: String]) throws -> [String: String] {
        let profile = try #require(try Fixture.plan(["requirements.txt": "gunicorn\n"]).steps.first?.environment["PROFILE"])
        let directory = "/tmp/renga-python-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
        // Best effort: a test's files in a temporary directory.
        defer { try? Files.removeTree(directory) }
        try Files.replace(directory + "/profile", with: profile)
        let text = "nproc() { echo \(cores); }\n. \(directory)/profile\n/usr/bin/env -0\n"
        let output = try Command("/bin/bash", ["-c", text], environment: variables.merging(["PATH": "/usr/bin:/bin"]) { $1 }).check()
        let pairs = output.split(separator: "\0").map {
            $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
        return Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }, uniquingKeysWith: { $1 })
    }

    /// Heroku's own kinds of dynos, and what is smaller than any of them.
    @Test(arguments: [
        (512, 8, "2"), (1024, 8, "4"), (2560, 2, "5"), (14_336, 8, "17"), (30_720, 4, "9"), (63_488, 8, "17"), (129_024, 16, "33"),
        (128, 8, "1"), (256, 1, "1"),
    ]) func `is Heroku's`(memory: Int, cores: Int, workers: String) throws {
        let found = try environment(cores: cores, ["MEMORY_AVAILABLE": "\(memory)"])
        #expect(found["WEB_CONCURRENCY"] == workers && found["DYNO_RAM"] == "\(memory)")
    }

    @Test func `is the user's where he says it, were it nothing`() throws {
        #expect(try environment(cores: 8, ["MEMORY_AVAILABLE": "512", "WEB_CONCURRENCY": "7"])["WEB_CONCURRENCY"] == "7")
        let empty = try environment(cores: 8, ["MEMORY_AVAILABLE": "512", "WEB_CONCURRENCY": ""])
        #expect(empty["WEB_CONCURRENCY"]?.isEmpty == true && empty["WEB_CONCURRENCY_SET_BY"] == nil)
    }

    @Test func `is by processors alone where the memory has no limit`() throws {
        #expect(try environment(cores: 2, [:])["WEB_CONCURRENCY"] == "5")
    }

    @Test(arguments: [
        ["requirements.txt": "x\n"], ["requirements.txt": "-e .\n"], ["Pipfile": "", "Pipfile.lock": "{}"],
        ["pyproject.toml": "", "poetry.lock": ""],
        ["pyproject.toml": "", "uv.lock": ""], ["pyproject.toml": "", "pdm.lock": ""], ["pyproject.toml": "[project]\n"], ["main.py": ""],
    ]) func `is said by whatever installs`(files: [String: String]) throws {
        let step = try #require(try Fixture.plan(files.merging(["Procfile": "web: x\n"]) { $1 }).steps.first)
        #expect(step.script.contains("> .profile.d/WEB_CONCURRENCY.sh") && step.environment["PROFILE"]?.contains("nproc") == true)
    }

    @Test func `is not Node's where that builds a front end alone`() throws {
        let front = ["package.json": #"{"scripts": {"build": "x"}}"#, "package-lock.json": "{}"]
        let python = try Fixture.plan(front.merging(["requirements.txt": "flask\n", "app.py": "app = Flask(x)\n"]) { $1 })
        let install = try #require(python.steps.first { $0.buildpack == "nodejs" })
        #expect(install.environment["NODE_SERVES"] == nil)
        let node = try Fixture.plan(["package.json": #"{"scripts": {"start": "node ."}}"#, "package-lock.json": "{}"])
        #expect(node.steps.first?.environment["NODE_SERVES"] == "yes")
    }
}
