import Model
import Planning
import Testing

/// The questions of Heroku's own fixtures for Java, Gradle, Scala and Clojure, each as the smallest tree that asks it.
@Suite("The buildpacks of the JVM") struct JVMTests {
    private static let maven = ["pom.xml": "<project/>\n"]
    private static let gradle = [
        "gradlew": "", "build.gradle": "", "gradle/wrapper/gradle-wrapper.jar": "",
        "gradle/wrapper/gradle-wrapper.properties": """
        distributionUrl=https\\://services.gradle.org/distributions/gradle-8.14-bin.zip
        distributionSha256Sum=61ad310d3c7d3e5da131b76bbf22b5a4c0786e9d892dae8c1658d4b484de3caa

        """,
    ]
    private static let sbt = ["build.sbt": "", "project/build.properties": "sbt.version=1.11.7\n"]
    private static let leiningen = ["project.clj": "(defproject shop \"1\" :min-lein-version \"2.0.0\" :uberjar-name \"shop.jar\")\n"]

    private static func settings(_ settings: inout Planner.Settings) {
        // Whatever the stacks of this machine have.
        for index in settings.stacks.indices { settings.stacks[index].toolchains["sbt"] = ["1.11"] }
    }

    @Test(arguments: [
        (maven, "java", "Building with Maven"), (gradle, "gradle", "Building with Gradle"), (sbt, "scala", "Building with sbt"),
        (leiningen, "clojure", "Building with Leiningen"),
    ]) func `each is recognised, and sets the JVM up before it builds`(files: [String: String], id: String, step: String) throws {
        let plan = try Fixture.plan(files, Self.settings)
        #expect(plan.buildpacks.map(\.id) == [id])
        #expect(plan.steps.map(\.name) == ["Configuring the JVM", step])
        #expect(plan.steps[0].inputs == [])
        #expect(plan.steps[1].sees(configVar: "NEXUS_PASSWORD"))
        #expect(plan.versions.first?.toolchain == "jdk")
        #expect(plan.warnings == [])
    }

    @Test(arguments: ["pom.xml", "pom.atom", "pom.clj", "pom.groovy", "pom.rb", "pom.scala", "pom.yaml", "pom.yml"])
    func `Maven's files of all its languages count`(file: String) throws {
        #expect(try Fixture.plan([file: ""]).buildpacks.map(\.id) == ["java"])
    }

    @Test(arguments: ["build.sbt", ".sbtrc", "project/plugins.scala", ".sbt/global.scala"])
    func `sbt's files count, and its version has to be said`(file: String) throws {
        #expect(try Fixture.refusal([file: ""]).page.contains("project/build.properties does not say which sbt builds this app"))
    }

    @Test(arguments: ["0.13.17", "0.12.4", "2.0.0", "2.0.0-RC1"]) func `an sbt that is gone is refused`(version: String) throws {
        let files = Self.sbt.merging(["project/build.properties": "sbt.version = \(version)\n"]) { $1 }
        #expect(try Fixture.refusal(files).page.contains("this sbt cannot build apps any more"))
    }

    @Test(arguments: ["1.11.7", "0.13.18", "2.0.1"]) func `an sbt that works is not`(version: String) throws {
        let plan = try Fixture.plan(Self.sbt.merging(["project/build.properties": "sbt.version=\(version)\n"]) { $1 }, Self.settings)
        // That it is old, and that it does not run on this Java.
        #expect(plan.warnings.count == (version.hasPrefix("0") ? 2 : 0))
    }

    @Test func `a wrapper is named where nothing says what it has to load`() throws {
        let properties =
            "distributionUrl=https://repo.maven.apache.org/maven2/apache-maven-3.9.9-bin.zip\nwrapperUrl=https://x.example/w.jar\n"
        let files = Self.maven.merging(["mvnw": "", ".mvn/wrapper/maven-wrapper.properties": properties]) { $1 }
        #expect(try Fixture.plan(files).warnings.map(\.message).first?.hasPrefix("mvnw loads the Maven") == true)
        let said = files.merging([".mvn/wrapper/maven-wrapper.properties": properties + "distributionSha256Sum=4ec3f26f\n"]) { $1 }
        #expect(try Fixture.plan(said).warnings == [])
        // Maven's version says that the wrapper is not run.
        let own = files.merging(["system.properties": "maven.version=3.9.4\n"]) { $1 }
        #expect(try Fixture.plan(own).warnings == [])
        #expect(try Fixture.plan(own).versions.map(\.toolchain) == ["jdk", "maven"])

        let unsaid = Self.gradle.merging(["gradle/wrapper/gradle-wrapper.properties": "distributionUrl=https\\://x/gradle-9.1-bin.zip\n"]) {
            $1
        }
        #expect(try Fixture.plan(unsaid).warnings.map(\.message).first?.hasPrefix("gradlew loads the Gradle") == true)
    }

