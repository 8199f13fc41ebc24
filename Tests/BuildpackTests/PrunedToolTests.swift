import Model
import Planning
import Testing

@Suite("Programs that are pruned") struct PrunedToolTests {
    private func warnings(_ package: String, procfile: String? = nil) throws -> [String] {
        var files = ["package.json": package, "package-lock.json": "{}", "server.js": ""]
        files["Procfile"] = procfile
        return try Fixture.plan(files).warnings.map(\.message).filter { $0.contains("pruned") }
    }

    @Test(arguments: [
        (#"{"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}"#, nil, "`web` runs `nodemon`"),
        (#"{"scripts": {"start": "PORT=1 ts-node src/x.ts"}, "devDependencies": {"ts-node": "10"}}"#, nil, "(ts-node)"),
        (#"{"scripts": {"start": "npm run serve", "serve": "tsc && node x"}, "devDependencies": {"typescript": "5"}}"#, nil, "`tsc`"),
        (#"{"scripts": {"start": "node -r ts-node/register x.ts"}, "devDependencies": {"ts-node": "10"}}"#, nil, "(ts-node)"),
        (#"{"devDependencies": {"prisma": "5"}}"#, "web: node x\nrelease: npx prisma migrate deploy\n", "`release` runs `prisma`"),
        (#"{"devDependencies": {"@nestjs/cli": "10"}}"#, "web: ./node_modules/.bin/nest start\n", "`nest`"),
        (#"{"scripts": {"m": "knex migrate:latest"}, "devDependencies": {"knex": "3"}}"#, "web: yarn m && node x\n", "`knex`"),
    ]) func `a process that needs one is warned of`(package: String, procfile: String?, words: String) throws {
        let found = try warnings(package, procfile: procfile)
        #expect(found.count == 1 && found[0].contains(words), "\(found)")
    }

    @Test(arguments: [
        (#"{"scripts": {"start": "nodemon x.js"}, "dependencies": {"nodemon": "3"}}"#, nil),
        (#"{"scripts": {"start": "nodemon x"}, "dependencies": {"nodemon": "3"}, "devDependencies": {"nodemon": "3"}}"#, nil),
        (#"{"scripts": {"start": "node x", "dev": "nodemon x"}, "devDependencies": {"nodemon": "3"}}"#, nil),
        (#"{"scripts": {"start": "npm start"}, "devDependencies": {"nodemon": "3"}}"#, nil),
        (#"{"devDependencies": {"typescript": "5"}}"#, "web: node tsc.js\n"),
        (#"{"scripts": {"start": "node dist/main"}, "devDependencies": {"@types/node": "24"}}"#, nil),
    ]) func `one that does not is not`(package: String, procfile: String?) throws {
        #expect(try warnings(package, procfile: procfile).isEmpty)
    }

    @Test func `the config vars that it names make it go`() throws {
        let package = #"{"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}"#
        let plan = try Fixture.plan(["package.json": package, "package-lock.json": "{}"])
        let warning = try #require(plan.warnings.first { $0.message.contains("pruned") })
        #expect(warning.holds([:]) && warning.holds(["NPM_CONFIG_PRODUCTION": "true"]))
        for (name, value) in try #require(warning.unless) {
            #expect(!warning.holds([name: value]))
            #expect(warning.hint?.contains("\(name)=\(value)") == true)
        }
    }

    @Test func `scripts that call each other many times are looked at once`() throws {
        let calls = { (name: String) in Array(repeating: "npm run \(name)", count: 200).joined(separator: " && ") }
        let scripts = (0..<20).map { #""s\#($0)": "\#(calls("s\(($0 + 1) % 20)"))""# }.joined(separator: ", ")
        let package = #"{"scripts": {"start": "npm run s0 && nodemon x", \#(scripts)}, "devDependencies": {"nodemon": "3"}}"#
        #expect(try warnings(package).count == 1)
    }
}
