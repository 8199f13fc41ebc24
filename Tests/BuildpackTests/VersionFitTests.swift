import Model
import Planning
import Testing

@Suite("Versions that go with what is locked") struct VersionFitTests {
    private func plan(_ files: [String: String], _ toolchain: String, _ versions: [String], pinned: [String: String] = [:]) throws
        -> BuildPlan
    {
        try Fixture.plan(files) { settings in
            settings.stacks = [StackDefinition(name: "debian-13", title: "", suite: "x", toolchains: [toolchain: versions])]
            settings.pinned = pinned
        }
    }

    static let locks: [(file: String, text: String)] = [
        ("requirements.txt", "flask==3.0\nNumPy==1.24.3  # pinned\n"),
        ("requirements.txt", "numpy[all] == 1.24.3 ; python_version > '3'\n"),
        (
            "uv.lock",
            "version = 1\n\n[[package]]\nname = \"flask\"\nversion = \"3.0.0\"\n\n[[package]]\nname = \"numpy\"\nversion = \"1.24.3\"\nsource = { registry = \"x\" }\n"
        ),
        ("poetry.lock", "[[package]]\nname = \"numpy\"\nversion = \"1.24.3\"\n"),
    ]

    @Test(arguments: locks.indices) func `an old pin takes the newest Python that has wheels of it`(index: Int) throws {
        let (file, text) = Self.locks[index]
        let files = [file: text, "pyproject.toml": "[project]\nname = \"x\"\n"]
        let plan = try plan(files, "python", ["3.14", "3.13", "3.11", "3.9"])
        #expect(plan.versions[0].version == "3.11")
        #expect(plan.versions[0].because == "no version is asked for: numpy 1.24.3 goes with 3.11 and older ones")
        #expect(!plan.warnings.contains { $0.message.contains("wheels") })
    }