    @Test func `a wrapper without its jar is refused, unless it needs none`() throws {
        let files = Self.maven.merging(["mvnw": "exec java", ".mvn/wrapper/maven-wrapper.properties": "distributionUrl=https://x\n"]) { $1 }
        #expect(try Fixture.refusal(files).hint?.hasPrefix("git add --force .mvn/wrapper/maven-wrapper.jar") == true)
        #expect(throws: Never.self) { try Fixture.plan(files.merging([".mvn/wrapper/maven-wrapper.jar": ""]) { $1 }) }
        let script = files.merging([".mvn/wrapper/maven-wrapper.properties": "distributionType=only-script\n"]) { $1 }
        #expect(throws: Never.self) { try Fixture.plan(script) }
        // Written by older plugins without the word, but with all that it needs.
        #expect(throws: Never.self) { try Fixture.plan(files.merging(["mvnw": "case x in\ndistributionUrl) ;;\n"]) { $1 }) }
        let alone = Self.maven.merging(["mvnw": ""]) { $1 }
        #expect(try Fixture.plan(alone).warnings.map(\.message).first?.hasPrefix("mvnw is not run") == true)
    }

    @Test(arguments: [
        ("gradlew", "gradle wrapper"), ("gradle/wrapper/gradle-wrapper.properties", "git add --force gradle/wrapper"),
        ("gradle/wrapper/gradle-wrapper.jar", "git add --force gradle/wrapper/gradle-wrapper.jar"),
    ]) func `a Gradle wrapper is all there, or refused`(file: String, hint: String) throws {
        var files = Self.gradle
        files[file] = nil
        #expect(try Fixture.refusal(files).hint?.hasPrefix(hint) == true)
    }

    @Test func `an old Gradle is warned of, and that it does not run on this Java`() throws {
        let path = "gradle/wrapper/gradle-wrapper.properties"
        let old = try #require(Self.gradle[path]).replacing("8.14", with: "7.6")
        let warnings = try Fixture.plan(Self.gradle.merging([path: old]) { $1 }).warnings
        #expect(
            warnings.map(\.message) == [
                "this Gradle is no longer maintained", "Gradle 7.6 does not run on Java 25; the last that it runs on is 19",
            ]
        )
    }

    @Test(arguments: ["java.runtime.version=21", "java.runtime.version = zulu-21", "java.runtime.version 21"])
    func `system properties say the JDK`(line: String) throws {
        let files = Self.maven.merging(["system.properties": line + "\n"]) { $1 }
        #expect(try Fixture.plan(files).versions[0].because == "system.properties asks for 21")
    }

    @Test func `a Java that is not there is refused where it is asked for`() throws {
        let refusal = try Fixture.refusal(Self.maven.merging(["system.properties": "java.runtime.version=99\n"]) { $1 })
        #expect(refusal.message.hasPrefix("system.properties:1:"))
        #expect(refusal.hint?.contains("java.runtime.version=") == true)
    }

    @Test func `a deps.edn beside a server of Node's is a front end's, and a project.clj for Leiningen 1 is refused`() throws {
        let server = #"{"scripts": {"start": "node server.js"}}"#
        let node = ["deps.edn": "{}", "package.json": server, "package-lock.json": "{}", "server.js": ""]
        #expect(try Fixture.plan(node).buildpacks.map(\.id) == ["nodejs"], "a front end's")
        #expect(try Fixture.plan(Self.leiningen.merging(["deps.edn": "{}"]) { $1 }).buildpacks.map(\.id) == ["clojure"])
        #expect(try Fixture.refusal(["project.clj": ":min-lein-version \"1.7\""]).message.contains("Leiningen 1"))
    }

    @Test func `Leiningen is there for dynos only where it runs the app`() throws {
        #expect(try !Fixture.plan(Self.leiningen).packages(for: .run).contains("leiningen"))
        #expect(try Fixture.plan(["project.clj": "(defproject shop \"1\")"]).packages(for: .run).contains("leiningen"))
    }

    @Test func `an app of jars chooses the JVM alone`() throws {
        let plan = try Fixture.plan(["shop.jar": "", "renga.yml": "buildpack: jvm\n", "Procfile": "web: java -jar shop.jar\n"])
        #expect(plan.steps.map(\.name) == ["Configuring the JVM"])
    }
}
