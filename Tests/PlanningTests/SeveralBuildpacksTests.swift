import Model
import Planning
import Testing

@Suite("A plan with several buildpacks") struct SeveralBuildpacksTests {
    private static let assets: Buildpack = {
        var buildpack = Buildpack(id: "assets", name: "Assets", file: "buildpacks/assets.yml", detect: .file("package.json"))
        buildpack.parts.versions = [.init(toolchain: "nodejs", title: "Node.js", sources: [], standard: nil, file: buildpack.file)]
        buildpack.parts.runPackages = [.init(names: ["nodejs", "ca-certificates"])]
        buildpack.parts.buildPackages = [.init(names: ["build-essential"])]
        buildpack.parts.environment = [.init(name: "PATH", value: "/app/node/bin:$PATH"), .init(name: "NODE_ENV", value: "production")]
        buildpack.parts.steps = [.init(name: "Installing dependencies", script: "npm ci")]
        buildpack.parts.processes =
            [.init(type: "web", choices: [.init(command: "npm start")])]
            + [.init(type: "assets", choices: [.init(command: "npm run assets")])]
        buildpack.warnings = [.init(when: .not(.file("package-lock.json")), message: "no lock", hint: nil)]
        return buildpack
    }()

    private static let server: Buildpack = {
        var buildpack = Buildpack(id: "server", name: "Server", file: "buildpacks/server.yml", detect: .file("app.rb"))
        buildpack.parts.versions = [
            .init(toolchain: "ruby", title: "Ruby", sources: [], standard: nil, file: buildpack.file),
            .init(toolchain: "nodejs", title: "Node.js", sources: [], standard: "20", file: buildpack.file),
        ]
        buildpack.parts.runPackages = [.init(names: ["ruby", "ca-certificates"])]
        buildpack.parts.environment = [.init(name: "PATH", value: "/app/ruby/bin:$PATH"), .init(name: "GEM_HOME", value: "/app/gems")]
        buildpack.parts.steps = [.init(name: "Installing dependencies", script: "bundle install")]
        buildpack.parts.processes = [.init(type: "web", choices: [.init(command: "puma")])]
        buildpack.refusals = [.init(when: .file("Gemfile.broken"), message: "it is broken", hint: nil)]
        return buildpack
    }()

    private func plan(
        _ chosen: [String] = ["assets", "server"],
        files: [String] = ["package.json", "app.rb"],
        _ rengaFile: RengaFile? = nil,
        _ server: Buildpack = server
    ) throws(Failure) -> BuildPlan {
        let tree = SourceTree(files.map { .init(path: $0, kind: .file, bytes: 1, object: $0) }) { _ in [] }
        let stack = StackDefinition(name: "debian-13", title: "Debian", suite: "trixie", toolchains: ["ruby": ["3.3"], "nodejs": ["20"]])
        var settings = Planner.Settings(stacks: [stack], defaultStack: "debian-13", buildpacks: [Self.assets, server], order: ["server"])
        settings.chosen = try chosen.map { name throws(Failure) in try BuildpackReference(name) }
        return try Planner.plan(tree, rengaFile: rengaFile, settings: settings)
    }

