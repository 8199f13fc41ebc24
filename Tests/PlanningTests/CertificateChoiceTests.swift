import Model
import Planning
import Testing

@Suite("Which certificate a name is served with") struct CertificateChoiceTests {
    private func certificate(
        _ id: String,
        of app: String = "shop",
        _ hosts: [String],
        notAfter: Int64 = 1000,
        isAutomatic: Bool = false,
        createdAt: Int64 = 1
    ) throws -> CertificateChoice.Candidate {
        CertificateChoice.Candidate(
            id: id,
            app: app,
            details: CertificateDetails(
                hosts: try hosts.map { try DomainName(typed: $0) },
                issuer: "",
                notBefore: 0,
                notAfter: notAfter,
                fingerprint: id,
                key: "",
                selfSigned: false
            ),
            isAutomatic: isAutomatic,
            createdAt: createdAt
        )
    }

    private func choice(_ hosts: [String: [String]], _ candidates: [CertificateChoice.Candidate]) -> [String: [String]] {
        let apps = hosts.map { RouteTable.App(name: $0.key, hosts: $0.value, phase: .up) }
        let table = CertificateChoice.make(apps: apps, candidates: candidates, domain: "Apps.test", now: 500)
        return Dictionary(table.map { ($0.id, $0.hosts) }, uniquingKeysWith: +)
    }

    @Test func `one of its app that covers it, each name once`() throws {
        let found = try choice(
            ["shop": ["shop.apps.test", "a.test", "b.test"], "blog": ["a.blog.test"]],
            [certificate("1", ["a.test", "c.test"]), certificate("2", of: "blog", ["a.blog.test", "b.test"])]
        )
        #expect(found == ["1": ["a.test"], "2": ["a.blog.test"]])
    }

    @Test func `one that was added before one that came by itself, the newest of equals, the exact before the wildcard`() throws {
        let names = ["shop": ["www.a.test"]]
        #expect(
            try choice(names, [certificate("1", ["www.a.test"], isAutomatic: true, createdAt: 9), certificate("2", ["*.a.test"])])
                == ["2": ["www.a.test"]]
        )
        #expect(
            try choice(names, [certificate("1", ["www.a.test"], createdAt: 1), certificate("2", ["www.a.test"], createdAt: 2)])
                == ["2": ["www.a.test"]]
        )
        #expect(
            try choice(names, [certificate("1", ["*.a.test"], createdAt: 9), certificate("2", ["www.a.test"])])
                == ["2": ["www.a.test"]]
        )
    }

    @Test func `an expired one only where there is no other`() throws {
        let names = ["shop": ["a.test"]]
        let old = try certificate("old", ["a.test"], notAfter: 500)
        #expect(try choice(names, [old, certificate("new", ["a.test"], isAutomatic: true)]) == ["new": ["a.test"]])
        #expect(choice(names, [old]) == ["old": ["a.test"]])
    }

    @Test func `a wildcard of the installation's domain serves every app there that has none of its own`() throws {
        let found = try choice(
            ["shop": ["shop.apps.test"], "blog": ["blog.apps.test", "blog.test"], "own": ["own.apps.test"]],
            [certificate("all", of: "blog", ["*.apps.test", "blog.test"]), certificate("own", of: "own", ["own.apps.test"])]
        )
        #expect(found == ["all": ["*.apps.test", "blog.apps.test", "blog.test", "shop.apps.test"], "own": ["own.apps.test"]])
    }

    @Test func `those with wildcards stand last, so that closer ones count`() throws {
        let apps = [RouteTable.App(name: "shop", hosts: ["*.a.test", "www.a.test"], phase: .up)]
        let table = try CertificateChoice.make(
            apps: apps,
            candidates: [certificate("1", ["*.a.test"]), certificate("2", ["www.a.test"])],
            domain: "apps.test",
            now: 0
        )
        #expect(table.map(\.id) == ["2", "1"])
    }
}
