import Model
import Planning
import Testing

@Suite("Sites that are built") struct StaticBuildTests {
    private func plan(_ package: String, _ more: [String: String] = [:]) throws -> BuildPlan {
        try Fixture.plan(["package.json": package, "package-lock.json": "{}", "src/x.js": ""].merging(more) { $1 })
    }

    @Test(arguments: [
        (#"{"scripts": {"build": "vite build", "dev": "vite"}, "devDependencies": {"vite": "5"}}"#, ["index.html"]),
        (#"{"scripts": {"build": "vite build", "start": "vite --host"}, "dependencies": {"vite": "5", "react": "18"}}"#, ["index.html"]),
        (#"{"scripts": {"build": "vite build", "start": "vite preview"}, "devDependencies": {"vite": "5"}}"#, ["index.html"]),
        (#"{"scripts": {"build": "astro build", "start": "astro dev"}, "dependencies": {"astro": "4"}}"#, []),
        (
            #"{"scripts": {"build": "parcel build src/index.html", "start": "parcel src/index.html"}, "devDependencies": {"parcel": "2"}}"#,
            []
        ),
        (
            #"{"scripts": {"build": "react-scripts build", "start": "react-scripts start"}, "dependencies": {"react-scripts": "5"}}"#,
            ["public/index.html"]
        ),
        (
            #"{"scripts": {"build": "vue-cli-service build", "serve": "vue-cli-service serve"}, "devDependencies": {"@vue/cli-service": "5"}}"#,
            ["public/index.html"]
        ),
        (#"{"scripts": {"build": "ng build", "start": "ng serve"}, "devDependencies": {"@angular/cli": "17"}}"#, ["src/index.html"]),
        (#"{"scripts": {"build": "eleventy", "start": "eleventy --serve"}, "devDependencies": {"@11ty/eleventy": "2"}}"#, []),
        (#"{"scripts": {"build": "gatsby build", "start": "gatsby develop"}, "dependencies": {"gatsby": "5"}}"#, []),
        (#"{"scripts": {"build": "docusaurus build", "start": "docusaurus start"}, "dependencies": {"@docusaurus/core": "3"}}"#, []),
        (#"{"scripts": {"build": "vitepress build docs"}, "devDependencies": {"vitepress": "1"}}"#, []),
        (#"{"scripts": {"build": "hugo --minify", "start": "hugo server"}, "devDependencies": {"hugo-bin": "0"}}"#, []),
        (#"{"scripts": {"build": "webpack", "start": "webpack serve"}, "devDependencies": {"webpack": "5"}}"#, []),
        (#"{"scripts": {"build": "next build", "dev": "next dev"}, "dependencies": {"next": "14"}}"#, ["next.config.js=output: 'export'"]),
        (#"{"scripts": {"build": "nuxt generate", "start": "nuxt dev"}, "devDependencies": {"nuxt": "3"}}"#, []),
        (#"{"scripts": {"build": "make-it", "start": "node x"}}"#, ["static.json={}"]),
        (#"{"scripts": {"build": "vite build"}, "devDependencies": {"vite": "5", "express": "4"}}"#, ["Dockerfile"]),
    ]) func `are built by Node and served by nginx`(package: String, files: [String]) throws {
        let more = Dictionary(
            uniqueKeysWithValues: files.map { file in
                let parts = file.split(separator: "=", maxSplits: 1).map { String($0) }
                return (parts[0], parts.count > 1 ? parts[1] : "")
            }
        )
        let plan = try plan(package, more)
        #expect(plan.buildpacks.map(\.id) == ["nodejs", "static"], "\(plan.buildpacks.map(\.id))")
        #expect(plan.steps.map(\.name) == ["Installing dependencies", "Building", "Configuring the web server"])
        #expect(plan.steps.last?.environment["ROOT"] == "" && plan.steps.last?.environment["FALLBACK"] == "")
        #expect(plan.processes.map(\.type) == ["web"] && plan.processes[0].command == ".renga/static-web-server")
        #expect(plan.packages(for: .run).contains("nginx"))
    }

    @Test(arguments: [
        (#"{"scripts": {"build": "vite build", "start": "node server.js"}, "devDependencies": {"vite": "5"}}"#, [String]()),
        (#"{"scripts": {"build": "vite build", "start": "vite"}, "dependencies": {"express": "4", "vite": "5"}}"#, []),
        (#"{"scripts": {"build": "next build", "start": "next dev"}, "dependencies": {"next": "14"}}"#, []),
        (#"{"scripts": {"build": "vite build"}, "devDependencies": {"vite": "5", "@sveltejs/adapter-node": "5"}}"#, []),
        (#"{"scripts": {"build": "astro build", "start": "astro dev"}, "dependencies": {"astro": "4", "@astrojs/node": "8"}}"#, []),
        (#"{"scripts": {"build": "vite build", "start": "vite"}, "devDependencies": {"vite": "5"}}"#, ["Procfile"]),
        (#"{"scripts": {"build": "tsc"}, "main": "x.js", "devDependencies": {"typescript": "5"}}"#, []),
        (#"{"scripts": {"start": "vite"}, "devDependencies": {"vite": "5"}}"#, []),
    ]) func `what serves itself is an app of Node`(package: String, files: [String]) throws {
        let plan = try plan(package, Dictionary(uniqueKeysWithValues: files.map { ($0, "web: node x\n") }))
        #expect(plan.buildpacks.map(\.id) == ["nodejs"], "\(plan.buildpacks.map(\.id))")
    }

    @Test func `static.json says where the pages are, and what is served where none is`() throws {
        let package = #"{"scripts": {"build": "vite build"}, "devDependencies": {"vite": "5"}, "dependencies": {"vue-router": "4"}}"#
        #expect(try plan(package).warnings.contains { $0.message.contains("router in the browser") })
        // The way out that it names.
        let plan = try plan(package, ["static.json": #"{"routes": {"/**": "index.html"}}"#])
        #expect(!plan.warnings.contains { $0.message.contains("router in the browser") })
        #expect(plan.steps.last?.environment["FALLBACK"] == "index.html" && plan.steps.last?.environment["ROOT"] == "")
        #expect(try self.plan(package, ["static.json": #"{"root": "out"}"#]).steps.last?.environment["ROOT"] == "out")
    }
}
