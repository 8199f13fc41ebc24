import Glibc
import Linux
import Model
import Testing

@Suite("The build log") struct BuildLogTests {
    /// What the pusher saw of the server, without what git adds: `remote: ` before each line and spaces behind it.
    private func seen(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter { $0.hasPrefix("remote: ") }
            .map { Self.trimmed($0.dropFirst(8)) }
    }

    private func logged(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { Self.trimmed($0) }
    }

    private static func trimmed(_ line: Substring) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    @Test func `holds exactly what the pusher saw, failed builds included, and latest points to the newest`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let script =
            "echo a line; echo; echo '  indented'; echo -n half; sleep 0.1; echo ' and half'; printf 'over\\rdrawn\\n'; echo -n no end"
        let app = try SampleApps.web("one", ["renga.yml": SampleApps.step(script)])
        let folder = platform.root.buildLogs(try platform.appName("shop"))
        #expect(Files.real("\(platform.root.repositories)/shop.git/builds") == Files.real(folder))

        let first = try platform.expectDeploy(of: app, to: "shop")
        #expect(try logged(platform.buildLog("shop", "0001.log")) == seen(first))
        expect(first, has: ["a line", "  indented", "half and half", "drawn", "no end", "Done in"])

        try app.commit(["renga.yml": SampleApps.step("echo about to fail; exit 9")])
        let second = try platform.expectRefusal(of: app, to: "shop", saying: ["about to fail", "status 9"])
        #expect(try logged(platform.buildLog("shop", "0002.log")) == seen(second))

        try app.commit(["renga.yml": nil, "Procfile": "web python\n"])
        let third = try platform.expectRefusal(of: app, to: "shop", saying: ["Procfile:1:1"])
        #expect(try logged(platform.buildLog("shop", "0003.log")) == seen(third))

        try app.commit(["Procfile": "web: echo not today; exit 1\n"])
        let fourth = try platform.expectRefusal(of: app, to: "shop", saying: ["not today"])
        #expect(try logged(platform.buildLog("shop", "0004.log")) == seen(fourth))
        #expect(try Files.list(folder) == ["0001.log", "0002.log", "0003.log", "0004.log", "latest"])
        #expect(Files.real(folder + "/latest") == Files.real(folder + "/0004.log"))

        try app.commit(["Procfile": "web: exec python3 server.py\n"])
        let fifth = try platform.expectDeploy(of: app, to: "shop")
        #expect(try logged(platform.buildLog("shop")) == seen(fifth))
        #expect(Files.real(folder + "/latest") == Files.real(folder + "/0005.log"))
    }

    @Test func `goes after others have come, but for those of kept releases`() throws {
        let platform = try Installation("build: {logs_kept: 2}\n")
        let app = try platform.serving("shop")
        for number in 1...4 {
            try app.commit(["Procfile": "web: exit \(number)\n"])
            try platform.expectRefusal(of: app, to: "shop", saying: ["exited with status \(number)"])
        }
        #expect(try Files.list(platform.root.buildLogs + "/shop") == ["0001.log", "0004.log", "0005.log", "latest"])
        #expect(try platform.buildLog("shop").contains("exited with status 4"))
        try app.commit(["Procfile": "web: exec python3 server.py\n"])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try Files.list(platform.root.buildLogs + "/shop") == ["0001.log", "0005.log", "0006.log", "latest"])
    }

    @Test(arguments: [SIGTERM, SIGKILL]) func `is followed over a restart of the runner`(_ signal: Int32) throws {
        let platform = try Installation()
        try platform.create("shop")
        let step = SampleApps.step("for n in $(seq 50); do echo line $n of it; sleep 0.3; done")
        let app = try SampleApps.web("one", ["renga.yml": step])
        let push = try BackgroundPush(platform, app, to: "shop")
        try push.wait(for: "line 1 of it")
        let here = try BackgroundCommand(platform, ["builds:output", "--tail", "-a", "shop"])
        let there = try BackgroundCommand(overSSH: platform, ["builds:output -t -a shop"])
        for tail in [here, there] { try tail.wait(for: "line 3 of it") }
        try platform.restartRunner(signal: signal)
        let end = try push.finish()
        // Its files are there until then.
        withExtendedLifetime(app) {}
        #expect(end.status.isSuccess, "\(end.text)")
        for tail in [here, there] {
            #expect(tail.finish() == .exited(0))
            #expect(try tail.text == platform.buildLog("shop"))
        }
    }

    @Test func `can be read while the build goes on`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one", ["renga.yml": SampleApps.step("echo in the step\nsleep 1000")])
        let push = try BackgroundPush(platform, app, to: "shop")
        try push.wait(for: "in the step")
        expect(try platform.buildLog("shop"), has: ["Script app detected", "Testing (first build)", "in the step"])
        push.interrupt()
        try push.finish()
        try platform.settle()
    }
}
