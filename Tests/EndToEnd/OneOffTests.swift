import Glibc
import Linux
import Model
import Testing

/// One-off dynos, as they are asked for: on the machine, over SSH, through pipes and at real terminals.
@Suite("One-off dynos") struct OneOffTests {
    @Test func `run as on Heroku: streams, status, environment, what is no use, and what they leave`() throws {
        let platform = try Installation("dyno: {one_offs_max: 2}\n")
        try platform.create("shop")
        let early = try platform.renga("run", "bash", "-a", "shop")
        #expect(early.status.code == 20)
        expect(early.text, has: ["nothing was pushed to `shop` yet", "git push heroku main"])
        let procfile = "web: exec python3 server.py\nconsole: echo console of $DYNO\n"
        try platform.push(try SampleApps.web("one", ["Procfile": procfile]), to: "shop").check()
        try platform.renga("config:set", "-a", "shop", "COLOUR=blue").check()

        try pipes(platform)
        try words(platform)
        try detached(platform)
        try leaving(platform)
        try platform.expectNoLeftovers(dynos: 1)
    }

    /// A quoted shell line over SSH, as somebody types it there.
    private func line(_ platform: Installation, _ text: String, input: String = "") throws -> Command.Outcome {
        try platform.ssh(["run -a shop '\(text)'"], input: input)
    }

