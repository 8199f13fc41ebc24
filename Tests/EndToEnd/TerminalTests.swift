import Glibc
import Linux
import Model
import Testing

/// Somebody at a terminal, wherever the command runs.
@Suite("At a real terminal") struct TerminalTests {
    private static let screen = #"""
        stty raw -echo
        printf '\033[?1049h\033[2J\033[H[%s]' "$(stty size)"
        trap 'printf "<%s>" "$(stty size)"' WINCH
        for n in 1 2 3; do
            IFS= read -rsN1 key
            printf '(%d)' "'$key"
        done
        while :; do IFS= read -rsN1 -t 0.1 key && [ "$key" = q ] && break; done
        stty sane
        printf '\033[?1049l'

        """#

    private func ssh(_ platform: Installation, _ line: String) throws -> TerminalUser {
        try TerminalUser(["/usr/bin/ssh", "-F", "\(platform.root.path)/ssh/config", "-t", "root@127.0.0.1", line])
    }

    private func here(_ platform: Installation, _ words: String...) throws -> TerminalUser {
        try TerminalUser(["\(platform.root.path)/bin/renga", "--root", platform.root.path] + words)
    }

    private func client(_ platform: Installation, _ words: String..., more: [String: String] = [:]) throws -> TerminalUser {
        let (folder, environment) = try platform.client(app: "shop")
        return try TerminalUser(["/bin/sh", "\(folder)/renga"] + words, environment: environment.merging(more) { $1 }, in: folder)
    }

    @Test func `is asked, coloured, edited and drawn on, on the machine, over SSH and by the client`() throws {
        let platform = try Installation()
        _ = try platform.serving("shop", ["screen.sh": Self.screen])
        try colours(platform)
        try edits(platform)
        try opens(platform)
        try fullScreen(platform)
        try refusing(platform, try here(platform, "destroy", "shop"))
        try refusing(platform, try ssh(platform, "destroy shop"))
        try refusing(platform, try client(platform, "destroy", "shop"))
        // Ctrl-C is no answer either.
        let gone = try ssh(platform, "destroy shop")
        try gone.wait(for: "To proceed, type shop: ")
        try gone.type("\u{3}")
        #expect(!gone.finish().isSuccess)
        for name in ["here", "there"] { try platform.create(name) }
        try destroying("here", try here(platform, "destroy", "here"))
        try destroying("there", try ssh(platform, "destroy there"))
        try destroying("shop", try client(platform, "destroy", "shop"))
        #expect(try platform.renga("apps").check().contains("no apps"))
        try platform.expectNoLeftovers(dynos: 0)
    }

    private func refusing(_ platform: Installation, _ user: TerminalUser) throws {
        try user.wait(for: "To proceed, type shop: ")
        try user.type("shap\n")
        #expect(!user.finish().isSuccess)
        #expect(try platform.get("shop") == (200, "one"))
    }

    private func destroying(_ name: String, _ user: TerminalUser) throws {
        try user.wait(for: "This removes ")
        try user.wait(for: "To proceed, type \(name): ")
        try user.type("\(name)\n")
        try user.wait(for: "Destroying ")
        try user.wait(for: "done")
        #expect(user.finish().isSuccess)
    }

    /// Ours, and none where nobody sees them.
    private func colours(_ platform: Installation) throws {
        for user in [try ssh(platform, "ps -a shop"), try here(platform, "ps", "-a", "shop"), try client(platform, "ps")] {
            try user.wait(for: "\u{1B}[")
            try user.wait(for: "web.1")
            #expect(user.finish().isSuccess)
        }
        #expect(try !platform.ssh("ps", "-a", "shop").check().contains("\u{1B}"))
    }

    /// The client's own editor, on the machine that it runs on.
    private func edits(_ platform: Installation) throws {
        let editor = "\(platform.root.path)/editor"
        try Files.replace(editor, with: "#!/bin/sh\necho editing; read answer; echo \"GREETING='two $answer'\" >> \"$1\"\n", mode: 0o755)
        let user = try client(platform, "config:edit", more: ["EDITOR": editor])
        try user.wait(for: "editing")
        try user.type("words\n")
        try user.wait(for: "done, v")
        #expect(user.finish().isSuccess)
        #expect(try platform.renga("config:get", "GREETING", "-a", "shop").check() == "two words\n")
        let same = try client(platform, "config:edit", more: ["EDITOR": "true"])
        try same.wait(for: "Nothing has changed.")
        #expect(same.finish().isSuccess)
    }

    private func opens(_ platform: Installation) throws {
        let (folder, _) = try platform.client(app: "shop")
        try Files.replace("\(folder)/xdg-open", with: "#!/bin/sh\necho \"opened $1\"\n", mode: 0o755)
        let user = try client(platform, "open", "/about")
        try user.wait(for: "opened http://shop.localhost")
        try user.wait(for: "/about")
        #expect(user.finish().isSuccess)
    }

    /// What an editor or a pager does: the other screen, keys that are no lines, a size that changes, and all as it was behind it.
    private func fullScreen(_ platform: Installation) throws {
        for user in [
            try here(platform, "run", "-a", "shop", "bash screen.sh"), try client(platform, "run", "bash", "screen.sh"),
        ] {
            try user.wait(for: "\u{1B}[?1049h\u{1B}[2J\u{1B}[H[30 100]")
            // The key with an arrow on it.
            try user.type("\u{1B}[A")
            try user.wait(for: "(27)(91)(65)")
            try user.resize(columns: 132, rows: 50)
            try user.wait(for: "<50 132>")
            try user.type("q")
            try user.wait(for: "\u{1B}[?1049l")
            #expect(user.finish().isSuccess)
        }
    }

    /// Of 256 MB each way: of 1 GiB there is no more to learn, in four times as long.
    @Test func `a dump goes through a one-off dyno byte for byte, in and out`() throws {
        let platform = try Installation()
        _ = try platform.serving("shop")
        let ssh = "ssh -F \(platform.root.path)/ssh/config root@127.0.0.1"
        let dump = "seq 1000000000 1024403456"
        let script = """
            set -o pipefail; \(dump) > \(platform.root.path)/dump; stat -c %s \(platform.root.path)/dump; sha256sum < \(platform.root.path)/dump
            \(ssh) run -a shop sha256sum < \(platform.root.path)/dump
            \(ssh) "run -a shop '\(dump)'" | sha256sum
            """
        let lines = try Command("/bin/bash", ["-c", script]).check().split(separator: "\n")
        #expect(lines.count == 4 && lines[0] == "268438027" && lines[1] == lines[2] && lines[1] == lines[3], "\(lines)")
        try platform.expectNoLeftovers(dynos: 1)
    }
}
