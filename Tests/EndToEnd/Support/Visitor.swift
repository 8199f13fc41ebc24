import Linux
import Model

/// Somebody with an SSH key of their own.
struct Visitor {
    let platform: Installation
    let keyFile: String

    /// - Parameter name: what the key's comment says.
    init(_ name: String, of platform: Installation) throws {
        self.platform = platform
        keyFile = "\(platform.root.path)/ssh/\(name)"
        try Command("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", keyFile]).check()
    }

    var publicKey: String { get throws { try Files.text(keyFile + ".pub") } }

    /// Without the configuration's own key, which IdentitiesOnly does not leave out.
    private var options: [String] {
        [
            "-F", "none", "-p", "\(platform.sshPort)", "-i", keyFile, "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no", "-o",
            "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
        ]
    }

    @discardableResult
    func ssh(_ words: String..., input: String = "") throws -> Command.Outcome {
        try Command("/usr/bin/ssh", options + ["root@127.0.0.1"] + words).run(input: Array(input.utf8))
    }

    func git(_ arguments: String..., in app: SampleApp) throws -> Command.Outcome {
        var environment = platform.gitEnvironment
        environment["GIT_SSH_COMMAND"] = (["ssh"] + options).joined(separator: " ")
        return try Command("/usr/bin/git", ["-C", app.directory] + arguments, environment: environment).run()
    }
}
