import Linux
import Model
import Testing

@Suite("Rust apps") struct RustTests {
    @Test func `tiny_http: crates from a registry, one program, and a change that compiles no crate again`() throws {
        let mirror = try Mirror(.rust)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app("rust", for: platform)
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "Rust app detected", "there is no Cargo.lock", "$ cargo build --release", "Compiling tiny_http",
                "Default types for buildpack -> web",
            ]
        )
        #expect(try platform.get("shop") == (200, "Hello from Rust\n"))
        #expect(try platform.renga("ps", "-a", "shop").text.contains("target/release/shop"))

        let source = try Files.text(app.directory + "/src/main.rs")
        try app.commit(["src/main.rs": source.replacing("Hello from", with: "Still")])
        let second = try platform.expectDeploy(of: app, to: "shop")
        #expect(!second.contains("Compiling tiny_http"), "crates are compiled once")
        #expect(try platform.get("shop") == (200, "Still Rust\n"))
    }
}
