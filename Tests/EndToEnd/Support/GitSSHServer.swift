import Glibc
import Linux
import Model

/// Repositories over ssh, for who has the key: git's own shell behind an sshd.
final class GitSSHServer: @unchecked Sendable {  // SAFETY: used by one test, which waits for its own threads.
    let port: UInt16
    private let folder: String
    private let server: Child

    /// - Parameter address: of this machine, as cages reach it.
    init(at address: String) throws {
        port = try Ports.free()
        folder = "/var/tmp/renga-e2e/git-\(getpid())-\(port)"
        try Files.makeDirectory(folder)
        try Files.makeDirectory("/run/sshd")
        for name in ["host", "deploy", "other"] {
            try Command("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", "\(folder)/\(name)"]).check()
        }
        let key = try Files.text(folder + "/deploy.pub")
        try Files.replace(folder + "/keys", with: "restrict,command=\"git-shell -c \\\"$SSH_ORIGINAL_COMMAND\\\"\" \(key)")
        try Files.replace(
            folder + "/sshd_config",
            with: """
                ListenAddress \(address):\(port)
                HostKey \(folder)/host
                PidFile none
                AuthorizedKeysFile \(folder)/keys
                PermitRootLogin forced-commands-only
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                UsePAM no
                StrictModes no
                SetEnv SHLVL=1

                """
        )
        let output = try Descriptor.open(folder + "/log", O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        server = try Child.spawn(Command("/usr/sbin/sshd", ["-D", "-e", "-f", folder + "/sshd_config"]), start)
        let scan = Command("/usr/bin/ssh-keyscan", ["-p", "\(port)", address])
        try eventually("the git server answers") { try scan.run().text.contains("ssh-ed25519") }
    }

    deinit {
        server.kill(SIGKILL)
        _ = server.wait()
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(folder)
    }

    /// A private key: `deploy` opens the repositories, `other` does not.
    func key(_ name: String) throws -> String { try Files.text("\(folder)/\(name)") }

    /// As sshd's clients know it.
    func hostKey() throws -> String { try Files.text(folder + "/host.pub").trimmed }

    /// - Returns: the path of its URL.
    func publish(_ app: SampleApp, as name: String) throws -> String {
        let place = "\(folder)/\(name).git"
        try app.git("clone", "-q", "--bare", ".", place)
        return place
    }
}
