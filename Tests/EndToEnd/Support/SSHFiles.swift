import Linux
import Model

/// A private sshd's keys and configuration, and a client's.
struct SSHFiles {
    let root: InstallationRoot
    let port: UInt16

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
                MaxStartups 100
                UsePAM no
                StrictModes no
                # Keeps bash from reading the account's .bashrc, whose words would be among those of the command.
                SetEnv SHLVL=1

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
