import Glibc
import Linux
import Model
import Testing
import Wire

/// Three things that look alike from far: who may not ask, where there is no installation, and where nobody answers.
@Suite("Who cannot reach the runner") struct StrangerTests {
    @Test func `a stranger is told so, whatever comes first on the wire`() throws {
        let bench = try Bench()
        try Files.makeDirectory(bench.root.run)
        let listener = try UnixSocket.listen(bench.root.controlSocket, mode: 0o666)
        let number = listener.number
        let refusal =
            #"{"failure":{"_0":{"code":"forbidden","message":"uid 1234 may not use this installation","hint":"go","detail":[]}}}"#
        try BackgroundThread.detached("stranger") {
            for _ in 0..<20 {
                // Answered and closed before a byte is read, as the runner does it.
                guard let socket = try? UnixSocket.accept(number) else { return }
                try? socket.write(all: Array(refusal.utf8) + [10])  // the client may be gone already
            }
        }
        defer { _ = shutdown(number, Int32(SHUT_RDWR)) }
        for _ in 0..<10 {
            let outcome = try bench.run(["ps", "-a", "myapp"])
            #expect(outcome.status == 22)
            #expect(outcome.errors.contains("uid 1234 may not use this installation"), "\(outcome.errors)")
        }
        let unnamed = try bench.run(["ps"])
        #expect(unnamed.errors.contains("uid 1234 may not use this installation"), "\(unnamed.errors)")
    }

    @Test func `a closed folder is no runner that is down`() throws {
        let bench = try Bench()
        try Files.makeDirectory(bench.root.run, mode: 0o700)
        let listener = try UnixSocket.listen(bench.root.controlSocket, mode: 0o666)
        defer { withExtendedLifetime(listener) {} }
        // By its descriptor: another user need not reach the folder that we were built in.
        let program = try Descriptor.open(try ProcessTests.program(), O_RDONLY)
        let errors = try Descriptor.open("\(bench.directory)/err", O_RDWR | O_CREAT)
        #expect(chmod(bench.directory, 0o755) == 0 && chmod(bench.root.path, 0o755) == 0)
        var start = Child.Start()
        start.descriptors = [nil, nil, errors.number, program.number]
        for words in [["ps"], ["ps", "-a", "myapp"], ["apps"], ["create"], ["logs", "-a", "myapp"]] {
            let command = Command(
                "/usr/bin/setpriv",
                ["--reuid=65534", "--clear-groups", "/proc/self/fd/3"] + words,
                environment: bench.environment,
                workingDirectory: "/"
            )
            #expect(try Child.spawn(command, start).wait() == .exited(22))
        }
        let said = try Files.text("\(bench.directory)/err")
        #expect(said.ranges(of: "you may not use the installation in \(bench.root.path)").count == 5, "\(said)")
        #expect(said.contains("keys:add") && !said.contains("does not answer") && !said.contains("systemctl"))
    }

    @Test func `a runner that hangs up without a word may be of an older version, and that is said`() throws {
        let outcome = try Bench().run(["ps", "-a", "myapp"], replies: [])
        #expect(outcome.status == 61)
        #expect(outcome.errors.contains("the runner ended the conversation without an answer"))
        #expect(outcome.errors.contains("after an upgrade, restart it"), "\(outcome.errors)")
    }

    @Test func `no installation, no socket and nobody behind it are three things`() throws {
        let bench = try Bench()
        let none = try #require(throws: Failure.self) {
            try ControlClient(root: try #require(InstallationRoot(bench.directory + "/elsewhere"))).ask(ListApps())
        }
        #expect(none.code == .notFound && none.message.contains("there is no installation in \(bench.directory)/elsewhere"))
        let never = try #require(throws: Failure.self) { try ControlClient(root: bench.root).ask(ListApps()) }
        #expect(never.code == .unavailable && never.message.hasPrefix("the runner is down: "))
        try Files.makeDirectory(bench.root.run)
        do { _ = try UnixSocket.listen(bench.root.controlSocket, mode: 0o666) }
        let dead = try #require(throws: Failure.self) { try ControlClient(root: bench.root).ask(ListApps()) }
        #expect(dead.code == .unavailable && dead.message.hasPrefix("the runner is down: "))
        #expect(dead.message.contains("Connection refused"))
    }
}