    @Test func `has them in the order in which they were chosen, each with why`() throws {
        let plan = try plan()
        #expect(plan.buildpacks.map(\.id) == ["assets", "server"])
        #expect(plan.buildpacks.map(\.detected) == [["the app is set to it"], ["the app is set to it"]])
        #expect(
            plan.page.filter { $0.hasPrefix("Buildpack ") } == [
                "Buildpack   Assets (buildpacks/assets.yml)", "Buildpack   Server (buildpacks/server.yml)",
            ]
        )
        #expect(try self.plan([]).buildpacks.map(\.id) == ["server"], "one is detected")
        #expect(throws: Failure.self) { try self.plan(["assets", "sever"]) }
    }

    @Test func `a later one's steps find what earlier ones export, and not the other way round`() throws {
        let plan = try plan()
        #expect(plan.steps.map(\.buildpack) == ["assets", "server"])
        #expect(plan.steps[0].environment["PATH"]?.hasPrefix("/app/node/bin:/usr") == true)
        #expect(plan.steps[0].environment["GEM_HOME"] == nil)
        #expect(plan.steps[1].environment["PATH"]?.hasPrefix("/app/ruby/bin:/app/node/bin:/usr") == true)
        #expect(plan.steps[1].environment["NODE_ENV"] == "production")
        #expect(plan.environment["PATH"] == plan.steps[1].environment["PATH"], "dynos find what the last one finds")
    }

    @Test func `what renga.yml sets is there for the steps of all`() throws {
        var file = RengaFile()
        file.parts.environment = [
            .init(name: "RACK_ENV", value: "staging"), .init(name: "CACHE", value: "$GEM_HOME/cache"),
            .init(name: "NODE_ENV", value: "test"),
        ]
        let plan = try plan(file)
        #expect(plan.steps.map { $0.environment["RACK_ENV"] } == ["staging", "staging"])
        #expect(plan.steps.map { $0.environment["NODE_ENV"] } == ["test", "test"])
        #expect(plan.steps.map { $0.environment["CACHE"] } == [nil, "/app/gems/cache"], "once there is what it uses")
        #expect(plan.environment["CACHE"] == "/app/gems/cache")
        file.parts.environment.append(.init(name: "BAD", value: "$NOWHERE"))
        #expect(throws: Failure.self) { try self.plan(file) }
    }

    private func plan(_ file: RengaFile) throws(Failure) -> BuildPlan {
        try plan(["assets", "server"], files: ["package.json", "app.rb"], file)
    }

    @Test func `what renga.yml says of a step goes to the buildpack that has it, and what is new to the last`() throws {
        var file = RengaFile()
        file.parts.steps = [.init(name: "Installing dependencies", script: "pnpm install"), .init(name: "Warming up", script: "true")]
        file.parts.runPackages = [.init(names: ["imagemagick"])]
        file.parts.versions = [.init(toolchain: "nodejs", title: "Nodejs", sources: [], standard: "20", file: RengaFile.fileName)]
        let plan = try plan(file)
        #expect(plan.steps.map(\.script) == ["pnpm install", "bundle install", "true"])
        #expect(plan.steps.map(\.buildpack) == ["assets", "server", "server"])
        #expect(plan.packages(for: .dynos) == ["imagemagick"])
        #expect(plan.versions.first?.title == "Node.js" && plan.versions.first?.because == "renga.yml asks for 20")
    }

    /// Neither a language nor its build tools are installed anew for one more package.
    @Test func `what the app's own files ask for is a small layer of its own, for dynos and for steps`() throws {
        var file = RengaFile()
        file.parts.runPackages = [.init(names: ["imagemagick", "ruby"])]
        file.parts.buildPackages = [.init(names: ["libfoo-dev"])]
        let (before, after) = (try plan().toolchains, try plan(file).toolchains)
        #expect(after.filter { before.contains($0) } == before)
        #expect(
            after.filter { !before.contains($0) } == [
                .init(.dynos, .packages(["imagemagick"])), .init(.build, .packages(["imagemagick", "libfoo-dev"])),
            ]
        )
        #expect(try plan(file).packages(for: .build) == ["build-essential", "libfoo-dev"])
    }

    @Test func `each has a layer of packages over that of the one before it, those of dynos below those of builds`() throws {
        let plan = try plan()
        #expect(
            plan.toolchains == [
                .init(.run, .packages(["ca-certificates", "nodejs"])), .init(.run, .packages(["ruby"])),
                .init(.build, .packages(["build-essential"])),
            ]
        )
        #expect(plan.packages(for: .run) == ["ca-certificates", "nodejs", "ruby"])
        #expect(plan.versions.map(\.toolchain) == ["nodejs", "ruby"], "a toolchain of both is chosen once")
        #expect(plan.versions.map(\.version) == ["20", "3.3"])
    }

    @Test func `many have few layers all the same`() throws {
        let many = (0..<8).map { number in
            var buildpack = Buildpack(id: "b\(number)", name: "B\(number)", file: "buildpacks/b\(number).yml", detect: .file("app"))
            buildpack.parts.runPackages = [.init(names: ["run\(number)", "run0"])]
            return buildpack
        }
        let tree = SourceTree([.init(path: "app", kind: .file, bytes: 1, object: "a")]) { _ in [] }
        let stack = StackDefinition(name: "debian-13", title: "Debian", suite: "trixie", toolchains: [:])
        var settings = Planner.Settings(stacks: [stack], defaultStack: "debian-13", buildpacks: many, order: [])
        settings.chosen = try many.map { buildpack throws(Failure) in try BuildpackReference(buildpack.id) }
        let plan = try Planner.plan(tree, rengaFile: nil, settings: settings)
        #expect(
            plan.toolchains == [
                .init(.run, .packages(["run0"])), .init(.run, .packages(["run1"])), .init(.run, .packages(["run2"])),
                .init(.run, .packages(["run3", "run4", "run5", "run6", "run7"])),
            ]
        )
    }

    @Test func `a step of a name that was there before is told apart`() throws {
        #expect(try plan().steps.map(\.name) == ["Installing dependencies", "Installing dependencies (Server)"])
    }

    @Test func `the last one's process type counts, and those of others beside it`() throws {
        let plan = try plan()
        #expect(plan.processes.map { "\($0.type): \($0.command)" } == ["web: puma", "assets: npm run assets"])
        #expect(plan.processes.map(\.buildpack) == ["server", "assets"])
        #expect(Transcript.processTypes(of: plan).last?.hasSuffix("Default types for buildpack -> assets, web") == true)
    }

    @Test func `warnings and refusals are those of all`() throws {
        #expect(try plan().warnings.map(\.message) == ["no lock"])
        #expect(throws: Failure(.refused, "it is broken", detail: ["Gemfile.broken is there"])) {
            try self.plan(files: ["app.rb", "Gemfile.broken"])
        }
    }
}
