import Glibc
import Linux
import Model
import Testing

@Suite("Certificates that are added") struct CertificateTests {
    @Test(arguments: Place.allCases) func `serve the domains that they are for, and no others`(_ place: Place) throws {
        let platform = try Installation()
        let maker = try CertificateMaker()
        _ = try platform.serving("shop")
        _ = try platform.serving("blog")
        try platform.renga("domains:add", "shop.test", "-a", "shop").check()
        try maker.make("shop", "DNS:shop.test,DNS:blog.localhost")
        #expect(try platform.fetch("shop.test", trusting: maker.authority).status == 0)
        expect(
            try add("shop", to: "shop", platform, place, maker).check(),
            has: ["Adding a certificate to ⬢ shop... done", "blog.localhost", "Issuer:", "Test CA", "Serves:", "shop.test"]
        )
        #expect(try platform.fetch("shop.test", trusting: maker.authority).body == "one")
        // It says blog.localhost as well, but that is another app's.
        #expect(try platform.fetch("blog.localhost", trusting: maker.authority).status == 0)

        let listed = try [[String: JSONField]](json: place.run(platform, "certs", "-a", "shop", "--json").check())
        let name = try #require(listed.first?["name"]?.text)
        #expect(listed.count == 1 && listed[0]["automatic"] == .bool(false))
        expect(try place.run(platform, "certs", "-a", "shop").check(), has: [name, "shop.test", "days)", "added"])
        expect(try place.run(platform, "certs:info", "shop.test", "-a", "shop").check(), has: ["Test CA", "ECDSA P-256"])
        #expect(try place.run(platform, "certs:info", "nothing.test", "-a", "shop").status == .exited(20))

        expect(try place.run(platform, "certs:remove", name, "-a", "shop").check(), has: ["Removing the certificate \(name)", "done"])
        #expect(try platform.fetch("shop.test", trusting: maker.authority).status == 0)
        try eventually("its file is gone") { try Files.list(platform.root.routerCertificates).isEmpty }
    }

    private func add(_ name: String, to app: String, _ platform: Installation, _ place: Place, _ maker: CertificateMaker) throws
        -> Command.Outcome
    {
        place == .machine
            ? try platform.renga("certs:add", maker.path("\(name).pem"), maker.path("\(name).key"), "-a", app)
            : try platform.ssh(["certs:add", "-a", app], input: try maker.text("\(name).key", "\(name).pem"))
    }

    @Test func `take the place of those for the same names, without a gap`() throws {
        let platform = try Installation()
        let (old, new) = (try CertificateMaker(), try CertificateMaker())
        _ = try platform.serving("shop")
        for maker in [old, new] { try maker.make("shop", "DNS:shop.localhost") }
        try add("shop", to: "shop", platform, .machine, old).check()
        #expect(try platform.fetch("shop.localhost", trusting: old.authority).body == "one")
        try add("shop", to: "shop", platform, .machine, new).check()
        #expect(try platform.fetch("shop.localhost", trusting: new.authority).body == "one")
        #expect(try platform.fetch("shop.localhost", trusting: old.authority).status == 0)
        #expect(try [[String: JSONField]](json: platform.renga("certs", "-a", "shop", "--json").check()).count == 1)
        try eventually("the old file is gone") { try Files.list(platform.root.routerCertificates).count == 1 }

        try platform.restartRouter()
        #expect(try platform.fetch("shop.localhost", trusting: new.authority).body == "one")
        try platform.restartRunner()
        #expect(try platform.fetch("shop.localhost", trusting: new.authority).body == "one")
    }

    @Test func `for all names below the installation's own serve every app`() throws {
        let platform = try Installation()
        let maker = try CertificateMaker()
        _ = try platform.serving("shop")
        _ = try platform.serving("blog")
        // curl takes no wildcard directly below a top-level name, so that the domain needs two labels.
        try platform.reconfigure("domain: localhost", to: "domain: apps.test")
        try platform.restartRunner()
        try maker.make("all", "DNS:*.apps.test")
        try add("all", to: "shop", platform, .machine, maker).check()
        for app in ["shop", "blog"] { #expect(try platform.fetch("\(app).apps.test", trusting: maker.authority).body == "one") }
    }

    @Test func `keep their private keys where the router alone can read them`() throws {
        let platform = try Installation()
        let maker = try CertificateMaker()
        _ = try platform.serving("shop")
        try maker.make("shop", "DNS:shop.localhost")
        try add("shop", to: "shop", platform, .ssh, maker).check()
        let key = try #require(try maker.text("shop.key").split(separator: "\n").dropFirst().first)
        let name = try #require(try Files.list(platform.root.routerCertificates).first)
        let file = try #require(Files.status("\(platform.root.routerCertificates)/\(name)"))
        #expect(file.st_mode & 0o777 == 0o600 && file.st_uid == getpwnam("nobody")?.pointee.pw_uid)
        #expect(try Files.text("\(platform.root.routerCertificates)/\(name)").contains(key))
        let folder = try #require(Files.status(platform.root.routerCertificates))
        #expect(folder.st_mode & 0o777 == 0o750 && folder.st_uid == 0)
        #expect(!(try Files.text(platform.root.routerTable)).contains(key))
        #expect(!platform.diagnostics.contains(key))
        #expect(!(try platform.renga("logs", "-a", "shop").text).contains(key))
        #expect(!(try platform.renga("certs", "-a", "shop", "--json").text).contains(key))
    }

    @Test func `do not go where somebody has put a link in the place of their folder`() throws {
        let platform = try Installation()
        let maker = try CertificateMaker()
        _ = try platform.serving("shop")
        try maker.make("shop", "DNS:shop.localhost")
        let elsewhere = maker.path("elsewhere")
        try Files.makeDirectory(elsewhere)
        try Files.removeTree(platform.root.routerCertificates)
        try Files.link(platform.root.routerCertificates, to: elsewhere)
        try add("shop", to: "shop", platform, .machine, maker).check()
        #expect(try Files.list(elsewhere).isEmpty)
        #expect(try platform.fetch("shop.localhost", trusting: maker.authority).body == "one")
    }

    @Test func `that could not serve are refused, and nothing changes`() throws {
        let platform = try Installation()
        let maker = try CertificateMaker()
        try platform.create("shop")
        try maker.make("one", "DNS:shop.localhost")
        try maker.make("two", "DNS:shop.localhost")
        for (pem, words) in [
            (try maker.text("one.pem", "two.key"), "does not belong to the certificate"),
            (try maker.text("one.pem"), "there is no private key"),
            ("hello\n", "not PEM"), ("", "standard input has no certificate"),
        ] {
            let refused = try platform.ssh(["certs:add", "-a", "shop"], input: pem)
            #expect(refused.status == .exited(2), "\(refused.text)")
            expect(refused.text, has: [words])
        }
        let file = try platform.ssh(["certs:add", "/etc/passwd", "-a", "shop"])
        #expect(file.status == .exited(23))
        #expect(try platform.renga("certs", "-a", "shop", "--json").check() == "[]\n")
    }
}
