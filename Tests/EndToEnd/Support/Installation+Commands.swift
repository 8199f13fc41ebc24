import Glibc
import Linux
import Model

extension Installation {
    /// The CLI on the machine itself.
    @discardableResult
    func renga(_ words: String...) throws -> Command.Outcome { try renga(words) }

    func renga(_ words: [String], input: String = "") throws -> Command.Outcome {
        // In a place without a git checkout: `create` adds a remote to the one that it is run in.
        try Command(root.path + "/bin/renga", ["--root", root.path] + words, workingDirectory: root.path)
            .run(input: Array(input.utf8))
    }

    /// The same over SSH.
    @discardableResult
    func ssh(_ words: String..., input: String = "") throws -> Command.Outcome { try ssh(words, input: input) }

    func ssh(_ words: [String], input: String = "") throws -> Command.Outcome {
        try Command("/usr/bin/ssh", ["-F", root.path + "/ssh/config", "root@127.0.0.1"] + words)
            .run(input: Array(input.utf8))
    }

    func create(_ app: String) throws { try renga("create", app).check() }

    func remote(_ app: String) -> String { "ssh://root@127.0.0.1:\(sshPort)/\(app).git" }

    var gitEnvironment: [String: String] {
        [
            "PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "HOME": root.path,
            "GIT_SSH_COMMAND": gitUser == "root" ? "ssh -F \(root.path)/ssh/config" : GitDoor(root: root, user: gitUser).path,
            "GIT_SSH_VARIANT": "ssh", "GIT_CONFIG_NOSYSTEM": "1",
        ]
    }

    func pushCommand(_ app: SampleApp, to name: String, _ arguments: [String]) -> Command {
        Command(
            "/usr/bin/git",
            ["-C", app.directory, "push", remote(name)] + arguments,
            environment: gitEnvironment
        )
    }

    @discardableResult
    func push(_ app: SampleApp, to name: String, _ arguments: String...) throws -> Command.Outcome {
        try pushCommand(app, to: name, arguments.isEmpty ? ["main"] : arguments).run()
    }

    /// The commit that a ref of an app's repository names; nil where there is no such ref.
    func ref(_ name: String, of app: String) throws -> String? {
        let outcome = try Command("/usr/bin/git", ["-C", "\(root.repositories)/\(app).git", "rev-parse", "-q", "--verify", name])
            .run()
        return outcome.status.isSuccess ? String(outcome.text.prefix { $0 != "\n" }) : nil
    }

    /// A page, through the router.
    func get(_ app: String, _ path: String = "/") throws -> (status: Int, body: String) {
        let outcome = try Command(
            "/usr/bin/curl",
            ["-s", "-m", "30", "-w", "\n%{http_code}", "-H", "Host: \(app).localhost", "http://127.0.0.1:\(httpPort)\(path)"]
        ).run()
        let lines = outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
        return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
    }

    func releases(_ app: String) throws -> [[String: JSONField]] {
        try [[String: JSONField]](json: renga("releases", "-a", app, "--json").check())
    }

    func currentVersion(_ app: String) throws -> Int? {
        try releases(app).first { $0["current"] == .bool(true) }?["version"]?.int
    }

    func buildLog(_ app: String, _ name: String = "latest") throws -> String {
        try Files.text("\(root.repositories)/\(app).git/builds/\(name)")
    }
}

/// A scalar of the CLI's JSON.
enum JSONField: Hashable, Decodable {
    case int(Int), text(String), bool(Bool), other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else {
            self = .other
        }
    }

    var int: Int? { if case .int(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
}
