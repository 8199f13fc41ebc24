import Linux
import Model

/// A private sshd's keys and configuration, and a client's.
struct SSHFiles {
    let root: InstallationRoot
    let port: UInt16

    /// What install.sh writes for the whole of sshd.
    private static func limits() throws -> String {
        try Command("/bin/bash", ["-c", "source \"$0\" && sshd_limits", "\(Built.package)/install/sshd.sh"]).check()
    }

    func write() throws {
        let folder = root.path + "/ssh"
        try Files.makeDirectory(folder)
        try Files.makeDirectory("/run/sshd")
        for (name, comment) in [("host", "host"), ("client", "alice")] {
            try Command("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", "\(folder)/\(name)"]).check()
        }
        try Files.replace(
            folder + "/sshd_config",
            with: """
                ListenAddress 127.0.0.1:\(port)
                HostKey \(folder)/host
                PidFile none
                AuthorizedKeysFile \(root.authorizedKeys)
                PermitRootLogin forced-commands-only
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                UsePAM no
                StrictModes no
                # More than install.sh's: nothing that a client sends may be believed, whatever the machine's sshd lets in.
                AcceptEnv *
                # Keeps bash from reading the account's .bashrc, whose words would be among those of the command.
                SetEnv SHLVL=1
                \(try Self.limits())
                """
        )
        try Files.replace(
            folder + "/config",
            with: """
                Host *
                  Port \(port)
                  IdentityFile \(folder)/client
                  IdentitiesOnly yes
                  StrictHostKeyChecking no
                  UserKnownHostsFile /dev/null
                  LogLevel ERROR

                """
        )
    }
}
