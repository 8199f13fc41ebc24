import Model
import Planning
import Testing

/// The fixtures and specs of Heroku's buildpacks for Java, Gradle, Scala and Clojure (`test/spec`, July 2026), each with our own
/// smallest tree.
@Suite("Heroku's fixtures for the JVM") struct HerokuJVMTests {
    private static func maven(_ more: [String: String] = [:], _ properties: String = "java.runtime.version=21\n") -> [String: String] {
        ["pom.xml": "<project/>\n", "system.properties": properties].merging(more) { $1 }
    }
    private static let wrapper = [
        "mvnw": "distributionUrl)\n",
        ".mvn/wrapper/maven-wrapper.properties": "distributionUrl=https://x\ndistributionSha256Sum=4ec3f26f\n",
    ]

    static let java = [
        HerokuQuestion("app-with-compile-error", maven(["src/main/java/A.java": "class"]), .builds),
        HerokuQuestion("buildpack-java-spring-boot-test", maven(wrapper), .builds, saying: "leaves process types in .renga/processes"),
        HerokuQuestion("non-java-app", ["README.md": ""], .refused, saying: "no buildpack matches this app"),
        HerokuQuestion("simple-http-service", maven(wrapper), .builds, saying: "Java 21"),
        HerokuQuestion(
            "simple-http-service-groovy-polyglot",
            ["pom.groovy": "", "system.properties": "java.runtime.version=21\n"],
            .builds
        ),
        HerokuQuestion("wrapper without its properties", maven(["mvnw": ""]), .builds, saying: "mvnw is not run"),
        HerokuQuestion(
            "maven.version with a wrapper",
            maven(wrapper, "java.runtime.version=21\nmaven.version=3.9.4\n"),
            .builds,
            saying: "Maven 3.9.4 (system.properties asks for 3.9.4)"
        ),
        HerokuQuestion(
            "maven.version that is unknown",
            maven([:], "java.runtime.version=21\nmaven.version=1.0.0-unknown-version\n"),
            .refused,
            saying: "system.properties asks for Maven 1.0.0-unknown-version"
        ),
        HerokuQuestion("settings.xml", maven(["settings.xml": "", ".m2/settings.xml": ""]), .builds),
        HerokuQuestion("no system.properties", ["pom.xml": "<project/>\n"], .builds, saying: "Java 25"),
        HerokuQuestion("java.runtime.version 1.8", maven([:], "java.runtime.version=1.8\n"), .builds, saying: "Java 8.0.472"),
        HerokuQuestion(
            "java.runtime.version of a vendor that is gone",
            maven([:], "java.runtime.version=heroku-21\n"),
            .refused,
            saying: "`heroku-21` is not understood as a version of Java"
        ),
        HerokuQuestion("java.runtime.version zulu-21", maven([:], "java.runtime.version=zulu-21\n"), .builds, saying: "Java 21"),
        HerokuQuestion(
            "java.runtime.version that is unknown",
            maven([:], "java.runtime.version=99\n"),
            .refused,
            saying: "system.properties asks for Java 99"
        ),
    ]

    private static func gradle(_ version: String, _ build: String = "build.gradle", _ more: [String: String?] = [:]) -> [String: String] {
        var files: [String: String?] = [
            "gradlew": "", build: "", "gradle/wrapper/gradle-wrapper.jar": "",
            "gradle/wrapper/gradle-wrapper.properties":
                "distributionUrl=https\\://services.gradle.org/distributions/gradle-\(version)-bin.zip\ndistributionSha256Sum=61ad310d\n",
        ]
        files.merge(more) { $1 }
        return files.compactMapValues(\.self)
    }

    static let gradle = [
        HerokuQuestion("micronaut-4-gradle-8-kotlin", gradle("8.14", "build.gradle.kts"), .builds),
        HerokuQuestion("non-gradle-app", ["README.md": ""], .refused, saying: "no buildpack matches this app"),
        HerokuQuestion("quarkus-3-gradle-9-kotlin", gradle("9.1.0", "build.gradle.kts"), .builds, saying: "Java 25"),
        HerokuQuestion("ratpack-2-gradle-9-groovy", gradle("9.1.0"), .builds),
        HerokuQuestion("simple-http-service-gradle-7-groovy", gradle("7.6"), .builds, saying: "this Gradle is no longer maintained"),
        HerokuQuestion("simple-http-service-gradle-8-groovy", gradle("8.14"), .builds, saying: "Java 21"),
        HerokuQuestion("spring-3-gradle-8-groovy", gradle("8.14"), .builds),
        HerokuQuestion("spring-3-gradle-8-kotlin", gradle("8.14", "build.gradle.kts"), .builds),
        HerokuQuestion("Gradle Wrapper is missing", gradle("8.14", "build.gradle", ["gradlew": nil]), .refused, saying: "gradle wrapper"),
        HerokuQuestion(
            "Gradle daemon fails to start: no gradle-wrapper.jar",
            gradle("8.14", "build.gradle", ["gradle/wrapper/gradle-wrapper.jar": nil]),
            .builds,
            .refused,
            saying: "git add --force gradle/wrapper/gradle-wrapper.jar",
            why: "Heroku's build fails for it as well: here before anything runs"
        ),
    ]

