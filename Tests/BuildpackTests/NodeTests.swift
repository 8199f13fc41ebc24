import Model
import Planning
import Testing

@Suite("The Node.js buildpack") struct NodeTests {
    private func plan(_ package: String, _ files: [String] = ["package-lock.json"], _ more: [String: String] = [:]) throws -> BuildPlan {
        let empty = Dictionary(files.map { ($0, "") }, uniquingKeysWith: { first, _ in first })
        return try Fixture.plan(["package.json": package].merging(empty) { $1 }.merging(more) { $1 })
    }

    private func web(_ package: String, _ files: [String] = ["package-lock.json"]) throws -> String? {
        try plan(package, files).processes.first { $0.type == "web" }?.command
    }

    @Test func `an app without a build installs from its lock alone`() throws {
        let plan = try plan(#"{"scripts": {"start": "node x.js"}, "engines": {"node": "20.x"}}"#, ["package-lock.json", "x.js"])
        #expect(plan.steps.map(\.name) == ["Installing dependencies"])
        #expect(plan.steps[0].inputs.map(\.path) == ["package-lock.json", "package.json"])
        #expect(plan.versions[0].version == "20")
        #expect(plan.processes.map(\.command) == ["npm start"])
        #expect(plan.environment["NODE_ENV"] == "production")
        #expect(plan.environment["NPM_CONFIG_CACHE"] == "/tmp/.npm")
    }

    @Test func `a build sees the whole tree, its dependencies do not`() throws {
        let plan = try plan(#"{"scripts": {"build": "tsc"}, "main": "dist/x.js"}"#, ["package-lock.json", "x.ts"])
        #expect(plan.steps.map(\.name) == ["Installing dependencies", "Building"])
        #expect(plan.steps.map(\.seesWholeTree) == [false, true])
        #expect(plan.steps[0].environment["NODE_BUILDS"] == "tsc")
        #expect(plan.processes.map(\.command) == ["node ."])
    }

    @Test(arguments: [
        (#"{"scripts": {"postinstall": "node x.js", "build": "tsc"}}"#, [String]()),
        (#"{"scripts": {"heroku-prebuild": "x"}}"#, []), (#"{"scripts": {"prepare": "x"}}"#, []),
        (#"{"workspaces": ["packages/*"]}"#, []), (#"{"cacheDirectories": ["x"]}"#, []),
        (#"{"prisma": {"schema": "db/x.prisma"}}"#, []), (#"{"dependencies": {"lib": "file:lib"}}"#, []),
        (#"{"dependencies": {"lib": "./lib"}}"#, []), (#"{"dependencies": {"@own/lib": "../lib"}}"#, []),
        ("{}", ["node_modules/x/index.js"]), ("{}", ["binding.gyp"]), ("{}", ["pnpm-workspace.yaml"]),
    ]) func `an installation that may need any file of the app sees all of them`(package: String, files: [String]) throws {
        let plan = try plan(package, ["server.js", "package-lock.json"] + files)
        #expect(plan.steps.map(\.name) == ["Installing dependencies and building"])
        #expect(plan.steps.map(\.seesWholeTree) == [true] && plan.steps[0].config.contains("*"))
        #expect(plan.processes.map(\.command) == ["node server.js"])
    }

    @Test func `paths of the app itself are no dependencies`() throws {
        let plan = try plan(#"{"main": "./x.js", "types": "./x.d.ts", "bin": "./cli.js"}"#)
        #expect(plan.steps.map(\.name) == ["Installing dependencies"])
    }

    @Test func `what scripts of packages read is seen by the step that runs them`() throws {
        let seen = try plan(
            "{}",
            [
                "package-lock.json", "prisma/schema.prisma", "patches/a.patch", ".yarn/patches/b.patch", ".npmrc", ".pnpmfile.cjs",
                "src/x.js",
            ]
        ).steps[0].inputs.map(\.path)
        #expect(
            seen == [
                ".npmrc", ".pnpmfile.cjs", ".yarn/patches/b.patch", "package-lock.json", "package.json", "patches/a.patch",
                "prisma/schema.prisma",
            ]
        )
    }

    @Test(arguments: [
        ("yarn.lock", "Yarn", "yarn@4.1.0"), ("pnpm-lock.yaml", "pnpm", "pnpm@9.1.0+sha512.ab"), ("bun.lock", "Bun", "bun@1.2.0"),
        ("bun.lockb", "Bun", "bun@1.2.0"),
    ]) func `each lock has its package manager, in the version that is asked for`(lock: String, name: String, asked: String) throws {
        let plan = try plan("{\"packageManager\": \"\(asked)\", \"scripts\": {\"build\": \"x\"}}", [lock, "server.js"])
        #expect(plan.steps.map(\.name) == ["Installing \(name)", "Installing dependencies", "Building"])
        #expect(plan.steps[0].environment["DECLARED"] == asked && plan.steps[0].inputs.isEmpty)
        #expect(plan.steps[1].inputs.map(\.path) == [lock, "package.json"].sorted())
        #expect(plan.environment["PATH"]?.contains("/app/.heroku/node/bin") == true)
        // Another line of package.json does not install it again.
        let other = try self.plan("{\"packageManager\": \"\(asked)\"}", [lock, "server.js"])
        #expect(other.steps[0] == plan.steps[0])
    }

    @Test func `a package manager of no version is chosen by the lock, one of the app's own is not installed`() throws {
        #expect(try plan("{}", ["yarn.lock"]).steps[0].inputs.map(\.path) == ["yarn.lock"])
        #expect(try plan("{}", ["pnpm-lock.yaml"]).steps[0].inputs.map(\.path) == ["pnpm-lock.yaml"])
        let own = try plan("{}", ["yarn.lock", ".yarn/releases/yarn-4.cjs"], [".yarnrc.yml": "yarnPath: .yarn/releases/yarn-4.cjs\n"])
        #expect(own.steps[0].inputs.map(\.path) == [".yarnrc.yml"])
        #expect(try plan(#"{"engines": {"npm": "10.x"}}"#).steps.map(\.name) == ["Installing npm", "Installing dependencies"])
    }

    @Test(arguments: [
        ["package-lock.json", "yarn.lock"], ["package-lock.json", "pnpm-lock.yaml"], ["yarn.lock", "pnpm-lock.yaml"],
        ["npm-shrinkwrap.json", "package-lock.json"], ["npm-shrinkwrap.json", "yarn.lock"],
        ["package-lock.json", "yarn.lock", "pnpm-lock.yaml"],
    ]) func `several locks are refused, and one that is left is not`(locks: [String]) throws {
        let refusal = try Fixture.refusal(
            Dictionary(uniqueKeysWithValues: (locks + ["server.js"]).map { ($0, "") }).merging(["package.json": "{}"]) { $1 }
        )
        #expect(refusal.message.hasPrefix("Multiple lockfiles found"))
        #expect(locks.prefix(2).allSatisfy { lock in refusal.detail.contains("\(lock) is there") }, "\(refusal.detail)")
        for lock in locks { #expect(throws: Never.self) { try plan("{}", [lock, "server.js"]) } }
    }

    @Test func `a lock of Bun beside another one does not count`() throws {
        let plan = try plan("{}", ["bun.lockb", "package-lock.json", "server.js"])
        #expect(plan.steps.map(\.name) == ["Installing dependencies"])
        #expect(plan.warnings.contains { $0.message.contains("another lock beside Bun's") })
    }

    @Test(arguments: [
        #""engines": {"npm": "10.x", "yarn": "1.x"}"#, #""engines": {"npm": "10.x", "pnpm": "9.x"}"#,
        #""engines": {"pnpm": "9.x", "yarn": "1.x"}"#, #""packageManager": "pnpm@9.0.0", "engines": {"yarn": "1.x"}"#,
        #""packageManager": "yarn@4.1.0", "engines": {"npm": "10.x"}"#,
    ]) func `fields of several package managers are refused`(fields: String) throws {
        let refusal = try Fixture.refusal(["package.json": "{\(fields)}", "server.js": ""])
        #expect(refusal.message == "Multiple package managers declared in package.json")
    }

    @Test func `what Heroku refuses is refused with a way out that works`() throws {
        let missing = try Fixture.refusal([
            "package.json": "{}", "yarn.lock": "", ".yarnrc.yml": "yarnPath: .yarn/releases/yarn-4.cjs\n",
        ])
        #expect(missing.message.contains("not part of the commit") && missing.hint?.contains("git add --force .yarn/releases") == true)
        #expect(throws: Never.self) { try plan(#"{"packageManager": "yarn@4.1.0"}"#, ["yarn.lock", ".yarnrc.yml"]) }
        for file in [".heroku", ".heroku/node", ".heroku/node/bin/x"] {
            #expect(
                try Fixture.refusal(["package.json": "{}", file: ""]).message.contains("is part of the commit, where builds put programs")
            )
        }
        #expect(throws: Never.self) { try Fixture.plan(["package.json": "{\"main\": \"x.js\"}", ".heroku/collectstatic_disabled": ""]) }
        #expect(try Fixture.refusal(["package.json": #"{"engines": {"iojs": "1.x"}}"#]).message.contains("io.js"))
        #expect(try Fixture.refusal(["package.json": "{\n  \"name\": \"x\",\n}"]).message.hasPrefix("package.json:3:1:"))
    }

    @Test func `without a lock npm installs, and says so`() throws {
        #expect(try plan("{}", ["server.js"]).warnings.contains { $0.message.contains("there is no package-lock.json") })
        #expect(
            try plan(#"{"packageManager": "pnpm@9.0.0"}"#, ["server.js"]).warnings.contains { $0.message.contains("no pnpm-lock.yaml") }
        )
        let yarn = try plan(#"{"packageManager": "yarn@4.1.0"}"#, ["server.js"]).warnings.map(\.message)
        #expect(yarn == ["package.json names Yarn, but there is no yarn.lock; npm installs the dependencies"])
        for lock in ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "bun.lock"] {
            #expect(try !plan("{}", [lock, "server.js"]).warnings.contains { $0.message.contains("there is no package-lock.json") })
        }
    }

    @Test(arguments: [
        (#"{"scripts": {"start": "node x.js"}, "main": "y.js"}"#, ["server.js"], "npm start"),
        (#"{"main": "index.js"}"#, ["server.js", "index.js"], "node server.js"), (#"{"main": "index.js"}"#, ["index.js"], "node ."),
        (#"{"main": "index.js"}"#, ["app.js"], "node app.js"), (#"{"main": "lib/x.js"}"#, ["app.js"], "node ."),
        ("{}", ["src/index.js"], "node src/index.js"), (#"{"scripts": {"start": "node x"}}"#, ["bun.lock"], "bun run start"),
        (#"{"scripts": {"start": "node x"}}"#, ["yarn.lock"], "npm start"),
        (#"{"scripts": {"start": "node x"}}"#, ["yarn.lock", ".yarnrc.yml"], "yarn start"),
        ("{}", ["bun.lock", "index.ts"], "bun run index.ts"),
        (#"{"dependencies": {"next": "15"}, "scripts": {"build": "next build", "start": "next start -p $PORT"}}"#, [], "npm start"),
        (#"{"dependencies": {"next": "15"}, "scripts": {"build": "next build", "start": "next dev"}}"#, [], "next start"),
        (#"{"dependencies": {"next": "15"}, "scripts": {"build": "next build"}}"#, [], "next start"),
        (#"{"dependencies": {"nuxt": "^3.9.0"}, "scripts": {"build": "nuxt build"}}"#, [], "node .output/server/index.mjs"),
        (#"{"dependencies": {"nuxt": "^2.17.0"}, "scripts": {"build": "nuxt build"}}"#, [], "nuxt start"),
        (#"{"dependencies": {"@remix-run/serve": "2"}}"#, ["vite.config.ts"], "remix-serve ./build/server/index.js"),
        (#"{"dependencies": {"@remix-run/serve": "1"}}"#, [], "remix-serve ./build/index.js"),
        (#"{"dependencies": {"@react-router/serve": "7"}}"#, [], "react-router-serve ./build/server/index.js"),
        (
            #"{"dependencies": {"@nestjs/core": "10"}, "scripts": {"start": "nest start", "start:prod": "node dist/main"}}"#, [],
            "npm run start:prod"
        ),
        (#"{"dependencies": {"@nestjs/core": "10"}, "scripts": {"start": "nest start"}}"#, [], "node dist/main"),
        (#"{"devDependencies": {"@sveltejs/adapter-node": "5"}}"#, [], "node build"),
        (#"{"dependencies": {"@astrojs/node": "8"}, "scripts": {"start": "astro dev"}}"#, [], "HOST=0.0.0.0 node ./dist/server/entry.mjs"),
        (#"{"scripts": {"start": "vite build && node server.js"}}"#, [], "npm start"),
    ]) func `what starts is found without a Procfile`(package: String, files: [String], command: String) throws {
        #expect(try web(package, files) == command)
    }

    @Test(arguments: [
        (
            #"{"scripts": {"build": "vite build"}, "devDependencies": {"@sveltejs/kit": "2", "@sveltejs/adapter-auto": "6"}}"#,
            "@sveltejs/adapter-node"
        ),
        (#"{"scripts": {"build": "astro build"}, "dependencies": {"astro": "5", "@astrojs/vercel": "8"}}"#, "astro add node"),
    ]) func `an adapter of another platform is named, with the one that serves here`(package: String, words: String) throws {
        func hints(_ package: String) throws -> [String] {
            try Fixture.plan(["package.json": package, "package-lock.json": "{}"]).warnings.filter {
                $0.message.contains("another platform")
            }
            .compactMap(\.hint)
        }
        let found = try hints(package)
        #expect(found.count == 1 && found[0].contains(words), "\(found)")
        let mended = package.replacing("@sveltejs/adapter-auto", with: "@sveltejs/adapter-node").replacing(
            "@astrojs/vercel",
            with: "@astrojs/node"
        )
        #expect(try hints(mended).isEmpty)
    }
}
