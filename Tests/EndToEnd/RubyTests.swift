import Linux
import Model
import Testing

/// Real gems, by the commands that users' apps run, out of a mirror of Debian's.
@Suite("Ruby apps") struct RubyTests {
    @Test func `Sinatra: gems are installed once, compiled ones too, and a change of the app installs none`() throws {
        let mirror = try Mirror(.ruby)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app("sinatra", for: platform)
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "Ruby app detected", "Using Ruby 3.3", "bundle install -j4",
                "Installing compiled 1.0.0 with native extensions", "Bundle complete!", "Default types for buildpack -> web",
            ]
        )
        #expect(try platform.get("shop") == (200, "Sinatra on Ruby 3.3, 42"))

        let source = try Files.text(app.directory + "/app.rb")
        let asked = try mirror.requests().count
        try app.commit(["app.rb": source.replacing("Sinatra on", with: "Still Sinatra on")])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Using cached: Installing gems with Bundler"])
        #expect(try platform.get("shop") == (200, "Still Sinatra on Ruby 3.3, 42"))
        #expect(try mirror.requests().count == asked, "nothing was fetched")

        // As on the first page of Sinatra's own guide: one file, which is started itself.
        try app.commit(["config.ru": nil])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "Still Sinatra on Ruby 3.3, 42"))

        // A lock that changes brings in what is new, and nothing that was there.
        let (gemfile, lock) = (try Files.text(app.directory + "/Gemfile"), try Files.text(app.directory + "/Gemfile.lock"))
        try app.commit(["Gemfile": gemfile + "gem \"no-such-gem-of-renga-tests\"\n"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["Installing gems with Bundler (Gemfile changed)", "The Gemfile was changed after Gemfile.lock", "ended with status 1"]
        )
        try app.commit(["Gemfile": gemfile, "Gemfile.lock": lock.replacing("compiled (1.0.0)", with: "compiled (1.0.1)")])
        try platform.expectRefusal(of: app, to: "shop", saying: ["a version other than compiled (1.0.1)"])
        #expect(try mirror.requests().suffix(from: asked).allSatisfy { !$0.contains("/gems/") }, "what is kept is not fetched again")
    }

    @Test func `Rails: assets are made, and what a visitor's cookie holds outlives a release`() throws {
        let mirror = try Mirror(.ruby)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app("ruby", for: platform)
        try app.commit(["Procfile": "web: bin/rails server -p $PORT -e $RAILS_ENV\nrelease: echo \"secret of ${#SECRET_KEY_BASE}\"\n"])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["Ruby app detected", "Bundle complete!", "$ rake assets:precompile", "Running release command...", "secret of 128"]
        )
        #expect(try platform.get("shop", "/assets/application.css") == (200, "h1 { color: maroon }\n"))
        let cookies = platform.root.path + "/cookies"
        func visits() throws -> String {
            let page = try platform.fetch("shop.localhost", "/", ["-b", cookies, "-c", cookies]).body
            return String(page.split(separator: "\n").last { $0.contains("Visits") } ?? page[...])
        }
        #expect(try visits() == "<p>Visits: 1</p>")
        #expect(try visits() == "<p>Visits: 2</p>")

        let view = app.directory + "/app/views/pages/show.html.erb"
        try app.commit(["app/views/pages/show.html.erb": try Files.text(view) + "<!-- changed -->\n"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Using cached: Installing gems with Bundler"])
        #expect(try visits() == "<p>Visits: 3</p>", "the same secret signs")
        #expect(try !platform.renga("config", "-a", "shop").text.contains("SECRET_KEY_BASE"), "it is nobody's config var")

        // What was set wins, and what was made is there again once it is unset.
        try platform.renga("config:set", "SECRET_KEY_BASE=\(String(repeating: "ab", count: 64))", "-a", "shop").check()
        #expect(try visits() == "<p>Visits: 1</p>")
        try platform.renga("config:unset", "SECRET_KEY_BASE", "-a", "shop").check()
        try app.commit(["lib/tasks/assets.rake": "task(\"assets:precompile\") { raise \"no connection to 127.0.0.1\" }\n"])
        try platform.expectRefusal(of: app, to: "shop", saying: ["Precompiling assets failed.", "there is none while an app is built"])
    }
}
