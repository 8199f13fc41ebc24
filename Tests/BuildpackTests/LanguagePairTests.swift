import Model
import Planning
import Testing

/// Files of two languages in one tree. Every language of `buildpacks/order.yml` takes part, with one app that stands for it.
@Suite("One tree, several languages") struct LanguagePairTests {
    /// The smallest app of each that could serve. One for each line of `order.yml`.
    static let apps: [String: [String: String]] = [
        "ruby": [
            "Gemfile": "source 'https://rubygems.org'\ngem 'rack'\ngem 'puma'\n", "config.ru": "run ->(env) { [200, {}, ['x']] }\n",
            "Gemfile.lock": """
            GEM
              remote: https://rubygems.org/
              specs:
                nio4r (2.7.4)
                puma (6.5.0)
                  nio4r (~> 2.0)
                rack (3.1.8)

            PLATFORMS
              ruby

            DEPENDENCIES
              puma
              rack

            BUNDLED WITH
               2.6.7

            """,
        ],
        "nodejs": [
            "package.json": #"{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5"}}"#, "package-lock.json": "{}",
            "server.js": "require('express')\n",
        ],
        "clojure": ["project.clj": "(defproject x \"1\" :min-lein-version \"2.0.0\" :uberjar-name \"x.jar\" :main x.core)\n"],
        "clojure-cli": ["deps.edn": "{:aliases {:build {:ns-default build}}}\n", "build.clj": "(ns build)\n"],
        "python": ["requirements.txt": "flask\ngunicorn\n", "app.py": "from flask import Flask\napp = Flask(__name__)\n"],
        "java": ["pom.xml": "<project><modelVersion>4.0.0</modelVersion></project>\n"],
        "gradle": [
            "build.gradle": "plugins { id 'java' }\n", "gradlew": "#!/bin/sh\n", "gradle/wrapper/gradle-wrapper.jar": "x",
            "gradle/wrapper/gradle-wrapper.properties":
                "distributionUrl=https\\://services.gradle.org/distributions/gradle-8.14-bin.zip\n",
        ],
        "scala": ["build.sbt": "name := \"x\"\nscalaVersion := \"3.3.6\"\n", "project/build.properties": "sbt.version=1.11.7\n"],
        "php": ["composer.json": "{}", "index.php": "<?php echo 'x';\n"],
        "go": ["go.mod": "module example.com/x\n\ngo 1.24\n", "main.go": "package main\n\nfunc main() {}\n"],
        "rust": [
            "Cargo.toml": "[package]\nname = \"x\"\nversion = \"0.1.0\"\nedition = \"2021\"\n", "Cargo.lock": "version = 3\n",
            "src/main.rs": "fn main() {}\n",
        ],
        "swift": ["Package.swift": "// swift-tools-version:5.9\n", "Sources/App/main.swift": "print(1)\n"],
        "elixir": ["mix.exs": "defmodule X do\n  elixir: \"~> 1.14\"\nend\n", "lib/x.ex": "x\n"],
        "static": ["index.html": "<p>x</p>\n"],
    ]

    static let order = (try? Fixture.settings().order) ?? []
    static let pairs = order.enumerated().flatMap { index, one in order[(index + 1)...].map { (one, $0) } }

    private func app(_ id: String) throws -> [String: String] {
        try #require(Self.apps[id], "LanguagePairTests.apps needs an app of \(id)")
    }

    private func main(_ files: [String: String]) throws -> String? { try plan(files).buildpacks.last?.id }

    /// Over a stack that has some version of every toolchain: which language it is does not hang on that.
    private func plan(_ files: [String: String]) throws -> BuildPlan {
        try Fixture.plan(files) { settings in
            let wanted = settings.buildpacks.flatMap(\.parts.versions).map(\.toolchain)
            for index in settings.stacks.indices {
                for toolchain in wanted where settings.stacks[index].toolchains[toolchain] == nil {
                    settings.stacks[index].toolchains[toolchain] = ["1.0"]
                }
            }
        }
    }

    @Test func `each language of the list has its app here, and nothing else has one`() throws {
        #expect(try Fixture.settings().order.sorted() == Self.apps.keys.sorted() && Self.order.count == Self.apps.count)
    }

    @Test(arguments: order) func `each app is of its own language`(id: String) throws {
        #expect(try plan(app(id)).buildpacks.map(\.id) == [id])
    }

    @Test(arguments: pairs) func `of two, one is the app, or both are named`(one: String, other: String) throws {
        let files = try app(one).merging(app(other)) { first, _ in first }
        do {
            let main = try main(files)
            #expect(main == one || main == other)
            // Pages are a part of the program that they stand beside.
            #expect(main != "static")
        } catch let failure as Failure {
            #expect(failure.message.hasPrefix("this may be an app of "), "\(failure)")
            for id in [one, other] {
                #expect(failure.hint?.contains("`buildpack: \(id)`") == true)
                #expect(failure.detail.contains { $0.contains(" is there") })
                #expect(try main(files.merging([RengaFile.fileName: "buildpack: \(id)\n"]) { $1 }) == id, "the advice works")
            }
        }
    }

