import Glibc
import Linux
import Model
import Testing

@Suite("Domains of an app") struct DomainTests {
    @Test(arguments: Place.allCases) func `are served from the moment that they are added until they are removed`(_ place: Place) throws {
        let platform = try Installation()
        _ = try platform.serving("shop")
        #expect(try platform.fetch("shop.test").status == 404)
        expect(try place.run(platform, "domains:add", "Shop.Test.", "-a", "shop").check(), has: ["Adding shop.test to ⬢ shop... done"])
        #expect(try platform.fetch("shop.test").body == "one")
        #expect(try platform.fetch("www.shop.test").status == 404)
        try place.run(platform, "domains:add", "*.shop.test", "-a", "shop").check()
        #expect(try platform.fetch("www.shop.test").body == "one")
        #expect(try platform.fetch("a.b.shop.test").body == "one")
        expect(
            try place.run(platform, "domains", "-a", "shop").check(),
            has: ["shop.localhost", "shop Custom Domains", "*.shop.test", "shop.test"]
        )
        expect(try place.run(platform, "info", "-a", "shop").check(), has: ["Domains:", "*.shop.test"])
        let listed = try [[String: JSONField]](json: place.run(platform, "domains", "-a", "shop", "--json").check())
        #expect(listed.map { $0["host"]?.text } == ["shop.localhost", "*.shop.test", "shop.test"])

        expect(
            try place.run(platform, "domains:remove", "shop.test", "-a", "shop").check(),
            has: ["Removing shop.test from ⬢ shop... done"]
        )
        #expect(try platform.fetch("shop.test").status == 404)
        #expect(try platform.fetch("www.shop.test").body == "one")
        expect(try place.run(platform, "domains:clear", "-a", "shop").check(), has: ["Removing all domains from ⬢ shop... done"])
        #expect(try platform.fetch("www.shop.test").status == 404)
        #expect(try platform.get("shop") == (200, "one"))
        expect(
            try place.run(platform, "logs", "-a", "shop").check(),
            has: ["app[api]: Add domain shop.test by user", "app[api]: Remove domain shop.test by user"]
        )
    }

    @Test(arguments: Place.allCases) func `have one owner, who is named`(_ place: Place) throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.create("blog")
        try place.run(platform, "domains:add", "shop.test", "-a", "shop").check()
        for (words, status, text) in [
            (["domains:add", "shop.test", "-a", "blog"], 21, "domains:remove shop.test -a shop"),
            (["domains:add", "shop.test", "-a", "shop"], 21, "is a domain of shop already"),
            (["domains:add", "localhost", "-a", "shop"], 21, "is the installation's own"),
            (["domains:add", "blog.localhost", "-a", "shop"], 21, "belongs to the app blog"),
            (["domains:add", "a.blog.localhost", "-a", "shop"], 21, "belongs to the app blog"),
            (["domains:add", "shop.localhost", "-a", "shop"], 21, "it needs not be added"),
            (["domains:add", "bücher.test", "-a", "shop"], 2, "xn--"),
            (["domains:add", "a.*.test", "-a", "shop"], 2, "cannot be a domain"),
            (["domains:remove", "other.test", "-a", "shop"], 20, "is no domain of shop"),
            (["domains:remove", "shop.test", "-a", "blog"], 20, "is no domain of blog"),
            (["domains:add", "x.test", "-a", "nothing"], 20, "there is no app `nothing`"),
        ] as [([String], Int32, String)] {
            let outcome = place == .machine ? try platform.renga(words) : try platform.ssh(words.map { $0.contains("*") ? "'\($0)'" : $0 })
            #expect(outcome.status == .exited(status), "\(words): \(outcome.text)")
            expect(outcome.text, has: [text])
        }
        try place.run(platform, "domains:add", "a.shop.localhost", "-a", "shop").check()
        // A name below the installation's own that no app has is anybody's, and then no app's name any more.
        try place.run(platform, "domains:add", "www.localhost", "-a", "shop").check()
        let taken = try place.run(platform, "create", "www")
        #expect(taken.status == .exited(21))
        expect(taken.text, has: ["is a domain of the app shop", " domains:remove www.localhost -a shop"])
        // What an app had is free when it is gone.
        try place.run(platform, "destroy", "shop", "--confirm", "shop").check()
        try place.run(platform, "domains:add", "shop.test", "-a", "blog").check()
        #expect(try platform.fetch("shop.test").body.contains("Nothing was deployed to this app yet"))
    }

    @Test func `are there again after a restart of runner and router`() throws {
        let platform = try Installation()
        _ = try platform.serving("shop")
        try platform.renga("domains:add", "shop.test", "-a", "shop").check()
        try platform.restartRunner()
        #expect(try platform.fetch("shop.test").body == "one")
        try platform.restartRouter()
        #expect(try platform.fetch("shop.test").body == "one")
    }
}
