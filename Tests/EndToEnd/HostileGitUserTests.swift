import Glibc
import Linux
import Model
import Testing

/// Whoever has become the git user can read and change what is that user's, and gets root to touch nothing else.
@Suite("A hostile git user") struct HostileGitUserTests {
    private static let user = "games"

    /// What root opened below a directory of the git user's in a push, a create, a destroy and a start (strace of the runner
    /// and the builder, with all that they start as root).
    private static let opened = [
        "builds", "hooks", "objects", "objects/tmp_objdir-incoming-hostile", "refs", "refs/heads", "refs/heads/main.lock",
        "refs/heads/master.lock", "HEAD.lock", "packed-refs.lock", "config", "HEAD",
    ]

    @Test func `puts nothing in the place of a lock, a repository or a build log`() throws {
        let platform = try Installation(gitUser: Self.user)
        _ = try platform.serving("shop")
        let intruder = try Intruder(Self.user)
        let root = platform.root.path
        for script in [
            "touch \(root)/run/locks/evil.lock", "mv \(root)/run/locks/shop.lock \(root)/run/locks/x", "rm -f \(root)/run/locks/shop.lock",
            "ln -s /etc/passwd \(root)/run/locks/evil.lock", "echo >>\(root)/run/locks/shop.build.lock", "touch \(root)/repos/x",
            "mv \(root)/repos/shop.git \(root)/repos/y", "touch \(root)/builds/shop/x", "rm -f \(root)/builds/shop/0001.log",
            "echo >>\(root)/builds/shop/0001.log", "ln -sfn /etc/passwd \(root)/builds/shop/latest",
            "mv \(root)/builds/shop \(root)/builds/x",
            "ls \(root)/layers", "ls \(root)/slugs", "ls \(root)/scratch", "cat \(root)/renga.db", "touch \(root)/run/x",
            "ls \(root)/router",
            "touch \(root)/ssh/authorized_keys", "ls \(SharedLayers.directory)",
        ] {
            if let words = try intruder.expectRefused(script) { Issue.record("\(words)") }
        }
        expect(try intruder.sh("cat \(root)/repos/shop.git/builds/latest").check(), has: ["Released v3"])
        // A lock of root's that the git user's shell can take and leave a word in, whatever the word.
        try intruder.sh("flock -n \(root)/run/locks/shop.lock printf 'key 1\\033[2J' >\(root)/run/locks/shop.lock").check()
    }

    @Test func `has the builder started for the one root, with the three verbs, and with nothing else`() throws {
        let platform = try Installation(gitUser: Self.user)
        let intruder = try Intruder(Self.user)
        let root = platform.root.path
        let builder = root + "/bin/renga-builder"
        for words in [
            "--root /tmp prepare", "prepare", "prepare --root /tmp", "--root \(root) stack debian-13", "stack debian-13", "",
            "--root \(root) prepare --app shop", "--root \(root) prepare ''", "--root \(root)/../x prepare", "--root \(root) plan",
            "--root /tmp --root \(root) prepare",
        ] {
            let outcome = try intruder.sh("sudo -n -- \(builder) \(words)")
            expect(outcome.text, has: ["a password is required"])
        }
        // And by itself it is told why nothing happens.
        expect(try intruder.sh("\(builder) --root \(root) stack debian-13").text, has: ["has to be started by root"])
        // Nor by what is said on standard input.
        for order in ["--root\n/tmp\n--app\nshop\n\n", "--app\n../shop\n\n", "stack\ndebian-13\n\n", "--app\n\n", "\n", ""] {
            let outcome = try intruder.sh("sudo -n -- \(builder) --root \(root) settle", input: order)
            // One that ends before it has begun is a hook that has changed its mind.
            #expect(outcome.status == .exited(order.isEmpty ? 31 : 2), "\(order): \(outcome.text)")
        }
        let endless = try intruder.sh("yes | sudo -n -- \(builder) --root \(root) settle")
        #expect(endless.status == .exited(2), "\(endless.text)")
        expect(endless.text, has: ["an order of over 16384 bytes"])
    }

