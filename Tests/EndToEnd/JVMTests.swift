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

    /// Neither the wrapper nor its Maven is in Debian: doubles, of which one loads the other as its properties say, checks it, and hands
    /// its command line on; and that one compiles, and makes a jar.
    private static let wrapped = [
        "pom.xml": "<project><modelVersion>4.0.0</modelVersion></project>\n",
        "mvnw": """
        #!/bin/bash
        set -e
        said() { sed -n "s/^$1=//p" .mvn/wrapper/maven-wrapper.properties; }
        home=$MAVEN_USER_HOME/wrapper/dists/$(said distributionUrl | sha256sum | cut -c 1-16)
        if [ ! -x "$home/bin/mvn" ]; then
          echo "Loading Maven"
          curl -sSf -o /tmp/maven.tgz "$(said distributionUrl)"
          sum=$(said distributionSha256Sum)
          [ -z "$sum" ] || echo "$sum  /tmp/maven.tgz" | sha256sum --check --quiet
          mkdir -p "$home" && tar -xzf /tmp/maven.tgz -C "$home" --strip-components 1
        fi
        exec "$home/bin/mvn" "$@"

        """,
        "src/main/java/Main.java": """
        import com.sun.net.httpserver.HttpServer;
        import java.net.InetSocketAddress;
        public class Main {
          public static void main(String[] words) throws Exception {
            HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(System.getenv("PORT"))), 0);
            server.createContext("/", e -> { e.sendResponseHeaders(200, 4); e.getResponseBody().write("wrap".getBytes()); e.close(); });
            server.start();
          }
        }

        """,
    ]
    private static let distribution = """
        #!/bin/bash
        set -e
        wanted="-DoutputFile=target/mvn-dependency-list.log -B -DskipTests clean dependency:list install"
        [ "$*" = "$wanted" ] || { echo "not so: $*"; exit 1; }
        case "$MAVEN_OPTS" in *"-Dmaven.repo.local=$CACHE_DIR/m2/repository"*) ;; *) echo "no repository"; exit 1 ;; esac
        mkdir -p target/classes
        javac -d target/classes src/main/java/Main.java
        jar --create --file target/shop-1.0.jar --main-class Main -C target/classes .
        echo BUILD SUCCESS

        """

    @Test func `Maven's wrapper: the Maven that it names is loaded once, and warned of where no sum is said`() throws {
        let platform = try Installation()
        let site = try PublisherDouble(for: platform, insteadOf: "https://maven.example")
        let sum = try site.archive("maven.tgz", folder: "apache-maven-3.9.99", ["bin/mvn": Self.distribution])
        let properties = ".mvn/wrapper/maven-wrapper.properties"
        let lines = "distributionType=only-script\ndistributionUrl=http://\(site.place)/maven.tgz\n"
        try platform.create("shop")
        let app = try SampleApp(Self.wrapped.merging([properties: lines]) { $1 })
        let first = try platform.expectDeploy(of: app, to: "shop")
        expect(first, has: ["Java app detected", "$ ./mvnw -DskipTests clean dependency:list install", "Loading Maven", "BUILD SUCCESS"])
        #expect(unwrapped(first).contains("mvnw loads the Maven of .mvn/wrapper/maven-wrapper.properties by itself"))
        #expect(try platform.get("shop") == (200, "wrap"))
        site.cut()
        try app.commit([properties: lines + "distributionSha256Sum=\(sum)\n"])
        let again = try platform.expectDeploy(of: app, to: "shop")
        #expect(!again.contains("Loading Maven") && !again.contains("by itself"))
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
