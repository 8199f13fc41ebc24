import Glibc
import Linux
import Model
import Testing

@Suite("Automatic certificates, by a real ACME server") struct AutomaticCertificateTests {
    private func state(_ host: String, of app: String, _ platform: Installation) throws -> AutomaticCertificates.Host? {
        try AutomaticCertificates(json: platform.renga("certs:auto", "-a", app, "--json").check()).hosts.first { $0.host == host }
    }

    private func fingerprint(_ app: String, _ platform: Installation) throws -> String? {
        try [CertificateSummary](json: platform.renga("certs", "-a", app, "--json").check()).first?.fingerprint
    }

    private func wait(for host: String, of app: String, _ platform: Installation, _ server: ACMEServer) throws {
        do {
            try eventually("there is a certificate for \(host)", seconds: 60) { try state(host, of: app, platform)?.state == .issued }
        } catch {
            throw Failure(.internal, "\(error)\n\(platform.diagnostics)\n\(server.diagnostics)")
        }
    }

    @Test(arguments: ACMESettings.Challenge.allCases) func `come once they are switched on, and serve`(_ challenge: ACMESettings.Challenge)
        throws
    {
        let server = try ACMEServer()
        let platform = try Installation(server.configuration(", challenge: \(challenge.rawValue)"), ports: server.routerPorts)
        _ = try platform.serving("shop")
        for host in ["shop.test", "www.shop.test", "*.shop.test"] { try platform.renga(["domains:add", host, "-a", "shop"]).check() }
        expect(try platform.renga("certs:auto", "-a", "shop").check(), has: ["Automatic certificates are off for ⬢ shop."])
        expect(try platform.ssh("certs:auto:enable", "-a", "shop").check(), has: ["Enabling automatic certificates for ⬢ shop... done"])
        for host in ["shop.test", "www.shop.test"] {
            try wait(for: host, of: "shop", platform, server)
            let authority = try server.authority()
            try eventually("\(host) is served by HTTPS") { try platform.fetch(host, trusting: authority).body == "one" }
        }
        let shown = try platform.ssh("certs:auto", "-a", "shop").check()
        expect(shown, has: ["shop.localhost", "impossible", "*.shop.test", "impossible", "shop.test", "issued", "renewed"])
        expect(try platform.renga("certs", "-a", "shop").check(), has: ["automatic", "shop.test"])
        expect(try platform.renga("logs", "-a", "shop").check(), has: ["app[api]: Certificate for shop.test issued by Pebble"])
        // One account for all, which is kept.
        #expect(try Files.list(platform.root.acme + "/accounts").count == 1)
        try eventually("nothing is left of the challenges") {
            try Files.list(platform.root.acmeChallenges).isEmpty && Files.list(platform.root.acmeALPN).isEmpty
        }

        // A domain that comes later gets its own, whatever the app's requests are answered with; one that goes takes it along.
        try platform.renga("routing:set", "https-redirect=on", "-a", "shop").check()
        try platform.renga("maintenance:on", "-a", "shop").check()
        try platform.renga("ps:pause", "-a", "shop").check()
        try platform.renga("domains:add", "late.test", "-a", "shop").check()
        try wait(for: "late.test", of: "shop", platform, server)
        try platform.renga("domains:remove", "late.test", "-a", "shop").check()
        #expect(!(try platform.renga("certs", "-a", "shop").check()).contains("late.test"))
    }

    @Test func `are renewed in time, and no request notices`() throws {
        // A third of it is what a renewal may take on a machine that is busy with other tests.
        let server = try ACMEServer(seconds: 60)
        let platform = try Installation(server.configuration(), ports: server.routerPorts)
        _ = try platform.serving("shop")
        try platform.renga("domains:add", "shop.test", "-a", "shop").check()
        try platform.renga("certs:auto:enable", "-a", "shop").check()
        try wait(for: "shop.test", of: "shop", platform, server)
        let authority = try server.authority()
        try eventually("it is served") { try platform.fetch("shop.test", trusting: authority).body == "one" }
        let first = try #require(try fingerprint("shop", platform))
        try eventually("it is another certificate", seconds: 90) {
            let answer = try platform.fetch("shop.test", trusting: authority)
            #expect(answer.body == "one", "\(answer)")
            return try fingerprint("shop", platform) != first
        }
        #expect(try [CertificateSummary](json: platform.renga("certs", "-a", "shop", "--json").check()).count == 1)
    }

    @Test func `that are refused say why, and when it is tried again`() throws {
        let server = try ACMEServer(blocked: "blocked.test")
        let platform = try Installation(server.configuration(), ports: server.routerPorts)
        _ = try platform.serving("shop")
        try platform.renga("domains:add", "blocked.test", "-a", "shop").check()
        try platform.renga("domains:add", "shop.test", "-a", "shop").check()
        try platform.renga("certs:auto:enable", "-a", "shop").check()
        try eventually("it is refused", seconds: 60) { try state("blocked.test", of: "shop", platform)?.state == .failing }
        let refused = try #require(try state("blocked.test", of: "shop", platform))
        #expect(refused.reason?.contains("blocked.test") == true && refused.next != nil, "\(refused)")
        expect(try platform.renga("certs:auto", "-a", "shop").check(), has: ["blocked.test", "failing", "next try", "(in "])
        expect(try platform.renga("logs", "-a", "shop").check(), has: ["No certificate for blocked.test could be got"])
        // The others do not wait for it.
        try wait(for: "shop.test", of: "shop", platform, server)
        // Who has put it right need not wait either.
        let tried = try #require(refused.next)
        try platform.renga("certs:auto:refresh", "-a", "shop").check()
        try eventually("it is tried again", seconds: 60) {
            let now = try state("blocked.test", of: "shop", platform)
            return now?.state == .failing && now?.next != tried
        }
    }

    @Test func `need somebody to agree to the terms first`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let refused = try platform.renga("certs:auto:enable", "-a", "shop")
        #expect(refused.status == .exited(23))
        expect(refused.text, has: ["nobody has agreed to the terms of service", "acme.agree_to_terms: true", "--acme-email"])
        #expect(try platform.renga("certs:auto:refresh", "-a", "shop").status == .exited(23))
    }

    @Test func `come from a server that has forgotten the account as well`() throws {
        let server = try ACMEServer()
        let platform = try Installation(server.configuration(), ports: server.routerPorts)
        _ = try platform.serving("shop")
        try platform.renga("domains:add", "shop.test", "-a", "shop").check()
        try platform.renga("certs:auto:enable", "-a", "shop").check()
        try wait(for: "shop.test", of: "shop", platform, server)
        try server.restart()
        try leaveRequests(for: "new.test", platform)
        try platform.renga("domains:add", "new.test", "-a", "shop").check()
        try wait(for: "new.test", of: "shop", platform, server)
    }

    /// What a run that failed in the same second leaves behind, whichever second of the next two minutes that is.
    private func leaveRequests(for host: String, _ platform: Installation) throws {
        let acme = try #require(Files.status(platform.root.acme))
        let folder = "\(platform.root.acme)/certs/\(host)"
        try Files.makeDirectory(folder, mode: 0o700, owner: (acme.st_uid, acme.st_gid))
        let now = Moment.wallMicroseconds() / 1_000_000
        for second in now...now + 120 {
            try Files.replace("\(folder)/cert-\(second).csr", with: "", owner: (acme.st_uid, acme.st_gid))
        }
    }
}
