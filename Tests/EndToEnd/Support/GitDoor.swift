import Glibc
import Linux
import Model

/// The way in for pushes where the git user is another than root: what sshd would start, started as that user, and the
/// rule that lets the builder be started, as install.sh writes it.
struct GitDoor {
    let root: InstallationRoot
    let user: String

    var path: String { root.path + "/ssh/door" }
    private var builder: String { root.path + "/bin/renga-builder" }
    private var rule: String { "/etc/sudoers.d/renga-\(Files.name(of: root.path))" }

    func make() throws {
        // Where that user can start them, wherever the checkout is.
        for name in ["renga", "renga-hooks", "renga-builder"] {
            try Command("/bin/cp", ["--remove-destination", "\(Built.directory)/\(name)", "\(root.path)/bin/\(name)"]).check()
        }
        try Files.makeDirectory(Files.parent(of: path))
        try Files.replace(
            path,
            with: """
                #!/bin/bash
                # git closes its pipe before the shell has ended; sshd does not.
                set -o pipefail
                for word; do :; done
                export SSH_ORIGINAL_COMMAND="$word"
                setpriv --reuid=\(user) --regid=\(user) --clear-groups \(root.path)/bin/renga-hooks shell --root \(root.path) --key 1 | cat

                """,
            mode: 0o755
        )
        let verbs = ["prepare", "commit", "settle"].map { "\(builder) --root \(root.path) \($0)" }.joined(separator: ", ")
        try Files.replace(
            rule,
            with: "Defaults:\(user) !requiretty, !use_pty, !pam_session\n\(user) ALL=(root:root) NOPASSWD: \(verbs)\n",
            mode: 0o440
        )
    }

    func close() throws { try Files.remove(rule) }
}
