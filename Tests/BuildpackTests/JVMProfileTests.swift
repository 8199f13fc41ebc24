import Glibc
import Linux
import Planning
import Testing

/// What a dyno's `.profile.d/jvm.sh` makes of its memory and of config vars: the script of the buildpack itself is run.
@Suite("The environment of the JVM") struct JVMProfileTests {
    private func environment(_ variables: [String: String]) throws -> [String: String] {
        let script = try #require(try Fixture.plan(["pom.xml": ""]).steps.first).script
        let directory = "/tmp/renga-jvm-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
        defer { try? Files.removeTree(directory) }
        let text = "cd \(directory)\n\(script)\n. ./.profile.d/jvm.sh\n/usr/bin/env -0\n"
        let all = variables.merging(["PATH": "/usr/bin:/bin", "DYNO": variables["DYNO"] ?? "web.1"]) { $1 }
        let output = try Command("/bin/bash", ["-c", text], environment: all).check()
        let pairs = output.split(separator: "\0").map {
            $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
        return Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }, uniquingKeysWith: { $1 })
    }

    @Test(arguments: [
        ("512", "-Dfile.encoding=UTF-8 -Xmx300m -Xss512k -XX:CICompilerCount=2"),
        ("1024", "-Dfile.encoding=UTF-8 -Xmx671m -XX:CICompilerCount=2"),
        ("2560", "-Dfile.encoding=UTF-8 -XX:MaxRAMPercentage=80.0"),
        ("256", "-Dfile.encoding=UTF-8 -Xmx150m -Xss512k -XX:CICompilerCount=2"),
    ]) func `heaps have Heroku's sizes`(memory: String, options: String) throws {
        let found = try environment(["MEMORY_AVAILABLE": memory])
        #expect(found["JAVA_TOOL_OPTIONS"] == options && found["JAVA_OPTS"] == options)
    }

    @Test func `what the user says comes last, and wins`() throws {
        let found = try environment(["MEMORY_AVAILABLE": "512", "JAVA_TOOL_OPTIONS": "-Xmx400m", "JAVA_OPTS": "-Dx=1"])
        #expect(found["JAVA_TOOL_OPTIONS"]?.hasSuffix(" -Xmx400m") == true && found["JAVA_OPTS"]?.hasSuffix(" -Dx=1") == true)
        let oneOff = try environment(["MEMORY_AVAILABLE": "512", "DYNO": "run.1"])
        #expect(oneOff["JAVA_TOOL_OPTIONS"] == nil && oneOff["JAVA_OPTS"] != nil)
    }

    @Test func `a database's URL is one for JDBC`() throws {
        let found = try environment(["DATABASE_URL": "postgres://al%40ice:p%25w\\d@db.example:5432/shop?sslmode=require"])
        #expect(found["JDBC_DATABASE_URL"] == "jdbc:postgresql://db.example:5432/shop?password=p%25w\\d&sslmode=require&user=al%40ice")
        #expect(found["JDBC_DATABASE_USERNAME"] == "al@ice" && found["JDBC_DATABASE_PASSWORD"] == "p%w\\d")
        #expect(found["SPRING_DATASOURCE_URL"] == found["JDBC_DATABASE_URL"])
        #expect(found["SPRING_DATASOURCE_USERNAME"] == "al@ice" && found["SPRING_DATASOURCE_PASSWORD"] == "p%w\\d")
    }

    @Test(arguments: [
        ("mysql://u:p@h/d", "jdbc:mysql://h/d?password=p&user=u"), ("mariadb://u:p@h:3306/d", "jdbc:mariadb://h:3306/d?password=p&user=u"),
        ("postgresql://h/d", "jdbc:postgresql://h/d"), ("postgres://u@h/d", "jdbc:postgresql://h/d?user=u"),
        ("postgres://u:$(touch x)`id`@h/d", "jdbc:postgresql://h/d?password=$(touch x)`id`&user=u"),
    ]) func `forms of it`(url: String, jdbc: String) throws {
        #expect(try environment(["DATABASE_URL": url])["JDBC_DATABASE_URL"] == jdbc)
    }

    @Test(arguments: ["sqlite3:db", "mongodb://u:p@h/d", "nonsense", "postgres://", ""]) func `what is none stays away`(url: String) throws
    {
        let found = try environment(["DATABASE_URL": url])
        #expect(found["JDBC_DATABASE_URL"] == nil && found["SPRING_DATASOURCE_URL"] == nil)
    }

    @Test func `what is set stays as it is`() throws {
        let own = try environment(["DATABASE_URL": "postgres://u:p@h/d", "JDBC_DATABASE_URL": "jdbc:x"])
        #expect(own["JDBC_DATABASE_URL"] == "jdbc:x" && own["SPRING_DATASOURCE_URL"] == "jdbc:x")
        #expect(try environment(["DATABASE_URL": "postgres://u:p@h/d", "SPRING_DATASOURCE_USERNAME": "x"])["SPRING_DATASOURCE_URL"] == nil)
        let disabled = try environment([
            "DATABASE_URL": "postgres://u:p@h/d", "DISABLE_SPRING_DATASOURCE_URL": "true", "REDIS_URL": "redis://r",
            "DISABLE_SPRING_REDIS_URL": "true",
        ])
        #expect(disabled["SPRING_DATASOURCE_URL"] == nil && disabled["SPRING_REDIS_URL"] == nil && disabled["JDBC_DATABASE_URL"] != nil)
    }

    @Test func `other databases and Redis have their names`() throws {
        let found = try environment(["HEROKU_POSTGRESQL_RED_URL": "postgres://u:p@h/d", "REDIS_URL": "redis://r"])
        #expect(found["HEROKU_POSTGRESQL_RED_JDBC_URL"] == "jdbc:postgresql://h/d?password=p&user=u")
        #expect(found["SPRING_REDIS_URL"] == "redis://r" && found["SPRING_DATA_REDIS_URL"] == "redis://r")
    }
}
