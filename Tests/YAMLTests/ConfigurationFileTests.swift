import Glibc
import Linux
import Model
import Testing
import YAML

@Suite("config.yml") struct ConfigurationFileTests {
    private func read(_ text: String) throws(SourceError) -> Configuration {
        try ConfigurationFile.read(Array(text.utf8), file: "config.yml")
    }

    /// Every key of the template made to count.
    private func uncommented(_ template: String) -> String {
        template.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let text = line.drop { $0 == " " }
            let isKey =
                text.hasPrefix("# ")
                && text.dropFirst(2).prefix { $0 != ":" }.allSatisfy { $0.isLowercase || $0 == "_" }
            return isKey ? String(line.prefix { $0 == " " }) + text.dropFirst(2) : String(line)
        }.joined(separator: "\n")
    }

    /// The coding keys of a value and of the values in it, as the file spells them.
    private func keys(of value: Any) -> [String] {
        Mirror(reflecting: value).children.flatMap { child -> [String] in
            guard let label = child.label else { return [] }
            var name = ""
            var wasUpper = false
            for character in label {
                if character.isUppercase, !wasUpper { name += "_" }
                wasUpper = character.isUppercase
                name += character.lowercased()
            }
            return [name.replacing("uidbase", with: "uid_base")]
                + (Mirror(reflecting: child.value).displayStyle == .struct ? keys(of: child.value) : [])
        }
    }

    @Test func `the template is the defaults, commented out or not`() throws {
        let template = ConfigurationFile.template()
        #expect(try read(template) == Configuration())
        #expect(try read(uncommented(template)) == Configuration())
        #expect(try read("") == Configuration())
    }

    @Test func `the template has every key of the configuration`() {
        let text = uncommented(ConfigurationFile.template())
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
        for key in keys(of: Configuration()) {
            #expect(lines.contains { $0.hasPrefix("\(key):") }, "config.yml's template lacks \(key)")
        }
    }

    @Test func `what is written comes back`() throws {
        var configuration = Configuration()
        configuration.domain = "apps.example.com"
        configuration.urlPort = 8080
        configuration.layers = "/var/tmp/with space: and \"quotes\""
        configuration.users.git = "root"
        configuration.router.address = "127.0.0.1"
        configuration.router.httpPort = 8081
        configuration.router.trustedPeers = ["10.0.0.1"]
        configuration.network.nameServers = ["9.9.9.9", "::1"]
        configuration.build.environment = ["PIP_INDEX_URL": "https://pypi.example/simple?a=1#x"]
        configuration.build.slugBytesMax = 123_457
        configuration.dyno.settleMilliseconds = 1500
        configuration.dyno.bootSecondsMax = 7200
        #expect(try read(ConfigurationFile.template(configuration)) == configuration)
        #expect(ConfigurationFile.template(configuration).contains("\n  http_port: 8081\n"))
    }

    @Test func `a mistake has its place and a proposal`() throws {
        let error = try #require(throws: SourceError.self) { try read("dyno:\n  memroy_bytes: 1 GB\n") }
        #expect((error.line, error.column) == (2, 3))
        #expect(error.hint == "did you mean \"memory_bytes\"?")
        #expect(throws: SourceError.self) { try read("router: {http_port: 70000}") }
        #expect(throws: SourceError.self) { try read("build: {step_seconds_max: 0}") }
    }

    @Test func `a missing file is the defaults, an unreadable one is an error`() throws {
        let directory = "/tmp/renga-configuration-\(getpid())"
        try Files.makeDirectory(directory)
        defer { try? Files.removeTree(directory) }  // a leftover in /tmp harms nothing
        let root = try #require(InstallationRoot(directory))
        #expect(try ConfigurationFile.load(root: root) == Configuration())
        try Files.replace(root.configuration, with: "domain: x.example\n")
        #expect(try ConfigurationFile.load(root: root).domain == "x.example")
        try Files.replace(root.configuration, with: "domian: x\n")
        let failure = try #require(throws: Failure.self) { try ConfigurationFile.load(root: root) }
        #expect(failure.hint == "did you mean \"domain\"?")
        #expect(failure.detail.contains { $0.contains("domian") })
    }
}
