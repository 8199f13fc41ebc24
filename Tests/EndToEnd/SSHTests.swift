import Glibc
import Linux
import Model
import Testing

@Suite("The SSH door") struct SSHTests {
    private func ssh(_ platform: Installation, _ options: [String], _ words: [String] = [], key: String = "client", input: String = "")
        throws
        -> Command.Outcome
    {
        try Command(
            "/usr/bin/ssh",
            ["-F", "/dev/null", "-p", "\(platform.sshPort)", "-i", "\(platform.root.path)/ssh/\(key)", "-o", "IdentitiesOnly=yes"]
                + ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes"]
                + options + ["root@127.0.0.1"] + words
        ).run(input: Array(input.utf8))
    }

    @Test func `opens for git and for commands, and for nothing else`() throws {
        let platform = try Installation()
        _ = try platform.serving("shop")
        let shell = try ssh(platform, [])
        #expect(!shell.status.isSuccess)
        expect(shell.text, has: ["you are known here, but there is no shell", "git push"])
        let terminal = try ssh(platform, ["-tt"])
        #expect(!terminal.status.isSuccess)
        expect(terminal.text, has: ["you are known here, but there is no shell"])

        for words in [
            ["id"], ["bash", "-i"], ["sh -c id"], ["/bin/sh"], ["env"], ["cat", "/etc/passwd"], ["git-shell"], ["git", "daemon"],
            ["git-receive-pack; id"], ["git-upload-archive 'shop.git'"], ["scp -t /tmp"], ["sftp-server"], ["$(id)"], ["`id`"],
            ["apps; id"], ["apps && id"],
        ] {
            let outcome = try ssh(platform, [], words)
            #expect(!outcome.status.isSuccess, "\(words): \(outcome.text)")
            #expect(!outcome.text.contains("uid=") && !outcome.text.contains("root:x:"), "\(words): \(outcome.text)")
        }
        expect(try ssh(platform, [], ["whatever"]).text, has: ["whatever", "help"])
        expect(try ssh(platform, [], ["apss"]).text, has: ["did you mean `apps`?"])
        expect(try ssh(platform, [], ["help"]).check(), has: ["create", "ps:scale", "logs"])
        #expect(!(try ssh(platform, ["-s"], ["sftp"]).status.isSuccess))
        let copy = try Command(
            "/usr/bin/scp",
            ["-F", platform.root.path + "/ssh/config", "/etc/hostname", "root@127.0.0.1:/tmp/renga-scp-\(platform.sshPort)"]
        ).run()
        #expect(!copy.status.isSuccess)
        #expect(!Files.exists("/tmp/renga-scp-\(platform.sshPort)"))
    }

    @Test func `forwards nothing`() throws {
        let platform = try Installation()
        let port = try Ports.free()
        // sshd refuses the channel when somebody connects; -W asks for one at once.
        let direct = try ssh(platform, ["-W", "127.0.0.1:\(platform.httpPort)"])
        #expect(!direct.status.isSuccess)
        expect(direct.text, has: ["administratively prohibited"])
        let remote = try ssh(platform, ["-o", "ExitOnForwardFailure=yes", "-R", "\(port):127.0.0.1:1"], ["apps"])
        #expect(!remote.status.isSuccess, "\(remote.text)")
        expect(remote.text, has: ["remote port forwarding failed"])
        let keys = try Files.text(platform.root.authorizedKeys)
        for line in keys.split(separator: "\n") where !line.hasPrefix("#") {
            expect(String(line), has: ["command=\"", "\",restrict,pty ssh-ed25519 "])
        }
    }

