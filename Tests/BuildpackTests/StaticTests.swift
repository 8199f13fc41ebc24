import Model
import Planning
import Testing

@Suite("The static buildpack") struct StaticTests {
    @Test func `the web server is told which folder it may serve`() throws {
        func root(_ files: [String: String]) throws -> String? {
            let plan = try Fixture.plan(files)
            #expect(plan.buildpacks.map(\.id) == ["static"] && plan.steps.count == 1 && plan.packages(for: .run) == ["nginx"])
            return plan.steps[0].environment["ROOT"]
        }
        #expect(try root(["index.html": ""]) == ".")
        #expect(try root(["index.html": "", "public/index.html": ""]) == "public")
        #expect(try root(["static.json": "{}"]) == "public_html")
        #expect(try root(["static.json": #"{"root": "dist/", "routes": {"/**": "index.html"}}"#]) == "dist/")
        let spa = try Fixture.plan(["static.json": #"{"routes": {"/**": "index.html"}, "clean_urls": true}"#])
        #expect(
            spa.steps[0].environment["FALLBACK"] == "index.html" && spa.steps[0].environment["CLEAN_URLS"] == "true"
        )
        #expect(try Fixture.plan(["index.html": "a"]).steps == Fixture.plan(["index.html": "b"]).steps)
    }

    @Test(arguments: ["page.php", "go.mod", "script.py", "Dockerfile", "server.rb", "pom.xml", "Cargo.toml"])
    func `a program's source is never published`(file: String) throws {
        // Its language's own buildpack comes before, where there is one.
        let chosen = ["renga.yml": "buildpack: static\n", file: ""]
        let refusal = try Fixture.refusal(chosen.merging(["index.html": ""]) { $1 })
        #expect(refusal.message.contains("more than a folder of pages") && refusal.detail.contains("\(file) is there"))
        // The ways out that it names.
        let moved = try Fixture.plan(chosen.merging(["public/index.html": ""]) { $1 })
        #expect(moved.buildpacks.map(\.id) == ["static"] && moved.steps[0].environment["ROOT"] == "public")
        #expect(moved.warnings.contains { $0.message.contains("only the pages in `public` are served") })
        let said = try Fixture.plan(chosen.merging(["index.html": "", "static.json": #"{"root": "."}"#]) { $1 })
        #expect(said.buildpacks.map(\.id) == ["static"] && said.warnings.isEmpty)
    }

    @Test func `programs in folders beside pages are named, and the advice builds one`() throws {
        let files = ["public/index.html": "", "api/package.json": #"{"scripts": {"start": "node ."}}"#]
        let warning = try #require(try Fixture.plan(files).warnings.first)
        #expect(warning.message.hasPrefix("only pages are served") && warning.hint?.contains("buildpacks:root FOLDER") == true)
        #expect(try Fixture.plan(files.merging(["static.json": "{\"root\": \"public\"}"]) { $1 }).warnings.isEmpty)
        #expect(try Fixture.plan(["public/index.html": "", "api/package.json": "{}"]).warnings.isEmpty)
    }

    @Test func `a static.json says that the pages are the app, unless another language's program is there as well`() throws {
        let pages = ["static.json": #"{"root": "public"}"#, "public/index.html": "", "go.mod": "module x\n\ngo 1.24\n"]
        #expect(try Fixture.plan(pages).buildpacks.map(\.id) == ["static"])
        let both = try Fixture.refusal(pages.merging(["main.go": "package main\n"]) { $1 })
        #expect(both.message == "this may be an app of Go or of Static: nothing says which")
        let server = ["package.json": #"{"scripts": {"start": "node server.js"}}"#, "package-lock.json": "{}", "static.json": "{}"]
        #expect(try Fixture.plan(server).buildpacks.map(\.id) == ["nodejs"])
    }
}