    @Test(arguments: Impostor.allCases)
    func `gets root to follow nothing that stands in a repository`(_ impostor: Impostor) throws {
        let platform = try Installation(gitUser: Self.user)
        let app = try platform.serving("shop")
        _ = try platform.serving("other")
        let intruder = try Intruder(Self.user)
        let bait = try Bait()
        let before = try bait.state
        let repository = "\(platform.root.repositories)/shop.git"
        let kept = "\(platform.root.path)/kept"
        try Command("/bin/cp", ["-a", repository, kept]).check()
        let zeros = String(repeating: "0", count: 40)
        let order =
            ["--app", "shop", "--ref", "refs/heads/main", "--old", zeros, "--new", try app.head, "--key", "1"]
            + ["--quarantine", "\(repository)/objects/tmp_objdir-incoming-hostile"]
        let input = order.map { $0 + "\n" }.joined() + "\n"
        for name in Self.opened {
            try impostor.put(at: "\(repository)/\(name)", bait, as: intruder.account)
            // What git's hooks would ask for, asked for by hand: by whom the builder is started it cannot know.
            let began = Moment.monotonicMilliseconds()
            let root = platform.root.path
            let outcome = try intruder.sh(
                "exec timeout -k 1 60 sudo -n -- \(root)/bin/renga-builder --root \(root) prepare",
                input: input
            )
            #expect(Moment.monotonicMilliseconds() - began < 50_000, "\(name) as \(impostor) holds the builder up: \(outcome.text)")
            #expect(try bait.state == before, "\(name) as \(impostor) led outside")
            #expect(!outcome.text.contains("a secret of root's"), "\(name) as \(impostor): \(outcome.text)")
            try Files.removeTree(repository)
            try Command("/bin/cp", ["-a", kept, repository]).check()
        }
        // All at once, while the runner starts; the rest of the platform goes on.
        for name in Self.opened where !Self.opened.contains(where: { $0.hasPrefix(name + "/") }) {
            try impostor.put(at: "\(repository)/\(name)", bait, as: intruder.account)
        }
        try platform.restartRunner()
        let other = try SampleApps.web("two")
        try platform.expectDeploy(of: other, to: "other", "--force", "main")
        #expect(try platform.get("other").body == "two")
        expect(try platform.renga("logs", "-a", "other").check(), has: ["served /"])
        try platform.renga("destroy", "-a", "shop", "--confirm", "shop").check()
        #expect(!Files.exists(repository))
        #expect(try bait.state == before)
        try platform.create("shop")
        try platform.expectDeploy(of: app, to: "shop")
    }

    @Test func `keeps nobody waiting for ever who needs an app's lock`() throws {
        let platform = try Installation("build: {seconds_max: 1}\ngit: {seconds_max: 1}\n", gitUser: Self.user)
        try platform.create("shop")
        let lock = platform.root.lock(try platform.appName("shop"))
        let intruder = try Intruder(Self.user)
        let holds = "import fcntl, sys, time; f = open(sys.argv[1], 'r+'); fcntl.flock(f, 2); f.write('key 1'); f.flush(); time.sleep(300)"
        let said = try intruder.sh("setsid python3 -c \"\(holds)\" \(lock) >/dev/null 2>&1 & echo $!").check()
        let holder = try #require(Int32(said.trimmed))
        defer { kill(holder, SIGKILL) }
        try eventually("it is held") { LockHolder.words(lock) == "process \(holder) (python3)" && FileLock.note(of: lock) == "key 1" }
        for words in [["config:set", "A=1"], ["destroy", "--confirm", "shop"]] {
            let outcome = try platform.renga(words + ["-a", "shop"])
            expect(
                unwrapped(outcome.text),
                has: [
                    "Waiting for another deploy of shop (key 1)",
                    "has had the lock of shop for over 2 seconds, longer than a push may take",
                    "fuser -v \(lock)",
                ]
            )
            expect(outcome.text, has: ["process \(holder) (python3) has had"])
            #expect(!outcome.status.isSuccess)
        }
        // Who waits while the runner ends hears that nothing was done.
        let waiting = try BackgroundCommand(platform, ["config:set", "A=1", "-a", "shop"])
        try waiting.wait(for: "Waiting for another deploy")
        platform.stopRunner(signal: SIGTERM)
        #expect(!waiting.finish().isSuccess)
        expect(unwrapped(try waiting.text), has: ["the runner is being restarted; nothing of shop was changed"])
        kill(holder, SIGKILL)
        try platform.startRunner()
        try platform.waitUntilReady()
        try platform.renga("destroy", "-a", "shop", "--confirm", "shop").check()
    }

    @Test func `has a tree of any depth removed`() throws {
        let platform = try Installation(gitUser: Self.user)
        try platform.create("shop")
        let repository = "\(platform.root.repositories)/shop.git"
        let script = """
            import os
            os.chdir("\(repository)/objects")
            for depth in range(20000):
                os.mkdir("d")
                os.chdir("d")
            """
        try Intruder(Self.user).sh("python3 -", input: script).check()
        try platform.renga("destroy", "-a", "shop", "--confirm", "shop").check()
        #expect(try Files.list(platform.root.repositories).isEmpty)
        try platform.create("shop")
    }
}
