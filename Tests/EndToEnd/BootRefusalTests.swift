import Glibc
import Linux
import Model
import Testing

@Suite("A version that does not boot") struct BootRefusalTests {
    @Test func `is refused with its last lines when it crashes, and taken once the cause is gone`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.commit([
            "message": "two",
            "Procfile":
                "web: if [ -z \"$READY\" ]; then echo reading settings; echo READY is not set >&2; exit 3; fi; exec python3 server.py\n",
        ])
        let text = try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["Launching...", "web.1 did not come up: it exited with status 3"]
        )
        for line in ["reading settings", "READY is not set"] { expect(text, has: ["did not come up", line]) }
        #expect(try platform.dynoStates("shop") == ["web.1 up"])
        try platform.renga("config:set", "READY=1", "-a", "shop").check()
        #expect(try platform.get("shop") == (200, "one"))
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test func `is refused when it exits with status 0`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.commit(["Procfile": "web: echo all done\n"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["web.1 did not come up", "status 0, but a dyno has to go on running", "all done"]
        )
    }

    @Test func `is refused when a worker of it ends`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop", ["Procfile": "web: exec python3 server.py\nclock: exec sleep 1000\n"])
        try platform.renga("ps:scale", "clock=1", "-a", "shop").check()
        try eventually("the clock is up") { try platform.dynoStates("shop") == ["clock.1 up", "web.1 up"] }
        try app.commit(["Procfile": "web: exec python3 server.py\nclock: echo no time left; exit 5\n"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["clock.1 did not come up", "status 5", "no time left"]
        )
        #expect(try platform.dynoStates("shop") == ["clock.1 up", "web.1 up"])
    }

    @Test func `is refused when it answers what no visitor could be given`() throws {
        let platform = try Installation("dyno: {boot_seconds_max: 8}\n")
        let app = try platform.serving("shop")
        let server = """
            import os, socket, sys
            port = int(os.environ["PORT"])
            if sys.argv[1] == "six":
                door = socket.create_server(("::", port), family=socket.AF_INET6)
            else:
                door = socket.create_server(("0.0.0.0", port))
            answer = {"redis": b"+OK redis-like\\r\\n", "head": b"HTTP/1.1 200 OK\\r\\nA: " + b"x" * 10_000_000, "six": b""}[sys.argv[1]]
            while True:
                client = door.accept()[0]
                try:
                    client.recv(4096)
                    client.sendall(answer)
                    client.close()
                except OSError:
                    pass

            """
        for (kind, words) in [
            ("redis", "web.1 did not come up: it answers something that is not HTTP: \"+OK redis-like\""),
            ("head", "web.1 did not come up: it answers with a head that is longer than 65536 bytes"),
            ("six", "for IPv6 alone, and should on 0.0.0.0:$PORT"),
        ] {
            try app.commit(["raw.py": server, "Procfile": "web: exec python3 raw.py \(kind)\n"])
            try platform.expectRefusal(of: app, to: "shop", saying: ["Launching...", words, "Push rejected", "v3 goes on serving"])
        }
    }

    @Test func `is refused like any other when the build's time is up while it boots`() throws {
        let platform = try Installation("build: {seconds_max: 600}\n")
        let app = try platform.serving("shop")
        try platform.reconfigure("seconds_max: 600", to: "seconds_max: 10")
        try app.commit(["Procfile": "web: exec sleep 1000\n"])
        let words = ["Launching...", "the build did not end within 10 seconds", "Push rejected: nothing has changed, v3 goes on serving."]
        try platform.expectRefusal(of: app, to: "shop", saying: words)
        expect(try platform.buildLog("shop"), has: words)
    }

    @Test func `is refused when it does not bind $PORT in time`() throws {
        let platform = try Installation("dyno: {boot_seconds_max: 2}\n")
        let app = try platform.serving("shop")
        try app.commit(["Procfile": "web: echo thinking; exec sleep 1000\n"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: [
                "web.1 did not come up", "R10 (Boot timeout)", "failed to bind to $PORT within 2 seconds", "thinking",
            ]
        )
    }

    @Test func `is refused before its time is over when it listens where nobody comes, with the cure`() throws {
        let platform = try Installation("dyno: {boot_seconds_max: 12}\n")
        let app = try platform.serving("shop")
        try app.commit(["Procfile": "web: exec python3 -m http.server 8000 --bind 127.0.0.1\n"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: [
                "Launching...", "web.1 did not come up (R10): it listens on",
                "127.0.0.1:8000, and should on 0.0.0.0:$PORT", "in the Procfile: web: exec python3 -m http.server $PORT",
            ]
        )
    }

    @Test func `leaves its reason in the app's log and no line of its own, and a release names its person and its commit`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let first = try app.head.prefix(8)
        try app.commit(["Procfile": "web: echo reading settings; exit 3\n"])
        try platform.expectRefusal(of: app, to: "shop", saying: ["web.1 did not come up"])
        try eventually("the refusal is in the log") { try platform.renga("logs", "-a", "shop").check().contains("Build failed") }
        let text = try platform.renga("logs", "-a", "shop", "-n", "500").check()
        expect(
            text,
            has: [
                "app[api]: Build started by user", "app[api]: Deploy \(first.prefix(7))", " by user ",
                "app[api]: Release v3 created by user ",
                "app[api]: Build started by user", "app[api]: Build failed by user",
                "web.1 did not come up: it exited with status 3; v3 goes on serving",
            ]
        )
        // Those would look as if the dyno that serves had crashed.
        #expect(!text.contains("to crashed") && !text.contains("]: reading settings"), "\(text)")
        expect(text, has: ["heroku[web.1]: Starting process", "heroku[web.1]: State changed from starting to up"])
    }

    @Test func `is refused when it binds but never answers, and taken once there is time`() throws {
        let platform = try Installation("dyno: {boot_seconds_max: 1}\n")
        let app = try platform.serving("shop")
        // Longer than the limit can become on a machine that is busy.
        let slow =
            "import time, os, socket\ns = socket.create_server(('0.0.0.0', int(os.environ['PORT'])), backlog=64)\n"
        try app.commit([
            "slow.py": slow + "time.sleep(6)\ns.close()\nos.execvp('python3', ['python3', 'server.py'])\n",
            "Procfile": "web: exec python3 slow.py\n", "message": "two",
        ])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["web.1 did not come up", "R10 (Boot timeout)", "did not answer a request within 1 seconds"]
        )
        try platform.reconfigure("boot_seconds_max: 1", to: "boot_seconds_max: 30")
        try platform.restartRunner()
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test func `is refused when its release command fails`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.commit([
            "message": "two", "Procfile": "release: echo migrating; exit ${RESULT:-4}\nweb: exec python3 server.py\n",
        ])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["Running release command...", "migrating", "the release command", "ended with status 4"]
        )
        try platform.renga("config:set", "RESULT=0", "-a", "shop").check()
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }
}

extension Installation {
    /// `web.1 up` and so on, as `renga ps` shows them; dynos on their way out are left out.
    func dynoStates(_ app: String) throws -> [String] {
        try dynos(app).filter { $0["state"] != .text("stopping") }.map {
            "\($0["name"]?.text ?? "?") \($0["state"]?.text ?? "?")"
        }.sorted()
    }
}