    @Test func `believes nothing that a client sends but its key`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let folder = platform.root.path + "/ssh"
        try Command("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "bob", "-f", folder + "/bob"]).check()
        try platform.renga("keys:add", folder + "/bob.pub").check()
        let elsewhere = "/var/tmp/renga-e2e/elsewhere-\(platform.sshPort)"
        let sent = [
            "RENGA_KEY=1", "RENGA_ROOT=\(elsewhere)", "RENGA_PUSH_RECORD=1", "SSH_ORIGINAL_COMMAND=keys", "HOME=\(elsewhere)",
            "PATH=\(elsewhere)", "TERM=$(touch \(elsewhere))", "LC_ALL=../../../etc", "LANG=%n%n", "GIT_DIR=/etc",
            "GIT_EXEC_PATH=\(elsewhere)",
            "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=core.hooksPath", "GIT_CONFIG_VALUE_0=\(elsewhere)", "GIT_TRACE=\(elsewhere)",
            "GIT_OBJECT_DIRECTORY=/etc", "GIT_PROTOCOL=version=2:\u{1b}]0;x", "GIT_NAMESPACE=x", "GIT_QUARANTINE_PATH=/etc",
            "SUDO_UID=0", "SSH_CLIENT=1 2 3", "NO_COLOR=1", "COLUMNS=-1",
        ].map { "SetEnv=\"\($0)\"" }
        let options = sent.isEmpty ? [] : ["-o", "SetEnv=" + sent.map { $0.dropFirst(7) }.joined(separator: " ")]
        // Whose key it is decides, whatever else is said.
        expect(try ssh(platform, options, ["config:set", "A=b", "-a", "shop"], key: "bob").check(), has: ["Setting A"])
        #expect(try platform.releases("shop").first?["actor"]?.text == "bob")
        try app.commit(["message": "two"])
        try app.git("config", "core.sshCommand", "ssh -F \(folder)/config \(options.map { "'\($0)'" }.joined(separator: " "))")
        let push = try Command(
            "/usr/bin/git",
            ["-C", app.directory, "push", platform.remote("shop"), "main"],
            environment: ["PATH": Command.plainPath, "HOME": app.directory, "LC_ALL": "C.UTF-8"]
        ).run()
        #expect(push.status.isSuccess, "\(push.text)")
        expect(push.text, has: ["Released v5"])
        #expect(try platform.get("shop") == (200, "two"))
        #expect(!Files.exists(elsewhere))
        // A terminal leads to the same command, and to nothing else, whatever is asked for.
        expect(try ssh(platform, options + ["-tt"], ["apps"]).text, has: ["Apps", "shop"])
    }

    @Test(arguments: ["../shop.git", "shop.git/../shop.git", "/etc", "~root/shop.git", "shop.git/hooks", "-oProxyCommand=id", "Shop", ""])
    func `takes no path for a repository`(_ path: String) throws {
        let platform = try Installation()
        _ = try platform.serving("shop")
        for service in ["git-receive-pack", "git-upload-pack"] {
            let outcome = try ssh(platform, [], ["\(service) '\(path)'"])
            #expect(!outcome.status.isSuccess, "\(service) \(path): \(outcome.text)")
            #expect(!outcome.text.contains("refs/heads"), "\(outcome.text)")
        }
    }

    @Test func `lets a new key in at once, and a removed one never again`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let folder = platform.root.path + "/ssh"
        try Command("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "bob", "-f", folder + "/bob"]).check()
        expect(try ssh(platform, [], ["apps"], key: "bob").text, has: ["Permission denied (publickey"])
        let added = try ssh(platform, [], ["keys:add"], input: try Files.text(folder + "/bob.pub"))
        expect(try added.check(), has: ["done", "bob"])
        expect(try ssh(platform, [], ["keys"], key: "bob").check(), has: ["alice", "bob"])
        #expect(try [[String: JSONField]](json: ssh(platform, ["-q"], ["keys", "--json"]).check()).count == 2)
        try app.commit(["message": "two"])
        try app.git("config", "core.sshCommand", "ssh -F \(folder)/config")
        try platform.expectDeploy(of: app, to: "shop")

        expect(try ssh(platform, [], ["keys:remove", "bob"]).check(), has: ["Removing the SSH key \"bob\"... done"])
        let refused = try ssh(platform, [], ["apps"], key: "bob")
        #expect(refused.status == .exited(255))
        expect(refused.text, has: ["Permission denied (publickey"])
        expect(try ssh(platform, [], ["apps"]).check(), has: ["shop"])

        for (input, words) in [
            ("", "standard input has no key"), ("ssh-ed25519 AAAA bob", "the key `ssh-ed25519 AAAA…` cannot be used"),
            ("hello", "not an OpenSSH public key"),
        ] {
            let bad = try ssh(platform, [], ["keys:add"], input: input)
            #expect(bad.status == .exited(2), "\(bad.text)")
            expect(bad.text, has: [words])
        }
        let secret = try ssh(platform, [], ["keys:add"], input: try Files.text(folder + "/bob"))
        #expect(secret.status == .exited(2))
        expect(secret.text, has: ["private key"])
        expect(try ssh(platform, [], ["keys:add", "/etc/passwd"]).text, has: ["over SSH no file of the server is read"])
        #expect(try ssh(platform, [], ["keys:remove", "nobody"]).status == .exited(20))
        let own = try ssh(platform, [], ["keys:remove", "alice"])
        #expect(own.status == .exited(23))
        expect(own.text, has: ["there is no key left", "keys:remove alice --confirm alice"])
        #expect(try ssh(platform, [], ["apps", "--root", "/tmp"]).status == .exited(22))
    }
}
