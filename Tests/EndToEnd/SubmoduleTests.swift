import Ledger
import Linux
import Model
import Testing

/// Repositories inside of an app, fetched by the platform itself.
@Suite("Submodules") struct SubmoduleTests {
    private static func modules(_ path: String, _ url: String) -> String { "[submodule \"x\"]\n\tpath = \(path)\n\turl = \(url)\n" }

    /// `git add -A` would take the submodules away, whose folders are not there.
    private func add(_ app: SampleApp, _ name: String, _ text: String) throws {
        try Files.replace("\(app.directory)/\(name)", with: text)
        try app.git("add", name)
        try app.git("commit", "-q", "-m", name)
    }

    private func link(_ app: SampleApp, _ path: String, to commit: String) throws {
        try app.git("update-index", "--add", "--cacheinfo", "160000,\(commit),\(path)")
        try app.git("commit", "-q", "-m", "a submodule")
    }

    @Test func `are fetched with the app's own password, those inside of them as well, once, and detection does not look into them`() throws
    {
        let platform = try Installation()
        let gateway = platform.gateway
        let server = try GitServer(at: gateway)
        let inner = try SampleApp(["inner.txt": "inner", "package.json": "{"])
        try server.publish(inner, as: "inner")
        let library = try SampleApp([
            "lib.txt": "one", "Procfile": "web: false\n", ".gitmodules": Self.modules("deep/inner", "../inner.git"),
        ])
        try link(library, "deep/inner", to: inner.head)
        try server.publish(library, as: "library")
        try platform.create("shop")
        try Files.replace(
            platform.root.configuration,
            with: try Files.text(platform.root.configuration).replacing(
                "allow: [",
                with: "allow: [\"\(gateway):\(server.port)\", "
            )
                + "build: {ca_bundle: \(server.authority)}\n"
        )
        try platform.restartRunner()

        let url = "https://\(gateway):\(server.port)/library.git"
        let app = try SampleApps.shell([
            ".gitmodules": Self.modules("vendor/library", url),
            "renga.yml": SampleApps.step("cat vendor/library/lib.txt", "inputs: [vendor/library]"),
        ])
        try link(app, "vendor/library", to: library.head)
        let name = "GIT_CRED__HTTPS__\(gateway.replacing(".", with: "__"))__\(server.port)"
        try platform.expectFirstRefusal(
            of: app,
            to: "shop",
            saying: ["vendor/library could not be fetched", "config:set \(name)=TOKEN -a shop"]
        )
        try platform.renga("config:set", "\(name)=\(GitServer.user):\(GitServer.password)", "-a", "shop").check()
        let first = String(try library.head.prefix(8))
        let text = try platform.expectDeploy(of: app, to: "shop")
        expect(
            text,
            has: [
                "-----> Script app detected", "-----> Fetching submodules", "vendor/library at \(first)",
                "vendor/library/deep/inner at", "       one",
            ]
        )
        let seen = try platform.inDyno(
            "shop",
            "cat vendor/library/lib.txt vendor/library/deep/inner/inner.txt; find . -name .git; stat -c %u vendor"
        )
        let uid = try platform.ledger().read { try $0.existing(platform.appName("shop")).uid }
        #expect(seen == "oneinner\(uid)\n")

        // The same commits need no server.
        let asked = try server.requests().count
        try add(app, "other", "x")
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["Using cached: submodules (vendor/library at \(first))"]
        )
        #expect(try server.requests().count == asked)

        // Another commit is another layer, and the step that sees it runs again.
        try add(library, "lib.txt", "two")
        try app.git("update-index", "--cacheinfo", "160000,\(library.head),vendor/library")
        try app.git("commit", "-q", "-m", "another")
        try platform.expectRefusal(of: app, to: "shop", saying: ["name a commit that their server does not have"])
        try server.publish(library, as: "library")
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Testing (vendor/library changed)", "       two"])
        #expect(try platform.inDyno("shop", "cat vendor/library/lib.txt") == "two")
    }

    @Test func `are fetched over ssh by the app's own key, and by no other`() throws {
        let platform = try Installation()
        let server = try GitSSHServer(at: platform.gateway)
        let place = "\(platform.gateway):\(server.port)"
        try platform.reconfigure("allow: [", to: "allow: [\"\(place)\", ")
        try platform.restartRunner()
        try platform.create("shop")
        let library = try SampleApp(["lib.txt": "by a key"])
        let url = "ssh://root@\(place)\(try server.publish(library, as: "library"))"
        let app = try SampleApps.shell([
            ".gitmodules": Self.modules("vendor/library", url),
            "renga.yml": SampleApps.step("cat vendor/library/lib.txt", "inputs: [vendor/library]"),
        ])
        try link(app, "vendor/library", to: library.head)
        try platform.expectFirstRefusal(
            of: app,
            to: "shop",
            saying: ["over ssh, for which the app has no key", "config:set GIT_SSH_KEY=\"$(cat KEYFILE)\" -a shop"]
        )
        func set(_ name: String, _ value: String) throws { try platform.renga("config:set", "\(name)=\(value)", "-a", "shop").check() }
        try set("GIT_SSH_KEY", try server.key("other"))
        try platform.expectFirstRefusal(
            of: app,
            to: "shop",
            saying: ["Permission denied (publickey", "vendor/library could not be fetched"]
        )
        // The right one, and a server that is not the one that is known.
        try set("GIT_SSH_KEY", try server.key("deploy"))
        try set(
            "GIT_SSH_KNOWN_HOSTS",
            "[\(platform.gateway)]:\(server.port) ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
        )
        try platform.expectFirstRefusal(
            of: app,
            to: "shop",
            saying: ["Host key verification failed", "vendor/library could not be fetched"]
        )
        try set("GIT_SSH_KNOWN_HOSTS", "[\(platform.gateway)]:\(server.port) \(try server.hostKey())")
        let text = try platform.expectDeploy(of: app, to: "shop")
        expect(text, has: ["vendor/library at \(try library.head.prefix(8))", "by a key"])
        #expect(try platform.inDyno("shop", "cat vendor/library/lib.txt") == "by a key")
        let line = try #require(try server.key("deploy").split(separator: "\n").dropFirst(2).first)
        let found = try platform.inDyno("shop", "grep -rl '\(line)' /app /tmp || true")
        #expect(!text.contains(line) && found == "", "the key is in the slug")
    }

    private static let refused = [
        ("file:///etc", "is fetched by `file`"), ("ext::sh -c id", "is no address"), ("/srv/git/x", "is a place on a machine"),
        ("https://127.0.0.1/x.git", "is on this machine or its own network"),
        ("git@git.example.com:x/y.git", "over ssh, for which the app has no key"),
        ("../other.git", "is relative to a repository that is not here"),
    ]

    @Test func `are refused where nobody may fetch from, and left out by .slugignore`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one")
        try link(app, "vendor/x", to: app.head)
        for (url, words) in Self.refused {
            try add(app, ".gitmodules", Self.modules("vendor/x", url))
            try platform.expectFirstRefusal(of: app, to: "shop", saying: ["submodule `vendor/x`", words])
        }
        try add(app, ".slugignore", "vendor/x\n")
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "one"))
    }
}
