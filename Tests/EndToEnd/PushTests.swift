import Linux
import Model
import Testing

@Suite("A push", .serialized) struct PushTests {
    @Test func `serves the app, and a second push its change`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one")
        let first = try platform.push(app, to: "shop")
        #expect(first.status.isSuccess, "\(first.text)\n\(platform.diagnostics)")
        for words in [
            "Script app detected", "server.py", "Released v3", "http://shop.localhost:\(platform.httpPort)/", "Verifying deploy... done.",
        ] {
            #expect(first.text.contains(words), "\(words) is not in\n\(first.text)")
        }
        #expect(try platform.get("shop") == (200, "one"))
        try app.commit(["message": "two"])
        let second = try platform.push(app, to: "shop")
        #expect(second.text.contains("Released v4"), "\(second.text)")
        #expect(try platform.get("shop") == (200, "two"))
        #expect(try platform.ref("refs/heads/main", of: "shop") == app.head)
    }
}
