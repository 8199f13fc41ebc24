import Glibc
import Linux
import Model
import Planning
import Testing

/// sbt cannot be had on a machine without the internet: a double of it writes down its command line, and stages what
/// sbt-native-packager would.
@Suite("The step that builds with sbt") struct ScalaStepTests {
    private static let double = """
        #!/bin/bash
        printf '%s\\n' "$*" > command-line
        printf '%s\\n' $SBT_OPTS > options
        case "$*" in *broken*) echo 'Not a valid key: stage'; exit 1 ;; esac
        mkdir -p target/scala-2.13/classes target/universal/stage/{bin,lib} project/target
        echo compiled > target/scala-2.13/classes/Main.class
        for name in ${PROGRAMS:-shop}; do
          echo exec > "target/universal/stage/bin/$name"
          chmod +x "target/universal/stage/bin/$name"
        done

        """

    /// An app in a folder of its own, which goes with this value.
    private final class App {
        let directory = "/tmp/renga-sbt-\(getpid())-\(Int.random(in: 100_000...999_999))"

        init(_ files: [String: String] = [:]) throws {
            for (name, text) in files.merging(["project/build.properties": "sbt.version=1.11.7\n"], uniquingKeysWith: { $1 }) {
                try Files.makeDirectory(Files.parent(of: "\(directory)/app/\(name)"))
                try Files.replace("\(directory)/app/\(name)", with: text)
            }
            try Files.makeDirectory(directory + "/tools/bin")
            // Others run beside it, and a cage has a /tmp of its own.
            try Files.makeDirectory(directory + "/tmp")
            for (name, text) in [("sbt", ScalaStepTests.double), ("javac", "#!/bin/sh\necho javac 21.0.2\n")] {
                try Files.replace("\(directory)/tools/bin/\(name)", with: text)
                try Command("/bin/chmod", ["+x", "\(directory)/tools/bin/\(name)"]).check()
            }
        }

        // Best effort: a test's files in a temporary directory.
        deinit { try? Files.removeTree(directory) }

        func build(_ config: [String: String] = [:]) throws -> (succeeds: Bool, text: String) {
            let plan = try Fixture.plan(["build.sbt": "", "project/build.properties": "sbt.version=1.11.7\n"]) { settings in
                for index in settings.stacks.indices { settings.stacks[index].toolchains["sbt"] = ["1.11"] }
            }
            let script = try #require(plan.steps.last).script
            let environment = ["PATH": "\(directory)/tools/bin:/usr/bin:/bin", "CACHE_DIR": "\(directory)/cache", "HOME": directory]
            let command = Command(
                "/bin/bash",
                ["-e", "-o", "pipefail", "-c", "cd \(directory)/app\n" + script.replacing("/tmp/", with: "\(directory)/tmp/")],
                environment: environment.merging(config) { $1 }
            )
            let result = try command.run()
            return (result.status.isSuccess, result.text)
        }

        func text(_ name: String) throws -> String { try Files.text("\(directory)/app/\(name)") }
        func has(_ name: String) -> Bool { Files.exists("\(directory)/app/\(name)") }
    }

    @Test func `compiles and stages, and keeps what it was made of out of the slug`() throws {
        let app = try App()
        let built = try app.build(["JAVA_TOOL_OPTIONS": "-Xmx1m", "SBT_OPTS": "-J-Xmx1G"])
        #expect(built.succeeds && built.text.contains("$ sbt compile stage"), "\(built.text)")
        #expect(try app.text("command-line") == "compile stage\n")
        let options = try app.text("options")
        for option in ["-Dsbt.boot.directory=\(app.directory)/cache/sbt/boot", "-Dsbt.color=false", "-Xmx1G"] {
            #expect(options.contains(option + "\n"))
        }
        #expect(try app.text(".renga/processes") == "web: target/universal/stage/bin/shop -Dhttp.port=$PORT\n")
        #expect(!app.has("target/scala-2.13") && !app.has("project/target"))
        #expect(Files.exists(app.directory + "/cache/sbt/target/scala-2.13/classes/Main.class"), "it is compiled no more")
    }

    @Test(arguments: [
        (["SBT_CLEAN": "true"], "clean compile stage"), (["SBT_TASKS": "assembly"], "assembly"),
        (["SBT_PRE_TASKS": "generate"], "generate compile stage"), (["SBT_PROJECT": "web"], "web/compile web/stage"),
        (["SBT_PROJECT": "web", "SBT_CLEAN": "true"], "web/clean web/compile web/stage"),
    ]) func `runs the tasks that config vars name`(config: [String: String], line: String) throws {
        let app = try App()
        #expect(try app.build(config).succeeds)
        #expect(try app.text("command-line") == line + "\n")
    }

    @Test func `reads the older place for them`() throws {
        let app = try App(["system.properties": "sbt.project=web\nsbt.clean = true\n"])
        #expect(try app.build().succeeds)
        #expect(try app.text("command-line") == "web/clean web/compile web/stage\n")
    }

    @Test func `says no process type where there are two programs, or a Procfile`() throws {
        let two = try App()
        #expect(try two.build(["PROGRAMS": "shop worker"]).succeeds && !two.has(".renga/processes"))
        let said = try App(["Procfile": "web: x\n"])
        #expect(try said.build().succeeds && !said.has(".renga/processes"))
    }

    @Test func `says what is missing`() throws {
        let built = try App().build(["SBT_TASKS": "broken"])
        #expect(!built.succeeds && built.text.contains("There is no task `stage`"))
    }
}
