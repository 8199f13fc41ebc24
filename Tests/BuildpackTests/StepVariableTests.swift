import Model
import Planning
import Testing

/// A step's own variables, and config vars of the same names.
@Suite("What a step sets itself") struct StepVariableTests {
    private func step(_ config: String, _ files: [String: String] = [:]) throws -> PlannedStep {
        let renga =
            "buildpack: none\nsteps:\n  - {name: One, run: \"true\", network: true, config: \(config), env: {TOOL_CACHE: /cache, TOOL_FLAGS: a}}\n"
        return try #require(try Fixture.plan(files.merging(["renga.yml": renga, "Procfile": "web: x\n"]) { $1 }).steps.first)
    }

    @Test func `is not taken from config vars that it sees with others`() throws {
        for config in ["[\"*\"]", "[\"TOOL_*\"]"] {
            let step = try step(config)
            #expect(!step.sees(configVar: "TOOL_CACHE") && step.sees(configVar: "TOOL_TOKEN"))
        }
    }

    @Test func `is, where the step names it to the letter`() throws {
        let step = try step("[\"*\", TOOL_FLAGS]")
        #expect(step.sees(configVar: "TOOL_FLAGS") && !step.sees(configVar: "TOOL_CACHE"))
    }

    @Test func `keeps nothing away where its own condition does not hold`() throws {
        let renga =
            "buildpack: none\nsteps:\n  - {name: One, run: \"true\", config: [\"*\"], env: {A: {default: x, when: {file: no}}, B: {default: y, when: {file: Procfile}}}}\n"
        let step = try #require(try Fixture.plan(["renga.yml": renga, "Procfile": "web: x\n"]).steps.first)
        #expect(step.sees(configVar: "A") && !step.sees(configVar: "B"))
    }

    /// What failures of these steps tell people to set.
    @Test func `what users are told to set reaches the step`() throws {
        let node = ["package.json": #"{"scripts": {"start": "node .", "build": "x", "postinstall": "y"}}"#, "package-lock.json": "{}"]
        for files in [node, node.merging(["package.json": #"{"scripts": {"start": "node .", "build": "x"}}"#]) { $1 }] {
            let steps = try Fixture.plan(files).steps
            #expect(!steps.isEmpty && steps.allSatisfy { $0.sees(configVar: "NODE_OPTIONS") && !$0.sees(configVar: "NODE_PHASES") })
        }
        let pip = try #require(try Fixture.plan(["requirements.txt": "x\n"]).steps.first { $0.name.hasSuffix("pip") })
        #expect(pip.sees(configVar: "PIP_INDEX_URL") && !pip.sees(configVar: "PIP_CACHE_DIR"))
    }

    /// An app of each package manager, a word of the step that installs, and the names by which it knows indexes and who one is there.
    private static let managers: [(files: [String: String], step: String, names: [String])] = [
        (["requirements.txt": "six\n"], "pip", ["PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"]),
        (["pyproject.toml": project, "uv.lock": "version = 1\n"], "uv", ["UV_INDEX_URL", "UV_INDEX_PRIVATE_PASSWORD", "PIP_INDEX_URL"]),
        (["pyproject.toml": project, "poetry.lock": ""], "Poetry", ["POETRY_HTTP_BASIC_PRIVATE_PASSWORD", "PIP_INDEX_URL"]),
        (["pyproject.toml": project, "pdm.lock": ""], "PDM", ["PDM_PYPI_PASSWORD", "PIP_INDEX_URL"]),
        (["Pipfile": "", "Pipfile.lock": "{}"], "pipenv", ["PIPENV_PYPI_MIRROR", "PIP_INDEX_URL"]),
        (
            ["Gemfile": "", "Gemfile.lock": "GEM\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n"], "Bundler",
            ["BUNDLE_WITHOUT", "BUNDLE_GEMS__EXAMPLE__COM", "BUNDLE_MIRROR__ALL"]
        ),
        (["composer.json": "{}", "composer.lock": "{}"], "Composer", ["COMPOSER_AUTH", "COMPOSER_NO_DEV"]),
        (
            ["package.json": "{}", "package-lock.json": "{}"], "dependencies",
            ["NPM_TOKEN", "NPM_CONFIG_REGISTRY", "NPM_CONFIG_PRODUCTION", "NODE_AUTH_TOKEN"]
        ),
        (["package.json": "{}", "yarn.lock": ""], "dependencies", ["YARN_PRODUCTION", "YARN_NPM_AUTH_TOKEN", "YARN2_SKIP_PRUNING"]),
        (["package.json": "{}", "pnpm-lock.yaml": ""], "dependencies", ["PNPM_SKIP_PRUNING", "NPM_TOKEN"]),
        (["package.json": "{}", "bun.lock": ""], "dependencies", ["BUN_CONFIG_REGISTRY", "NPM_TOKEN"]),
        (["go.mod": "module shop\n", "main.go": "package main\n"], "Go", ["GOPRIVATE", "GOPROXY", "GONOSUMDB"]),
        (["pom.xml": "<project/>\n"], "Maven", ["MAVEN_SETTINGS_URL", "MAVEN_SETTINGS_PATH", "REPOSITORY_PASSWORD"]),
        (["Cargo.toml": "", "Cargo.lock": "", "src/main.rs": ""], "Cargo", ["CARGO_REGISTRIES_PRIVATE_TOKEN"]),
    ]
    private static let project = "[project]\nname = \"shop\"\nversion = \"1.0.0\"\n"

    @Test(arguments: managers.indices) func `indexes and tokens reach the step that installs, and private repositories' every step`(
        index: Int
    ) throws {
        let (files, word, names) = Self.managers[index]
        let steps = try Fixture.plan(files.merging(["Procfile": "web: x\n"]) { $1 }).steps
        let step = try #require(steps.last { $0.name.contains(word) }, "\(steps.map(\.name))")
        for name in names { #expect(step.sees(configVar: name), "\(step.name): \(name)") }
        for step in steps where step.network {
            for name in ["GIT_SSH_KEY", "GIT_CRED__HTTPS__GITHUB__COM", "GO_GIT_CRED__HTTPS__GITHUB__COM"] {
                #expect(step.sees(configVar: name), "\(step.name): \(name)")
            }
        }
    }
}