    @Test func `what is asked for or was kept is taken, with a word about what is compiled then, and that helps`() throws {
        let old = ["requirements.txt": "numpy==1.24.3\npandas==2.2.3\nscipy==1.10.0\n"]
        let asked = try plan(old.merging([".python-version": "3.13"]) { $1 }, "python", ["3.13", "3.11"])
        let warning = try #require(asked.warnings.first { $0.message.contains("wheels") })
        #expect(
            warning.message
                == "there are no wheels for Python 3.13 of numpy 1.24.3, scipy 1.10.0, so that they are compiled; the last Python that has them is 3.11"
        )
        #expect(warning.hint == "take numpy 2.1.0, scipy 1.14.1, or newer ones")
        #expect(try plan(old, "python", ["3.13", "3.11"], pinned: ["python": "3.13"]).versions[0].version == "3.13")
        let followed = ["requirements.txt": "numpy==2.1.0\npandas==2.2.3\nscipy==1.14.1\n", ".python-version": "3.13"]
        #expect(try !plan(followed, "python", ["3.13", "3.11"]).warnings.contains { $0.message.contains("wheels") })
    }

    @Test(arguments: ["numpy>=1.24\n", "numpy==2.3.2\n", "numpy\n", "numpy==x\n", "-e .\n", "numpy==99999999999999999999\n", "==1.24.3\n"])
    func `other requirements leave the newest`(text: String) throws {
        let plan = try plan(["requirements.txt": text], "python", ["3.15", "3.14", "3.11"])
        #expect(plan.versions[0].version == "3.15")
    }

    @Test func `what no stack has is looked for at its publisher, and the nearest that fits is taken`() throws {
        let files = ["requirements.txt": "numpy==1.24.3\n"]
        #expect(try Fixture.plan(files) { $0.settled = [] }.open == ["python"])
        let plan = try Fixture.plan(files) { $0.lists = Fixture.lists(["python": ["3.14.2", "3.13.9", "3.12.4", "3.11.9", "3.11.8"]]) }
        #expect(plan.versions[0].version == "3.11.9" && plan.open.isEmpty)
        #expect(try Fixture.plan(["requirements.txt": "flask\n"]) { $0.settled = [] }.open.isEmpty)
    }

    @Test func `an old Django chooses the Python that it is made for, and where there is none it is said`() throws {
        func version(_ pin: String) throws -> ChosenVersion {
            try plan(["requirements.txt": "Django==\(pin)\n", "Procfile": "web: x\n"], "python", ["3.14", "3.13", "3.12", "3.11", "3.9"])
                .versions[0]
        }
        #expect(try version("3.2.25").version == "3.9" && version("4.2.16").version == "3.12" && version("5.1").version == "3.13")
        #expect(try version("5.2.1").version == "3.14" && version("6.0").version == "3.14")
        let old = try Fixture.plan(["requirements.txt": "Django==1.10.5\n", "Procfile": "web: x\n"])
        #expect(old.warnings.map(\.message) == ["django 1.10.5 is not made for Python 3.13; the last Python that it is made for is 3.5"])
        #expect(old.warnings.first?.hint == "take django 5.1, or newer ones")
    }

    @Test func `an old sbt chooses the Java that it runs on`() throws {
        func version(_ sbt: String) throws -> String {
            let files = ["build.sbt": "", "project/build.properties": "sbt.version=\(sbt)\n", "Procfile": "web: x\n"]
            let plan = try Fixture.plan(files) { settings in
                let versions = ["jdk": ["25", "21", "17", "11", "8"], "sbt": ["1.11"]]
                settings.stacks = [StackDefinition(name: "debian-13", title: "", suite: "x", toolchains: versions)]
            }
            return try #require(plan.versions.first { $0.toolchain == "jdk" }).version
        }
        #expect(try version("1.2.8") == "11" && version("1.6.2") == "17" && version("1.9.9") == "21")
        #expect(try version("1.11.7") == "25" && version("2.0.1") == "25" && version("0.13.18") == "8")
    }

    private func lock(_ engines: [String]) -> String {
        let packages = engines.enumerated().map {
            "    \"node_modules/p\($0)\": {\n      \"version\": \"1.0.0\",\n      \"engines\": {\n        \"node\": \"\($1)\"\n      }\n    }"
        }
        return "{\n  \"lockfileVersion\": 3,\n  \"packages\": {\n\(packages.joined(separator: ",\n"))\n  }\n}\n"
    }

    @Test func `locked packages of Node choose the version that most of them take`() throws {
        let package = "{\"main\": \"x.js\"}"
        func version(_ engines: [String]) throws -> String {
            try plan(["package.json": package, "package-lock.json": lock(engines)], "nodejs", ["24", "22", "20", "18"]).versions[0].version
        }
        #expect(try version([">=18", "^18 || ^20 || >=22", "*"]) == "24")
        #expect(try version([">=18", "18 || 20", "^20.9.0"]) == "20")
        #expect(try version([">=18", ">=18", "0.10 || 0.12"]) == "24", "one old package decides for nobody")
        #expect(try version(["nonsense", "https://x"]) == "24")
        #expect(try version(Array(repeating: "^20.1.0", count: 3000)) == "20")
    }

    /// Its buildpack, whatever the app is built with.
    private func java(_ files: [String: String], _ versions: [String]) throws -> ChosenVersion {
        let plain = wrapper("9.5.0").merging(["gradlew": "x", "gradle/wrapper/gradle-wrapper.jar": "x", "build.gradle": ""]) { $1 }
        let gradle = try BuildpackReference("gradle")
        let plan = try Fixture.plan(plain.merging(files) { $1 }) { settings in
            settings.stacks = [StackDefinition(name: "debian-13", title: "", suite: "x", toolchains: ["jdk": versions])]
            settings.chosen = [gradle]
        }
        return try #require(plan.versions.first { $0.toolchain == "jdk" })
    }

    private func wrapper(_ version: String) -> [String: String] {
        [
            "gradle/wrapper/gradle-wrapper.properties":
                "distributionUrl=https\\://services.gradle.org/distributions/gradle-\(version)-bin.zip\n"
        ]
    }

    @Test func `a Gradle wrapper takes the newest Java that it runs on, and a source level the nearest`() throws {
        let all = ["25", "21", "17", "11"]
        #expect(try java(wrapper("7.4.2"), all).version == "17")
        #expect(try java(wrapper("7.4.2"), all).because == "no version is asked for: Gradle 7.4.2 goes with 17 and older ones")
        #expect(try java(wrapper("8.10"), all).version == "21")
        #expect(try java(wrapper("9.5.0"), all).version == "25")
        #expect(try java(["pom.xml": "<java.version>17</java.version>\n"], all).version == "17")
        #expect(try java(["pom.xml": "<java.version>1.8</java.version>\n"], all).version == "11")
        #expect(
            try java(["pom.xml": "<java.version>18</java.version>\n"], all).because
                == "no version is asked for: pom.xml needs 18 or a newer one"
        )
        #expect(try java(["build.gradle": "java { toolchain { languageVersion = JavaLanguageVersion.of(17) } }\n"], all).version == "17")
        #expect(try java(["build.gradle": "sourceCompatibility = '1.8'\n"], all).version == "11")
        #expect(try java(["build.gradle": "sourceCompatibility = JavaVersion.VERSION_21\n"], all).version == "21")
        #expect(try java(["build.gradle": ""], all).version == "25")
        #expect(try java(["pom.xml": "<java.version>99</java.version>\n"], all).version == "25")
    }
}