    @Test(arguments: order.filter { $0 != "nodejs" && $0 != "static" })
    func `what only helps is never the app`(id: String) throws {
        for helper in [#"{}"#, #"{"devDependencies": {"eslint": "9"}, "scripts": {"lint": "eslint ."}}"#] {
            let plan = try plan(app(id).merging(["package.json": helper]) { first, _ in first })
            #expect(plan.buildpacks.map(\.id) == [id], "\(plan.buildpacks)")
        }
        let built = #"{"scripts": {"build": "vite build"}, "devDependencies": {"vite": "6"}}"#
        #expect(try main(app(id).merging(["package.json": built, "package-lock.json": "{}"]) { first, _ in first }) == id)
        for file in [".python-version", "setup.cfg"] {
            #expect(try main(app(id).merging([file: "3.13\n"]) { first, _ in first }) == id, "\(file)")
        }
    }

    @Test func `two that are as likely are refused, and a Procfile says which it is as well`() throws {
        let files = try app("nodejs").merging(app("python")) { $1 }
        let failure = try Fixture.refusal(files)
        #expect(failure.message == "this may be an app of Node.js or of Python: nothing says which")
        #expect(failure.hint?.contains("`buildpack: nodejs` or `buildpack: python`") == true)
        #expect(try main(files.merging(["Procfile": "web: gunicorn app:app\n"]) { $1 }) == "python")
        #expect(try main(files.merging(["Procfile": "web: npm start\n"]) { $1 }) == "nodejs")
    }

    @Test func `a front end is built before what collects it, and installed dependencies stay where a page changes`() throws {
        var files = [
            "requirements.txt": "django\ngunicorn\n", "site/settings.py": "WSGI_APPLICATION = 'site.wsgi.application'\n",
            "manage.py": "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site.settings')\n",
            "package.json": #"{"scripts": {"build": "vite build", "dev": "vite"}, "devDependencies": {"vite": "6"}}"#,
            "package-lock.json": "{}", "src/page.js": "1\n",
        ]
        let plan = try Fixture.plan(files)
        #expect(plan.buildpacks.map(\.id) == ["nodejs", "python"])
        #expect(plan.steps.map(\.buildpack).last == "python" && plan.steps.last?.name == "Collecting static files")
        let building = try #require(plan.steps.firstIndex { $0.name.contains("Building") })
        let installing = try #require(plan.steps.firstIndex { $0.name == "Installing dependencies with pip" })
        #expect(installing < building, "an earlier step's key is part of a later one's")
        #expect(plan.processes.map(\.type) == ["web"] && plan.processes.map(\.buildpack) == ["python"])
        #expect(plan.environment["PATH"]?.hasPrefix("/app/.heroku/python/bin:/app/node_modules/.bin:") == true)
        files["src/page.js"] = "2\n"
        #expect(try Fixture.plan(files).steps[...installing] == plan.steps[...installing])
    }

    @Test func `renga.yml's choice has its companions as well, and an app's own list has what it names`() throws {
        let files = try app("python").merging(["package.json": #"{"scripts": {"build": "x", "start": "node x"}}"#]) { $1 }
        #expect(
            try Fixture.plan(files.merging([RengaFile.fileName: "buildpack: python\n"]) { $1 }).buildpacks.map(\.id) == [
                "nodejs", "python",
            ]
        )
        let python = try BuildpackReference("python")
        #expect(try Fixture.plan(files) { $0.chosen = [python] }.buildpacks.map(\.id) == ["python"])
    }

    @Test(arguments: ["npm-run-all --parallel watch:viz webpack-dev-server", "run-p dev:*", "concurrently 'npm:watch-*'"])
    func `what only watches side by side is no app beside another language's`(start: String) throws {
        let scripts = #""start": "\#(start)", "build": "webpack""#
        let files = [
            "package.json": "{\"scripts\": {\(scripts)}}", "package-lock.json": "{}", "pyproject.toml": "[project]\nname = \"x\"\n",
            "uv.lock": "",
        ]
        #expect(try Fixture.plan(files).buildpacks.map(\.id) == ["nodejs", "python"])
    }

    @Test(arguments: ["'node server.js' 'npm run watch'", "'npm run watch' 'node server.js'", "npm:server npm:dev"])
    func `what serves beside what watches may be the app`(commands: String) throws {
        let package = "{\"scripts\": {\"start\": \"concurrently \(commands)\"}, \"dependencies\": {\"express\": \"5\"}}"
        let files = try app("nodejs").merging(["package.json": package]) { $1 }.merging(app("python")) { $1 }
        #expect(try Fixture.refusal(files).message == "this may be an app of Node.js or of Python: nothing says which")
    }
}
