import Model
import Planning
import Testing

@Suite("The Node.js and static buildpacks") struct NodeAndStaticTests {
    private func node(_ package: String, _ more: [String: String] = [:]) throws -> BuildPlan {
        try Fixture.plan(["package.json": package, "package-lock.json": "{}"].merging(more) { $1 })
    }

    @Test func `an app without a build installs from its lock alone`() throws {
        let plan = try node(#"{"scripts": {"start": "node x.js"}, "engines": {"node": "20.x"}}"#, ["x.js": ""])
        #expect(plan.steps.map(\.name) == ["Installing dependencies with npm"])
        #expect(plan.steps[0].inputs.map(\.path) == ["package-lock.json", "package.json"])
        #expect(plan.versions[0].version == "20")
        #expect(plan.processes.map(\.command) == ["npm start"])
        #expect(plan.environment["NODE_ENV"] == "production")
        #expect(plan.steps[0].environment["NPM_CONFIG_CACHE"] == "/cache/npm")
        #expect(plan.environment["NPM_CONFIG_CACHE"] == "/tmp/.npm")
    }

    @Test func `a build sees the whole tree, its dependencies do not`() throws {
        let plan = try node(#"{"scripts": {"build": "tsc"}, "main": "dist/x.js"}"#, ["x.ts": ""])
        #expect(plan.steps.map(\.seesWholeTree) == [false, true])
        #expect(plan.steps[0].script.contains("--include=dev"))
        #expect(plan.processes.map(\.command) == ["node ."])
    }

    @Test func `scripts of an installation may need any file`() throws {
        let plan = try node(#"{"scripts": {"postinstall": "node x.js", "build": "tsc"}}"#, ["server.js": ""])
        #expect(plan.steps.map(\.seesWholeTree) == [true])
        #expect(plan.processes.map(\.command) == ["node server.js"])
    }

    @Test func `other package managers and versions are refused`() throws {
        #expect(try Fixture.refusal(["package.json": "{}", "yarn.lock": ""]).hint?.contains("npm install") == true)
        #expect(
            try Fixture.refusal(["package.json": "{}", "pnpm-lock.yaml": ""]).hint?.contains("npm install") == true
        )
        let refusal = try Fixture.refusal(["package.json": "{\n  \"engines\": {\"node\": \"22.x\"}\n}"])
        #expect(refusal.message == "package.json:2:23: package.json asks for Node.js 22.x; the stack debian-13 has 20")
        #expect(refusal.hint?.contains(#"write "engines": {"node": "20.x"} into package.json"#) == true)
    }

    @Test func `a broken package.json is refused where it is broken`() throws {
        let refusal = try Fixture.refusal(["package.json": "{\n  \"name\": \"x\",\n}"])
        #expect(refusal.message.hasPrefix("package.json:3:1:"))
    }

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

    @Test(arguments: ["page.php", "go.mod", "app.py", "Dockerfile", "server.rb", "pom.xml", "Cargo.toml"])
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
}
