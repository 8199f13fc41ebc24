import Model
import Testing

@testable import Router

@Suite("Session affinity") struct AffinityTests {
    private static let key = String(repeating: "0123456789abcdef", count: 4)
    private static let start = "renga-session-affinity="

    /// What a browser sends back of a Set-Cookie header.
    private func cookie(_ answer: Message) throws -> String {
        let whole = try #require(answer.all("set-cookie").first { $0.hasPrefix(Self.start) })
        return String(whole.prefix { $0 != ";" })
    }

    private func withDynos(_ count: Int, _ body: ([Backend], [RouteTable.Backend], TestRouter) throws -> Void) throws {
        let backends = try (0..<count).map { try Backend.answering("\($0)") }
        defer { for backend in backends { backend.stop() } }
        let router = try TestRouter { $0.trustedPeers = ["127.0.0.1"] }
        try body(backends, backends.enumerated().map { $1.target("id\($0)", name: "web.\($0)") }, router)
    }

    @Test func `a cookie brings a client back to its dyno, and is set once`() throws {
        try withDynos(5) { backends, targets, router in
            try router.serve(targets, affinityKey: Self.key) { $0.sessionAffinity = true }
            let first = try router.get()
            #expect(first.all("set-cookie").count == 1)
            let text = try #require(first["set-cookie"])
            #expect(text.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
            let cookie = try cookie(first)
            #expect(cookie.utf8.count == Self.start.utf8.count + 32)
            for headers in ["Cookie: \(cookie)\r\n", "Cookie: a=b; \(cookie); c=d\r\n", "Cookie: a=b\r\nCookie: \(cookie)\r\n"] {
                for _ in 1...20 {
                    let answer = try router.get(headers: headers)
                    #expect(answer.text == first.text && answer["set-cookie"] == nil)
                }
            }
            // The dyno gets it as well, as on Heroku.
            let served = try #require(Int(first.text))
            #expect(backends[served].requests.contains { $0["cookie"] == cookie })
            let secure = try router.get(headers: "X-Forwarded-Proto: https\r\n")
            #expect(secure["set-cookie"]?.hasSuffix("; Secure") == true)
        }
    }

    @Test func `a cookie survives a change of routes that keeps its dyno`() throws {
        try withDynos(4) { _, targets, router in
            try router.serve(targets, affinityKey: Self.key) { $0.sessionAffinity = true }
            let first = try router.get()
            let cookie = try cookie(first)
            let kept = try #require(Int(first.text))
            try router.serve([targets[(kept + 1) % 4], targets[kept], targets[(kept + 2) % 4]], affinityKey: Self.key) {
                $0.sessionAffinity = true
            }
            for _ in 1...20 { #expect(try router.get(headers: "Cookie: \(cookie)\r\n").text == first.text) }
            // A router that starts anew knows it too.
            try router.restart()
            for _ in 1...20 { #expect(try router.get(headers: "Cookie: \(cookie)\r\n").text == first.text) }
        }
    }

    @Test func `unknown, forged and stale cookies are replaced`() throws {
        try withDynos(3) { _, targets, router in
            try router.serve(targets, affinityKey: Self.key) { $0.sessionAffinity = true }
            let good = try cookie(try router.get())
            let last = good.hasSuffix("0") ? "1" : "0"
            let forged = [
                "", "\(Self.start)", "\(Self.start)id0", "\(good)0", "\(good.dropLast())", "\(good.dropLast())\(last)", "x\(good)",
                "\(good.dropLast())g", "\(Self.start)\(String(repeating: "0", count: 32))",
            ]
            for value in forged {
                let answer = try router.get(headers: "Cookie: \(value)\r\n")
                let fresh = try cookie(answer)
                #expect(answer.status == 200 && fresh != value, "\(value)")
            }
            // Made with another key, or for another app.
            try router.serve(targets, affinityKey: String(Self.key.reversed())) { $0.sessionAffinity = true }
            #expect(try router.get(headers: "Cookie: \(good)\r\n")["set-cookie"] != nil)
            // Its dyno is gone.
            try router.serve([.init(id: "new", name: "web.1", address: "127.0.0.1", port: targets[0].port)], affinityKey: Self.key) {
                $0.sessionAffinity = true
            }
            #expect(try cookie(try router.get(headers: "Cookie: \(good)\r\n")) != good)
        }
    }

    @Test func `where a client's dyno refuses, another takes over and the cookie moves`() throws {
        try withDynos(2) { backends, targets, router in
            try router.serve(targets, affinityKey: Self.key) { $0.sessionAffinity = true }
            let first = try router.get()
            let cookie = try cookie(first)
            let lost = try #require(Int(first.text))
            backends[lost].stop()
            let moved = try router.get(headers: "Cookie: \(cookie)\r\n")
            #expect(moved.text == "\(1 - lost)")
            let fresh = try self.cookie(moved)
            #expect(fresh != cookie)
            #expect(try router.get(headers: "Cookie: \(fresh)\r\n")["set-cookie"] == nil)
        }
    }

    @Test func `without the policy or without a key there is no cookie`() throws {
        try withDynos(2) { _, targets, router in
            try router.serve(targets, affinityKey: Self.key)
            #expect(try router.get()["set-cookie"] == nil)
            try router.serve(targets) { $0.sessionAffinity = true }
            #expect(try router.get()["set-cookie"] == nil)
        }
    }

    @Test func `two apps of the same dyno name have different marks`() {
        let key: [UInt8] = Array(1...32)
        let mark = AffinityMark(app: "a", dyno: "x", key: key)
        #expect(mark == AffinityMark(app: "a", dyno: "x", key: key))
        #expect(mark != AffinityMark(app: "b", dyno: "x", key: key))
        #expect(mark != AffinityMark(app: "a", dyno: "y", key: key))
        #expect(mark != AffinityMark(app: "a", dyno: "x", key: [1]))
        let cookie = mark.cookie(isSecure: false)
        #expect(AffinityMark.find(cookie, 0..<cookie.count) == mark)
    }
}
