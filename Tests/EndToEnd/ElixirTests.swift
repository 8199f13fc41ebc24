import Linux
import Model
import Testing

@Suite("Elixir apps") struct ElixirTests {
    @Test func `without packages: compiled for production, and run by mix`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let names = ["mix.exs", "lib/shop/application.ex", "lib/shop/server.ex"]
        let app = try SampleApp(
            Dictionary(uniqueKeysWithValues: names.map { ($0, try Files.text("\(Built.package)/samples/elixir/\($0)")) })
        )
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "Elixir app detected", "Using Elixir 1.18 (mix.exs asks for ~> 1.14", "$ mix compile --force",
                "Default types for buildpack -> web",
            ]
        )
        #expect(try platform.get("shop") == (200, "Hello from Elixir 1.18\n"))
        let source = try Files.text(app.directory + "/lib/shop/server.ex")
        try app.commit(["lib/shop/server.ex": source.replacing("Hello from", with: "Still")])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "Still Elixir 1.18\n"))
    }
}
