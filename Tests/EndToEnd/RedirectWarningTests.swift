import Linux
import Model
import Testing

@Suite("An app that sends its visitors to HTTPS") struct RedirectWarningTests {
    /// As Django's SECURE_SSL_REDIRECT does.
    private static let server = SampleApps.server.replacing(
        "        name = self.path",
        with: """
                    if self.headers.get("X-Forwarded-Proto") != "https":
                        self.send_response(301)
                        self.send_header("Location", "https://" + self.headers["Host"] + self.path)
                        self.send_header("Content-Length", "0")
                        return self.end_headers()
                    name = self.path
            """
    )

    @Test func `is told at the push where there is no certificate, and no more once there is one`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one", ["server.py": Self.server])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "web.1 up in", "web.1 sends visitors of http://shop.localhost:\(platform.httpPort)/ to https",
                "there is no certificate for shop.localhost", "certs:add -a shop", "Released v3",
            ]
        )
        // What it says at the push is what a visitor sees.
        #expect(try platform.get("shop").status == 301)
        let maker = try CertificateMaker()
        try maker.make("shop.localhost", "DNS:shop.localhost")
        let pem = try maker.text("shop.localhost.key", "shop.localhost.pem")
        let added = try platform.ssh(["certs:add", "-a", "shop"], input: pem)
        #expect(added.status.isSuccess, "\(added.text)")
        try app.commit(["message": "two"])
        #expect(try !platform.expectDeploy(of: app, to: "shop").contains("sends visitors"))
    }

    @Test func `is told of another of its names, where the first has a certificate`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let maker = try CertificateMaker()
        try maker.make("shop.localhost", "DNS:shop.localhost")
        let pem = try maker.text("shop.localhost.key", "shop.localhost.pem")
        #expect(try platform.ssh(["certs:add", "-a", "shop"], input: pem).status.isSuccess)
        let app = try SampleApps.web("one", ["server.py": Self.server])
        // A certificate counts from the first release on.
        _ = try platform.push(app, to: "shop")
        try platform.renga("domains:add", "www.example.com", "-a", "shop").check()
        try app.commit(["message": "two"])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "sends visitors of http://www.example.com:\(platform.httpPort)/ to https", "there is no certificate for www.example.com",
                "Released v4",
            ]
        )
        try platform.renga("domains:remove", "www.example.com", "-a", "shop").check()
        try app.commit(["message": "three"])
        #expect(try !platform.expectDeploy(of: app, to: "shop").contains("sends visitors"))
    }

    @Test func `is no matter where it does not`() throws {
        let platform = try Installation()
        try platform.create("shop")
        #expect(try !platform.expectDeploy(of: SampleApps.web("one"), to: "shop").contains("sends visitors"))
    }
}
