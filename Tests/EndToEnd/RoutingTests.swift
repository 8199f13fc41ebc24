import Glibc
import Linux
import Model
import Testing

@Suite("How requests reach an app") struct RoutingTests {
    @Test(arguments: Place.allCases) func `is shown, set and kept`(_ place: Place) throws {
        let platform = try Installation()
        _ = try platform.serving("shop")
        expect(
            try place.run(platform, "routing", "-a", "shop").check(),
            has: ["affinity:       off", "algorithm:      random", "drain:          5min", "hsts:           off", "https-redirect: off"]
        )
        expect(
            try place.run(platform, "routing:set", "algorithm=least-connections", "affinity=on", "drain=10s", "-a", "shop").check(),
            has: ["Setting algorithm, affinity, drain of ⬢ shop... done", "affinity:       on", "drain:          10s"]
        )
        let answer = try platform.fetch("shop.localhost")
        #expect(answer.body == "one" && answer.headers["set-cookie"] != nil, "\(answer)")
        try platform.restartRunner()
        let kept = try [String: JSONField](json: place.run(platform, "routing", "-a", "shop", "--json").check())
        #expect(kept["algorithm"] == .text("least-connections") && kept["affinity"] == .bool(true))
        #expect(kept["drainMilliseconds"] == .int(10_000))
        try place.run(platform, "routing:set", "drain=default", "affinity=off", "-a", "shop").check()
        #expect(try platform.fetch("shop.localhost").headers["set-cookie"] == nil)
        for words in [["affinity=maybe"], ["speed=9"], ["drain"], ["hsts=99999999999"]] {
            let refused = try platform.renga(["routing:set"] + words + ["-a", "shop"])
            #expect(refused.status == .exited(2), "\(words): \(refused.text)")
        }
    }

    @Test func `by HTTPS alone is by a redirect, and the URLs say so`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        expect(
            try platform.renga("routing:set", "https-redirect=on", "-a", "shop").check(),
            has: ["No certificate serves shop.localhost yet", "done"]
        )
        let answer = try platform.fetch("shop.localhost", "/a?b=c")
        #expect((300..<400).contains(answer.status), "\(answer)")
        #expect(answer.headers["location"] == "https://shop.localhost:\(platform.httpsPort)/a?b=c")
        expect(try platform.renga("info", "-a", "shop").check(), has: ["https://shop.localhost:\(platform.httpsPort)/"])
        try app.commit(["message": "two"])
        expect(try platform.push(app, to: "shop").check(), has: ["https://shop.localhost:\(platform.httpsPort)/ deployed to Renga"])
    }

    @Test func `by a redirect is refused where there is no HTTPS`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.reconfigure("https_port: \(platform.httpsPort)", to: "https_port: ~")
        try platform.restartRunner()
        let refused = try platform.renga("routing:set", "https-redirect=on", "-a", "shop")
        #expect(refused.status == .exited(23))
        expect(refused.text, has: ["serves no HTTPS", "router.https_port"])
    }

    @Test(arguments: Place.allCases) func `in maintenance mode a page is shown instead`(_ place: Place) throws {
        let platform = try Installation()
        _ = try platform.serving("shop")
        #expect(try place.run(platform, "maintenance", "-a", "shop").check() == "off\n")
        expect(try place.run(platform, "maintenance:on", "-a", "shop").check(), has: ["Enabling maintenance mode for ⬢ shop... done"])
        #expect(try platform.fetch("shop.localhost").status == 503)
        #expect(try place.run(platform, "maintenance", "-a", "shop").check() == "on\n")
        expect(try place.run(platform, "ps", "-a", "shop").check(), has: ["⬢ shop is in maintenance mode", "web.1: up"])
        expect(try place.run(platform, "info", "-a", "shop").check(), has: ["Maintenance: on"])
        try eventually("the log says H80") { try platform.renga("logs", "-a", "shop").text.contains("code=H80") }

        try place.run(platform, "maintenance:on", "--page", "-", "-a", "shop", input: "<h1>Zurück um 12</h1>\n").check()
        let own = try platform.fetch("shop.localhost")
        #expect(own.status == 503 && own.body == "<h1>Zurück um 12</h1>\n", "\(own)")
        #expect(try place.run(platform, "maintenance", "-a", "shop").check() == "on, with a page of its own\n")
        expect(try place.run(platform, "maintenance:off", "-a", "shop").check(), has: ["Disabling maintenance mode for ⬢ shop... done"])
        #expect(try platform.get("shop") == (200, "one"))
        for (input, status) in [("", 2), (String(repeating: "x", count: 65_537), 24)] as [(String, Int32)] {
            #expect(try place.run(platform, "maintenance:on", "--page", "-", "-a", "shop", input: input).status == .exited(status))
        }
        #expect(try platform.get("shop") == (200, "one"))
    }

    @Test(arguments: Place.allCases) func `while paused they wait, and none is lost`(_ place: Place) throws {
        let platform = try Installation()
        _ = try platform.serving("shop")
        expect(try place.run(platform, "ps:pause", "-a", "shop").check(), has: ["Pausing requests to ⬢ shop... done"])
        expect(try place.run(platform, "ps", "-a", "shop").check(), has: ["Requests to ⬢ shop are paused", "web.1: up"])
        var waiting: [Int32] = []
        defer { for number in waiting { _ = close(number) } }
        for _ in 0..<5 {
            let connection = try TCP.connect("127.0.0.1", platform.httpPort)
            try connection.write(all: Array("GET / HTTP/1.1\r\nHost: shop.localhost\r\nConnection: close\r\n\r\n".utf8))
            waiting.append(connection.release())
        }
        var watched = waiting.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        #expect(poll(&watched, nfds_t(watched.count), 500) == 0, "a request was answered while paused")
        expect(try place.run(platform, "ps:resume", "-a", "shop").check(), has: ["Resuming requests to ⬢ shop... done"])
        for number in waiting {
            var answer: [UInt8] = []
            while let part = try readSome(from: number), !part.isEmpty { answer += part }
            let text = String(decoding: answer, as: UTF8.self)
            #expect(text.hasPrefix("HTTP/1.1 200") && text.hasSuffix("one"), "\(text)")
        }
    }
}
