extension RefusedTree {
    private static let wrapper = ["gradlew": "x", "gradle/wrapper/gradle-wrapper.properties": "", "gradle/wrapper/gradle-wrapper.jar": "x"]
    private static func gradle(without name: String) -> [String: String] {
        wrapper.merging(["build.gradle": ""]) { $1 }.filter { $0.key != name }
    }
    private static let sbt = ["project/build.properties": "sbt.version=1.11.7\n"]

    static let jvm = [
        RefusedTree(
            "there is no Gradle wrapper (gradlew), which says the Gradle that builds this app",
            ["build.gradle": ""],
            wrapper.mapValues { $0 }
        ),
        RefusedTree(
            "gradlew needs gradle/wrapper/gradle-wrapper.properties, which is not in the commit",
            gradle(without: "gradle/wrapper/gradle-wrapper.properties"),
            ["gradle/wrapper/gradle-wrapper.properties": ""]
        ),
        RefusedTree(
            "gradlew needs gradle/wrapper/gradle-wrapper.jar, which is not in the commit",
            gradle(without: "gradle/wrapper/gradle-wrapper.jar"),
            ["gradle/wrapper/gradle-wrapper.jar": "x"]
        ),
        RefusedTree(
            "mvnw needs .mvn/wrapper/maven-wrapper.jar, which is not in the commit",
            [
                "pom.xml": "<project/>\n", "mvnw": "java -jar x\n",
                ".mvn/wrapper/maven-wrapper.properties": "distributionUrl=https://x/m.zip\n",
            ],
            [".mvn/wrapper/maven-wrapper.jar": "x"],
            [".mvn/wrapper/maven-wrapper.properties": "distributionType=only-script\ndistributionUrl=https://x/m.zip\n"]
        ),
        RefusedTree(
            "project.clj is written for Leiningen 1, which is no longer used",
            ["project.clj": "(defproject shop \"1\" :min-lein-version \"1.7.0\")\n"],
            ["project.clj": "(defproject shop \"1\" :min-lein-version \"2.0.0\")\n"]
        ),
        RefusedTree(
            "nothing says how this app is built or run",
            ["deps.edn": "{}\n"],
            ["Procfile": "web: clojure -M -m shop.core\n"],
            ["deps.edn": "{:aliases {:build {:ns-default build}}}\n", "build.clj": "(defn uber [_])\n"],
            ["bin/build": "#!/bin/sh\n"]
        ),
        RefusedTree("project/build.properties does not say which sbt builds this app", ["build.sbt": ""], sbt.mapValues { $0 }),
        RefusedTree(
            "this sbt cannot build apps any more",
            ["build.sbt": "", "project/build.properties": "sbt.version=0.13.5\n"],
            sbt.mapValues { $0 }
        ),
    ]
}
