import Linux
import Model
import Testing

/// Maven, Gradle and Leiningen over one JDK and one mirror.
@Suite("Apps on a JVM") struct JVMTests {
    @Test func `Maven: Jetty and Jackson, by the settings that a config var names`() throws {
        let mirror = try Mirror(.maven)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app("java", for: platform)
        try platform.renga("config:set", "DATABASE_URL=postgres://u:secret@db.example/shop", "JAVA_OPTS=-Dmine=1", "-a", "shop").check()
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "Java app detected", "Using Java 21", "Using the settings of MAVEN_SETTINGS_URL",
                "$ mvn -DskipTests clean dependency:list install", "BUILD SUCCESS", "Default types for buildpack -> web",
            ]
        )
        #expect(try platform.get("shop") == (200, #"{"message":"Hello from Java"}"#))
        #expect(try platform.renga("ps", "-a", "shop").text.contains("java $JAVA_OPTS -jar target/shop-1.0.jar"))
        #expect(try platform.renga("logs", "-a", "shop", "-n", "500").text.contains("Picked up JAVA_TOOL_OPTIONS: -Dfile.encoding=UTF-8"))

        let asked = try mirror.requests().count
        let path = "src/main/java/shop/Main.java"
        let source = try Files.text("\(app.directory)/\(path)")
        try app.commit([path: source.replacing("Hello from", with: "Still")])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Using cached: Configuring the JVM"])
        #expect(try platform.get("shop").body == #"{"message":"Still Java"}"#)
        #expect(try mirror.requests().count - asked < 20, "jars were fetched again")

        try app.commit(["pom.xml": try Files.text(app.directory + "/pom.xml").replacing("release>17<", with: "release>99<")])
        try platform.expectRefusal(of: app, to: "shop", saying: ["Java 21", "builds here, and the app wants another one"])
    }

    @Test func `Gradle: the wrapper loads what its checksum says, and a task stage is run`() throws {
        let mirror = try Mirror(.maven)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app("gradle", for: platform)
        let first = try platform.expectDeploy(of: app, to: "shop")
        expect(first, has: ["Gradle app detected", "$ ./gradlew stage", "BUILD SUCCESSFUL", "Default types for buildpack -> web"])
        #expect(!first.contains("by itself"), "a checksum is there")
        #expect(try platform.get("shop") == (200, #"{"message":"Hello from Gradle"}"#))
        #expect(try platform.renga("ps", "-a", "shop").text.contains("build/install/shop/bin/shop"))

        let properties = "gradle/wrapper/gradle-wrapper.properties"
        let text = try Files.text("\(app.directory)/\(properties)")
        let lines = text.split(separator: "\n").map { $0.hasPrefix("distributionSha256Sum") ? "distributionSha256Sum=00" : String($0) }
        try app.commit([properties: lines.joined(separator: "\n").replacing("-bin.zip", with: "-bin.zip?other") + "\n"])
        try platform.expectRefusal(of: app, to: "shop", saying: ["Gradle is not what distributionSha256Sum says"])
    }

    @Test func `Leiningen: Ring and Compojure in one jar`() throws {
        let mirror = try Mirror(.maven)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app("clojure", for: platform)
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["Clojure app detected", "$ lein uberjar", "Created /app/target/shop.jar", "Default types for buildpack -> web"]
        )
        #expect(try platform.get("shop") == (200, "Hello from Clojure\n"))
        #expect(try platform.renga("ps", "-a", "shop").text.contains("java $JAVA_OPTS -jar target/shop.jar"))
    }
}
