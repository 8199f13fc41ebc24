import Foundation
import Planning
import Testing

@Suite("How git comes to private repositories") struct GitAccessTests {
    @Test(arguments: [
        ("GIT_CRED__HTTPS__GITHUB__COM", "https://github.com"),
        ("GO_GIT_CRED__HTTPS__GIT_HUB__EXAMPLE__ORG", "https://git-hub.example.org"),
        ("GIT_CRED__HTTPS__GIT__EXAMPLE__COM__8443", "https://git.example.com:8443"),
        ("GIT_CRED__HTTP__10__0__0__1", "http://10.0.0.1"),
        ("GIT_CRED__HTTP__10__0__0__1__8080", "http://10.0.0.1:8080"),
        ("GIT_CRED__HTTP__LOCALHOST__8080", "http://localhost:8080"),
    ]) func `a variable's name is a host's`(_ name: String, _ url: String) { #expect(GitAccess.url(of: name) == url) }

    @Test(arguments: [
        "GIT_CRED__", "GIT_CRED__HTTPS", "GIT_CRED__SSH__GITHUB__COM", "GIT_CRED__FILE__ETC", "GITHUB_TOKEN", "GIT_CRED__HTTPS____",
    ])
    func `other names are no credentials`(_ name: String) { #expect(GitAccess.url(of: name) == nil) }

    @Test func `steps with a network see them without naming them, and no other step does`() {
        var step = PlannedStep(name: "a", buildpack: "b", script: "", patterns: [], inputs: [], network: true, config: ["PIP_*"])
        for name in ["PIP_INDEX_URL", "PIP_", "GIT_SSH_KEY", "GIT_SSH_KNOWN_HOSTS", "GIT_CRED__HTTPS__A__B", "GO_GIT_CRED__HTTPS__A__B"] {
            #expect(step.sees(configVar: name))
        }
        for name in ["PIPX", "XPIP_A", "SECRET", "GIT_DIR"] { #expect(!step.sees(configVar: name)) }
        step.network = false
        #expect(step.sees(configVar: "PIP_INDEX_URL") && !step.sees(configVar: "GIT_SSH_KEY"))
    }

    private func run(_ script: String, _ environment: [String: String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.environment = environment.merging(["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "GIT_TERMINAL_PROMPT": "0"]) { $1 }
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }

    private func filled(_ url: String, _ config: [String: String]) throws -> String {
        let environment = config.merging(GitAccess.environment(config)) { $1 }
        return try run("printf 'url=\(url)\\n\\n' | git credential fill", environment)
    }

    @Test func `git itself is given the password of the host that asks, and of no other`() throws {
        let config = ["GIT_CRED__HTTPS__GITHUB__COM": "tok'$(id)en", "GO_GIT_CRED__HTTPS__GIT__EXAMPLE__COM": "bob:pa:ss \"x\""]
        let github = try filled("https://github.com/a/b.git", config)
        #expect(github.contains("username=x-access-token\n") && github.contains("password=tok'$(id)en\n"))
        let other = try filled("https://git.example.com/a", config)
        #expect(other.contains("username=bob\n") && other.contains("password=pa:ss \"x\"\n"))
        #expect(!(try filled("https://elsewhere.example.com/a", config)).contains("password="))
    }

    @Test func `ssh is given the key as a file that goes with it, whatever form the var has`() throws {
        let directory = NSTemporaryDirectory() + "git-access-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory + "/tmp", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        // Says what it was called with, and what is in the files.
        let double =
            "#!/bin/sh\nwhile [ $# -gt 0 ]; do case $1 in -i) cat \"$2\"; stat -c %a \"$2\" ;; -F) if [ \"$2\" != none ]; then cat \"$2\"; fi ;; *=/*) cat \"${1#*=}\"; if [ -n \"$SHOWS\" ]; then echo \"$SHOWS\" >>\"${1#*=}\"; fi ;; esac; echo \"<$1>\"; shift; done\nexit 7\n"
        try double.write(toFile: directory + "/double", atomically: true, encoding: .utf8)
        // By another process: one that is open here for writing, in what others start meanwhile, cannot be run.
        #expect(try run("cp '\(directory)/double' '\(directory)/ssh' && chmod 755 '\(directory)/ssh'", [:]) == "")
        let key = "-----BEGIN KEY-----\nAAAA\n-----END KEY-----"
        for form in [key, key.replacing("\n", with: "\\n"), Data(key.utf8).base64EncodedString()] {
            var config = ["GIT_SSH_KEY": form, "GIT_SSH_KNOWN_HOSTS": "host ssh-ed25519 BBBB"]
            var environment = config.merging(GitAccess.environment(config)) { $1 }
            environment["PATH"] = directory + ":/usr/bin:/bin"
            environment["TMPDIR"] = directory + "/tmp"
            let script =
                "PATH=\(directory):/usr/bin:/bin; eval \"$GIT_SSH_COMMAND git@host 'git-upload-pack '\\\\''a b'\\\\'''\"; echo status $?"
            let text = try run(script, environment)
            #expect(text.contains("-----BEGIN KEY-----\nAAAA\n-----END KEY-----"), "\(text)")
            #expect(text.contains("\n600\n") && text.contains("host ssh-ed25519 BBBB\n") && text.contains("<StrictHostKeyChecking=yes>"))
            #expect(text.contains("<git@host>\n<git-upload-pack 'a b'>\n") && text.hasSuffix("status 7\n"))
            config["GIT_SSH_KNOWN_HOSTS"] = nil
            environment.merge(GitAccess.environment(config)) { $1 }
            environment["GIT_SSH_KNOWN_HOSTS"] = nil
            let open = try run(script, environment)
            // The services' own keys alone, whose fingerprints they publish; of any other server the key is believed, and said.
            #expect(open.contains("github.com ssh-ed25519 AAAA") && open.contains("\nstatus 7\n"), "\(open)")
            #expect(
                open.contains(
                    "Host github.com gitlab.com bitbucket.org\nStrictHostKeyChecking yes\nHost *\nStrictHostKeyChecking accept-new"
                )
            )
            #expect(!open.contains("nobody knows"))
            environment["SHOWS"] = "git.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
            let said = try run(script, environment)
            #expect(said.contains("nobody knows here: SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU git.example.com"), "\(said)")
            #expect(said.contains("config:set GIT_SSH_KNOWN_HOSTS=\"\(environment["SHOWS"] ?? "")\""))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory + "/tmp").isEmpty)
    }

    @Test func `an app that sets none gets nothing`() { #expect(GitAccess.environment(["A": "b"]).isEmpty) }
}