    private func pipes(_ platform: Installation) throws {
        #expect(
            try line(platform, "echo $COLOUR $DYNO ${PORT:-none}; pwd; cat message").text.contains(/^blue run\.\d{4} none\n\/app\none$/)
        )
        #expect(try line(platform, "exit 7").status.code == 7)
        let missing = try line(platform, "nothing-of-that-name")
        #expect(missing.status.code == 127)
        expect(missing.text, has: ["nothing-of-that-name: command not found"])
        // Every byte there is, many times over, and back.
        let place = "\(platform.root.path)/pipe"
        let way = """
            head -c 20000000 /dev/urandom > \(place).in && \
            ssh -F \(platform.root.path)/ssh/config root@127.0.0.1 run -a shop 'tee /dev/stderr' \
            < \(place).in > \(place).out 2> \(place).err && cmp \(place).in \(place).out && cmp \(place).in \(place).err && \
            \(platform.root.path)/bin/renga --root \(platform.root.path) run -a shop cat < \(place).in > \(place).out && \
            cmp \(place).in \(place).out && stat -c %u \(place).out
            """
        let outcome = try Command("/bin/sh", ["-c", way]).run()
        // A file of the caller's stays the caller's.
        #expect(outcome.status.isSuccess && outcome.text == "0\n", "\(outcome.text)")
    }

    private func words(_ platform: Installation) throws {
        let words = try platform.renga(
            "run",
            "-e",
            "A=1;B=two words",
            "printf",
            "%s|",
            "$A",
            "$B",
            "-l",
            "--all",
            "-a",
            "shop",
            "--",
            "-a",
            "x y"
        )
        #expect(words.text == "1|two words|-l|--all|-a|x y|")
        expect(try platform.renga("console", "-a", "shop").check(), has: ["console of run."])
        for (words, part) in [
            (["run", "-a", "shop"], "needs COMMAND"), (["run", "-a", "shop", ""], "no command is given"),
            (["run", "-a", "shop", "--type", "wrker", "true"], "has no process type `wrker`"),
            (["run", "-a", "shop", "-e", "PORT=1", "true"], "`PORT` is set by the platform"),
            (["run", "-a", "shop", "-e", "1A=1", "true"], "`1A=1` is no variable"),
            (["run", "-a", "shap", "true"], "there is no app `shap`"),
        ] {
            let outcome = try platform.renga(words)
            #expect(!outcome.status.isSuccess)
            expect(outcome.text, has: [part])
        }
    }

    private func detached(_ platform: Installation) throws {
        let started = try platform.renga("run:detached", "echo said; exec sleep 1000", "-a", "shop").check()
        let name = try #require(started.firstMatch(of: /run\.\d{4}/).map { String($0.0) })
        expect(started, has: ["Its output: renga logs -d \(name) --tail -a shop"])
        try eventually("its output is in the log") {
            try platform.renga("logs", "-d", name, "-a", "shop").text.contains("app[\(name)]: said")
        }
        expect(try platform.renga("ps", "-a", "shop").text, has: ["\(name): up"])
        let second = try BackgroundCommand(platform, ["run", "-a", "shop", "echo here; sleep 1000"])
        try second.wait(for: "here")
        let third = try platform.renga("run", "-a", "shop", "true")
        #expect(third.status.code == 24)
        expect(third.text, has: ["`shop` has 2 one-off dynos"])
        // One is ended with its app's release untouched, and is never started again.
        second.interrupt()
        #expect(second.finish() == .signalled(SIGINT))
        try eventually("it has gone", seconds: 90) { try platform.dynoIDs().filter { $0.contains(".run.") }.count == 1 }
        try platform.renga("run", "-a", "shop", "--", "true").check()
        try platform.killOneOffs()
        try eventually("both have gone") { try !platform.renga("ps", "-a", "shop").text.contains("run.") }
    }

    /// Whoever goes takes the process with them, by SIGHUP.
    private func leaving(_ platform: Installation) throws {
        let user = try terminal(platform, "echo here; exec sleep 1000")
        try user.wait(for: "here")
        try gone(platform) { user.kill(SIGKILL) }
        _ = user.finish()
        let piped = try BackgroundCommand(overSSH: platform, ["run -a shop 'echo here; sleep 1000'"])
        try piped.wait(for: "here")
        try gone(platform) { piped.kill() }
        _ = piped.finish()
        expect(
            try platform.renga("logs", "-a", "shop", "-n", "500").text,
            has: ["Client connection closed. Sending SIGHUP to all processes"]
        )
    }

    private func gone(_ platform: Installation, _ body: () -> Void) throws {
        #expect(try platform.renga("ps", "-a", "shop").text.contains("run."))
        body()
        try eventually("it has gone", seconds: 90) { try !platform.renga("ps", "-a", "shop").text.contains("run.") }
    }

    private func terminal(_ platform: Installation, _ line: String) throws -> TerminalUser {
        try TerminalUser(["/usr/bin/ssh", "-F", "\(platform.root.path)/ssh/config", "-t", "root@127.0.0.1", "run -a shop '\(line)'"])
    }

    @Test func `a terminal is a real one, and outlives the runner`() throws {
        let platform = try Installation()
        _ = try platform.serving("shop")
        let user = try terminal(platform, "bash --norc")
        try user.wait(for: "Running bash --norc on ")
        try user.wait(for: "up, run.")
        try user.wait(for: "$ ")
        try user.type("stty size; tty; echo $TERM\n")
        try user.wait(for: "30 100\r\n/dev/pts/0\r\nxterm-256color\r\n")
        try user.type("printf '\\033[31m%s\\033[0m' red\n")
        try user.wait(for: "\u{1B}[31mred\u{1B}[0m")
        // A line of the terminal's own editor, and one key that is no line.
        try user.type("read -rsn1 key; echo \"<$key>\"\n")
        try user.type("q")
        try user.wait(for: "<q>")
        try user.type("bash -c 'trap \"stty size\" WINCH; trap \"exit 130\" INT; echo trapped; while :; do sleep 0.1; done'\n")
        try user.wait(for: "trapped\r\n")
        try user.resize(columns: 132, rows: 50)
        try user.wait(for: "50 132\r\n")
        try user.type("\u{3}")
        try user.wait(for: "$ ")
        try user.type("(echo first; exec sleep 1000)\n")
        try user.wait(for: "first\r\n")
        try user.type("\u{1A}")
        try user.wait(for: "Stopped")
        try user.type("kill -9 %1\n")
        try user.wait(for: "kill -9 %1\r\n")
        try user.wait(for: "$ ")
        try user.type("(echo second; exec sleep 1000)\n")
        try user.wait(for: "second\r\n")
        try platform.restartRunner()
        try user.type("\u{3}")
        try user.wait(for: "$ ")
        try user.type("echo \"status $?\"\n")
        try user.wait(for: "status 130")
        try user.type("(exit 6)\n")
        try user.wait(for: "(exit 6)")
        try user.wait(for: "$ ")
        try user.type("\u{4}")
        #expect(user.finish() == .exited(6))
        try onTheMachine(platform)
        try entering(platform)
        try client(platform)
        try platform.expectNoLeftovers(dynos: 1)
    }

    /// Nobody is left with what Ctrl-Z has stopped, nor with a terminal in another mode than it was.
    private func onTheMachine(_ platform: Installation) throws {
        let renga = "\(platform.root.path)/bin/renga --root \(platform.root.path)"
        let script =
            "before=$(stty -g); \(renga) run -a shop 'echo here; read line; echo \"got $line\"; exit 3'; echo \"ended $?\"; "
            + "[ \"$before\" = \"$(stty -g)\" ] && echo as before; \(renga) run -a shop --no-tty 'test -t 0 || echo no terminal' < /dev/null"
        let user = try TerminalUser(["/bin/bash", "-c", script])
        try user.wait(for: "here\r\n")
        try user.type("\u{1A}word\n")
        try user.wait(for: "got word")
        try user.wait(for: "ended 3")
        try user.wait(for: "as before")
        try user.wait(for: "no terminal")
        #expect(user.finish().isSuccess)
    }

    /// A shell in the dyno that serves, behind its walls and in its limits, with a terminal and without one.
    private func entering(_ platform: Installation) throws {
        let ssh = ["/usr/bin/ssh", "-F", "\(platform.root.path)/ssh/config"]
        let user = try TerminalUser(ssh + ["-t", "root@127.0.0.1", "ps:exec web.1 -a shop"])
        try user.wait(for: "Running bash in web.1 of ")
        try user.wait(for: "up, web.1")
        try user.wait(for: "$ ")
        try user.type("touch /tmp/mark; stty size; echo \"$DYNO $TERM\"; grep -h -e Seccomp: -e NoNewPrivs -e CapEff /proc/self/status\n")
        try user.wait(for: "30 100\r\nweb.1 xterm-256color\r\n")
        try user.wait(for: "CapEff:\t0000000000000000\r\nNoNewPrivs:\t1\r\nSeccomp:\t2\r\n")
        try platform.restartRunner()
        try user.type("exit 5\n")
        #expect(user.finish() == .exited(5))
        let piped = try platform.ssh(["ps:exec -a shop web.1 -- sh -c 'cat; ls /tmp; cat /proc/1/comm; exit 6'"], input: "in\n")
        #expect(piped.status.code == 6 && piped.text.hasPrefix("in\nmark\n"), "\(piped.text)")
        expect(try platform.renga("ps:exec", "web.7", "-a", "shop").text, has: ["`shop` has no dyno `web.7` that runs", "there are web.1"])
        let left = try BackgroundCommand(overSSH: platform, ["ps:exec web.1 -a shop 'echo here; exec sleep 4711'"])
        try left.wait(for: "here")
        left.kill()
        _ = left.finish()
        try eventually("what was left is hung up") {
            try !platform.renga("ps:exec", "-a", "shop", "cat /proc/[0-9]*/cmdline").text.contains("4711\0")
        }
        #expect(try platform.get("shop") == (200, "one"))
    }

    /// The client asks for a terminal where its caller sits at one, and quotes each word.
    private func client(_ platform: Installation) throws {
        let (folder, environment) = try platform.client(app: "shop")
        let words = ["run", "bash", "-c", "tty; echo \"$0\"; exit 3", "two  words", "-al"]
        let user = try TerminalUser(["/bin/sh", "\(folder)/renga"] + words, environment: environment, in: folder)
        try user.wait(for: "/dev/pts/0\r\ntwo  words\r\n")
        #expect(user.finish() == .exited(3))
        let piped = try Command(
            "/bin/sh",
            ["\(folder)/renga", "run", "--", "sh", "-c", "tty; cat"],
            environment: environment,
            workingDirectory: folder
        )
        .run(input: Array("a b".utf8))
        #expect(piped.text == "not a tty\na b")
    }
}
