import Glibc
import Linux
import Model
import Planning
import Testing

/// The Clojure CLI is in no Debian: what its archive has is a double, which writes down its command lines and makes a jar.
@Suite("Clojure apps with a deps.edn") struct ClojureStepTests {
    private static let uber = ["deps.edn": "{:aliases {:build {:ns-default build}}}\n", "build.clj": "(ns build)\n"]
    private static let run = ["deps.edn": "{}\n", "Procfile": "web: clojure -M:run\nworker: exec clojure -X:jobs start\n"]

    private func plan(_ files: [String: String]) throws -> BuildPlan { try Fixture.plan(files) }

    @Test func `are planned with the CLI that Heroku has, whose sum is known`() throws {
        let plan = try plan(Self.uber)
        #expect(plan.buildpacks.map(\.id) == ["clojure-cli"] && plan.versions.map(\.version).contains("1.12.4.1597"))
        #expect(
            plan.archives.map(\.url) == [
                "https://github.com/clojure/brew-install/releases/download/1.12.4.1597/clojure-tools-1.12.4.1597.tar.gz"
            ]
        )
        #expect(plan.steps.map(\.name) == ["Configuring the JVM", "Building with the Clojure CLI"] && plan.warnings == [])
        #expect(try self.plan(Self.run).processes.map(\.command) == ["clojure -M:run", "exec clojure -X:jobs start"])
        #expect(
            try self.plan(["project.clj": "(defproject x \"1\" :uberjar-name \"x.jar\")", "deps.edn": "{}"]).buildpacks.map(\.id) == [
                "clojure"
            ]
        )
    }

    @Test func `that nothing builds or runs are refused, and each way that is told is one`() throws {
        let failure = try Fixture.refusal(["deps.edn": "{}"])
        #expect(failure.page.contains("nothing says how this app is built or run"))
        let procfile = try #require(failure.page.firstMatch(of: /`(web: [^`]+)`/)?.1)
        #expect(throws: Never.self) { try plan(["deps.edn": "{}", "Procfile": procfile + "\n"]) }
        #expect(throws: Never.self) { try plan(Self.uber) }
        #expect(throws: Never.self) { try plan(["deps.edn": "{}", "bin/build": "#!/bin/sh\n"]) }
        let unnamed = try plan(["deps.edn": "{}", "build.clj": ""])
        #expect(unnamed.warnings.map(\.message) == ["there is a build.clj, and deps.edn has no alias :build that runs it"])
        let alias = try #require(unnamed.warnings.first?.hint?.firstMatch(of: /add (\{.*\}) to deps/)?.1)
        #expect(try plan(["deps.edn": String(alias), "build.clj": ""]).warnings == [])
    }

    @Test(arguments: [
        ("(defn uber [_])\n(defn ci [_])\n", "uber"), ("(defn uberjar [_])\n", "uberjar"),
        ("(defn- uber-opts [_])\n(defn ci \"x\" [_])\n", "ci"),
        ("(ns build)\n", "uber"),
    ]) func `are built by the function that build.clj has`(build: String, task: String) throws {
        let step = try #require(try plan(Self.uber.merging(["build.clj": build]) { $1 }).steps.last)
        #expect(step.environment["CLJ_TASK"] == task)
    }

    /// An app in a folder of its own, which goes with this value.
    private final class App {
        let directory = "/tmp/renga-clj-\(getpid())-\(Int.random(in: 100_000...999_999))"
        let files: [String: String]

        init(_ files: [String: String]) throws {
            self.files = files
            for (name, text) in files { try write("app/\(name)", text) }
            // As in the archive: PREFIX and BINDIR are for whoever installs it.
            try write("clj/clojure", ClojureStepTests.double)
            try write("clj/clj", "#!/bin/sh\nexec BINDIR/clojure \"$@\"\n")
            for name in ["deps.edn", "example-deps.edn", "tools.edn", "exec.jar", "clojure-tools-1.12.4.1597.jar"] {
                try write("clj/\(name)", "x")
            }
            try write("tools/javac", "#!/bin/sh\necho javac 21.0.2\n", mode: 0o755)
            try write("tools/unzip", "#!/bin/sh\necho Main-Class: shop.core\n", mode: 0o755)
        }

        private func write(_ name: String, _ text: String, mode: mode_t = 0o644) throws {
            try Files.makeDirectory(Files.parent(of: "\(directory)/\(name)"))
            try Files.replace("\(directory)/\(name)", with: Array(text.utf8), mode: mode)
        }

        // Best effort: a test's files in a temporary directory.
        deinit { try? Files.removeTree(directory) }

        func build(_ config: [String: String] = [:]) throws -> (succeeds: Bool, text: String) {
            let step = try #require(try Fixture.plan(files).steps.last)
            let environment = [
                "PATH": "\(directory)/tools:/usr/bin:/bin", "CACHE_DIR": "\(directory)/cache", "HOME": directory,
                "CLOJURE_TOOLS": directory + "/clj", "CLJ_RUNS": step.environment["CLJ_RUNS"] ?? "",
                "CLJ_TASK": step.environment["CLJ_TASK"] ?? "",
            ]
            let command = Command(
                "/bin/bash",
                ["-e", "-o", "pipefail", "-c", "cd \(directory)/app\n" + step.script.replacing("/tmp/clj", with: directory + "/tmp-clj")],
                environment: environment.merging(config) { $1 }
            )
            let result = try command.run()
            return (result.status.isSuccess, result.text)
        }

        func text(_ name: String) throws -> String { try Files.text("\(directory)/app/\(name)") }
        func has(_ name: String) -> Bool { Files.exists("\(directory)/app/\(name)") }
    }

    private static let double = """
        #!/bin/bash
        [ -f "PREFIX/libexec/clojure-tools-1.12.4.1597.jar" ] && [ -f "PREFIX/tools.edn" ] || exit 9
        echo "$*" >> command-lines
        mkdir -p .m2/repository/lib
        echo jar > .m2/repository/lib/x.jar
        case "$*" in
          "-T:build uber") mkdir -p target; echo x > target/shop-standalone.jar ;;
          *broken*) echo "Could not find artifact x:y:jar:1"; exit 1 ;;
        esac

        """

    @Test func `are made into one jar, and nothing that made it gets into the slug`() throws {
        let app = try App(Self.uber)
        let built = try app.build(["JAVA_TOOL_OPTIONS": "-Xmx1m"])
        #expect(built.succeeds && built.text.contains("$ clojure -T:build uber"), "\(built.text)")
        #expect(try app.text("command-lines") == "-T:build uber\n")
        #expect(try app.text(".renga/processes") == "web: java $JAVA_OPTS -jar target/shop-standalone.jar\n")
        #expect(!app.has(".m2") && !app.has(".heroku"))
        #expect(Files.exists(app.directory + "/cache/m2/repository/lib/x.jar"), "libraries are loaded once")
    }

    @Test func `are run from their source with the CLI and all that it would load`() throws {
        let app = try App(Self.run)
        let built = try app.build()
        #expect(built.succeeds, "\(built.text)")
        #expect(try app.text("command-lines") == "-P -M:run\n-P -X:jobs\n")
        #expect(app.has(".heroku/clj/bin/clojure") && app.has(".heroku/clj/bin/clj") && app.has(".m2/repository/lib/x.jar"))
        #expect(try app.text(".heroku/clj/bin/clj").contains("exec \(app.directory)/app/.heroku/clj/bin/clojure"))
    }

    @Test func `run what they say themselves, and a failure says its cause`() throws {
        let app = try App(Self.uber.merging(["bin/build": "#!/bin/sh\nclojure -T:own x\n"]) { $1 })
        #expect(try app.build().succeeds)
        #expect(try app.text("command-lines") == "-T:own x\n")
        let broken = try App(Self.uber).build(["BUILD_COMMAND": "clojure -T:broken"])
        #expect(!broken.succeeds && broken.text.contains("A library is in no repository that deps.edn names"))
    }
}