    private static func sbt(_ version: String, _ more: [String: String] = [:]) -> [String: String] {
        ["build.sbt": "", "project/build.properties": "sbt.version=\(version)\n"].merging(more) { $1 }
    }
    private static let packager = ["project/plugins.sbt": "addSbtPlugin(\"com.github.sbt\" % \"sbt-native-packager\" % \"1.11.4\")\n"]

    static let scala = [
        HerokuQuestion("non-sbt-app", ["README.md": ""], .refused, saying: "no buildpack matches this app"),
        HerokuQuestion(
            "sbt-0.13.17-minimal-with-native-packager",
            sbt("0.13.17", packager),
            .refused,
            saying: "this sbt cannot build apps any more"
        ),
        HerokuQuestion("sbt-0.13.18-minimal-no-native-packager", sbt("0.13.18"), .builds, saying: "sbt 0.13 is no longer maintained"),
        HerokuQuestion("sbt-0.13.18-minimal-with-native-packager", sbt("0.13.18", packager), .builds, saying: "no longer maintained"),
        HerokuQuestion("sbt-1.11.7-minimal-multi-project-with-native-packager", sbt("1.11.7", packager), .builds),
        HerokuQuestion("sbt-1.11.7-minimal-no-native-packager", sbt("1.11.7"), .builds),
        HerokuQuestion("sbt-1.11.7-minimal-with-native-packager", sbt("1.11.7", packager), .builds),
        HerokuQuestion("sbt-1.11.7-play-3.x-scala-2.13.x", sbt("1.11.7", ["conf/routes": ""]), .builds),
        HerokuQuestion("sbt-2.0.0-minimal-with-native-packager", sbt("2.0.0", packager), .refused, saying: "cannot build apps any more"),
        HerokuQuestion("sbt-2.0.1-minimal-multi-project-with-native-packager", sbt("2.0.1", packager), .builds),
        HerokuQuestion("sbt-2.0.1-minimal-with-native-packager", sbt("2.0.1", packager), .builds),
        HerokuQuestion("sbt-unsupported-version", sbt("0.11.3"), .refused, saying: "this sbt cannot build apps any more"),
        HerokuQuestion(
            "sbt version cannot be determined",
            ["build.sbt": ""],
            .refused,
            saying: "project/build.properties does not say which sbt builds this app"
        ),
        HerokuQuestion(
            "sbt.* in system.properties",
            sbt("1.11.7", ["system.properties": "sbt.clean=true\n"]),
            .builds
        ),
    ]

    private static func lein(_ words: String) -> [String: String] { ["project.clj": "(defproject x \"1\" \(words))\n"] }

    static let clojure = [
        HerokuQuestion(
            "lein-1.x",
            lein(""),
            .refused,
            .builds,
            why: "a project that says no version is what `lein new` of these days makes as well: Leiningen 2 builds it"
        ),
        HerokuQuestion("lein-1.x, said", lein(":min-lein-version \"1.7.1\""), .refused, saying: "written for Leiningen 1"),
        HerokuQuestion("lein-2.x-malformed-project-file", ["project.clj": "(defproject"], .builds),
        HerokuQuestion("lein-2.x-no-uberjar", lein(":min-lein-version \"2.0.0\""), .builds, saying: "leiningen"),
        HerokuQuestion(
            "lein-2.x-with-lein-npm",
            lein(":min-lein-version \"2.0.0\" :plugins [[lein-npm \"0.6.2\"]]"),
            .refused,
            .builds,
            why: "the step says so where npm is not found: packages in renga.yml may bring it"
        ),
        HerokuQuestion("lein-2.x-with-uberjar", lein(":min-lein-version \"2.0.0\" :uberjar-name \"app.jar\""), .builds),
        HerokuQuestion("non-clojure-app", ["README.md": ""], .refused, saying: "no buildpack matches this app"),
        HerokuQuestion(
            "deps.edn alone",
            ["deps.edn": "{}"],
            .refused,
            saying: "nothing says how this app is built or run"
        ),
    ]

    private func check(_ question: HerokuQuestion, _ id: String) throws {
        try question.check(id) { settings in
            settings.stacks = [
                StackDefinition(
                    name: "debian-13",
                    title: "",
                    suite: "x",
                    toolchains: ["jdk": ["25", "21"], "maven": ["3.9"], "leiningen": ["2.10"]]
                )
            ]
            settings.lists = Fixture.lists([
                "jdk": ["17.0.17", "11.0.29", "8.0.472"], "maven": ["3.9.9", "3.9.4"], "sbt": ["2.0.1", "1.11.7"],
            ])
        }
    }

    @Test(arguments: java) func `of Java are answered`(question: HerokuQuestion) throws { try check(question, "java") }
    @Test(arguments: gradle) func `of Gradle are answered`(question: HerokuQuestion) throws { try check(question, "gradle") }
    @Test(arguments: scala) func `of Scala are answered`(question: HerokuQuestion) throws { try check(question, "scala") }
    @Test(arguments: clojure) func `of Clojure are answered`(question: HerokuQuestion) throws { try check(question, "clojure") }

    @Test func `are all here`() {
        #expect([Self.java, Self.gradle, Self.scala, Self.clojure].map(\.count) == [14, 10, 14, 8])
    }
}
