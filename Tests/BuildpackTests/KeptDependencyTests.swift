import Model
import Planning
import Testing

/// Config vars that keep development dependencies, as on Heroku: what is installed, and that nothing is pruned. npm and Yarn 1 are
/// doubles that write down how they are called; `NodeTests` has the real npm, and Yarn 4, pnpm and Bun.
@Suite("Development dependencies that are kept") struct KeptDependencyTests {
    private static let package = #"{"name": "x", "scripts": {"start": "node .", "build": "tsc"}, "devDependencies": {"typescript": "5"}}"#
    private static let locks = ["npm": ("package-lock.json", "{}"), "yarn": ("yarn.lock", "# yarn lockfile v1\n")]

    private func steps(_ manager: String, _ config: [String: String]) throws -> (calls: [String], text: String) {
        let lock = try #require(Self.locks[manager])
        let files = ["package.json": Self.package, lock.0: lock.1]
        let steps = try Fixture.plan(files).steps.filter { $0.name == "Installing dependencies" || $0.name == "Building" }
        #expect(steps.count == 2)
        var (calls, text) = ([String](), "")
        for step in steps {
            // `node -e` asks for a script of package.json, of which there is `build`.
            let node =
                "case \"$*\" in --version) echo v20.0.0 ;; *'\"scripts\"'*|*scripts*heroku*) exit 1 ;; *scripts*build) exit 0 ;; *scripts*) exit 1 ;; esac"
            let version = "case \"$1\" in --version) echo 10.0.0 ;; esac"
            let trial = try StepTrial(step, files: files, programs: ["npm": version, "yarn": version, "node": node])
            let result = try trial.run(config)
            #expect(result.succeeds, "\(result.text)")
            calls += try trial.calls().filter { !$0.hasPrefix("node") && !$0.hasSuffix("--version") }
            text += result.text
        }
        return (calls, text)
    }

    @Test(arguments: [
        ("npm", "NPM_CONFIG_PRODUCTION", "npm ci --include=dev"),
        (
            "yarn", "YARN_PRODUCTION",
            "yarn install --production=false --frozen-lockfile --ignore-engines --prefer-offline --non-interactive"
        ),
        ("npm", "NODE_ENV", "npm ci --include=dev"),
        ("yarn", "NODE_ENV", "yarn install --production=false --frozen-lockfile --ignore-engines --prefer-offline --non-interactive"),
    ]) func `are installed, and not pruned`(manager: String, name: String, install: String) throws {
        let (calls, text) = try steps(manager, [name: name == "NODE_ENV" ? "development" : "false"])
        #expect(calls == [install, "\(manager) run build"])
        #expect(text.contains("Development dependencies are not pruned: \(name) is "))
    }

    @Test(arguments: ["npm", "yarn"]) func `go after the build where nothing keeps them`(manager: String) throws {
        let calls = try steps(manager, [:]).calls
        #expect(calls.count == 3 && calls[0].contains(manager == "npm" ? "--include=dev" : "--production=false"))
        #expect(calls[1] == "\(manager) run build" && calls[2].contains(manager == "npm" ? "prune --omit=dev" : "--production=true"))
    }

    @Test(arguments: [("npm", "NPM_CONFIG_PRODUCTION", "--omit=dev"), ("yarn", "YARN_PRODUCTION", "--production=true")])
    func `are not installed at all where that is said`(manager: String, name: String, word: String) throws {
        #expect(try steps(manager, [name: "true"]).calls.first?.contains(word) == true)
    }
}
