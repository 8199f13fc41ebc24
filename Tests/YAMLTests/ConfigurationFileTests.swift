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
        // What people name there themselves.
        if value is Mirrors || value is DynoSizes { return [] }
        return Mirror(reflecting: value).children.flatMap { child -> [String] in
            guard let label = child.label else { return [] }
            var name = ""
            var wasUpper = false
            for character in label {
                if character.isUppercase, !wasUpper { name += "_" }
                wasUpper = character.isUppercase
                name += character.lowercased()
            }
            // The floor's fields need no such word where they are used.
            if value is DiskFloor { name = "floor_" + name }
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

    @Test func `the form of the first release is read, and what a newer one has is refused with its place`() throws {
        let text = try Files.text(Files.parent(of: Files.parent(of: #filePath)) + "/Golden/formats/config-1.yml")
        #expect(try read(text).defaultStack == "debian-13")
        let error = #expect(throws: SourceError.self) { try read(text + "\nclusters: 3\n") }
        #expect(error?.line == text.split(separator: "\n", omittingEmptySubsequences: false).count + 1)
        #expect(error?.message.contains("clusters") == true)
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
        configuration.network.allow = [try NetworkAllowance("10.89.0.1:5432"), try NetworkAllowance("[fd00::/8]:6379")]
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

    @Test func `mirrors are beginnings of URLs, and have no password that pushers would read`() throws {
        let base = "https://nodejs.org/dist"
        #expect(try read("mirrors: {\(base): 'http://mirror.lan/node'}\n").mirrors.bases == [base: "http://mirror.lan/node"])
        for (mirror, words) in [("https://me:pw@mirror.lan/x", "no user and password"), ("mirror.lan", "is no URL")] {
            let error = try #require(throws: SourceError.self) { try read("mirrors: {\(base): '\(mirror)'}\n") }
            #expect(error.message.contains(words) && error.hint != nil, "\(error.message)")
        }
        // An @ in the path is nobody's password.
        #expect(try read("mirrors: {\(base): 'https://mirror.lan/@x'}\n").mirrors.bases[base] == "https://mirror.lan/@x")
    }

    @Test(arguments: [
        ("prefix", "10.999"), ("prefix", "10"), ("prefix", "10.89.1"), ("prefix", "127.0"), ("prefix", "240.1"), ("prefix", "0.1"),
        ("prefix", "x.y"), ("bridge", "thirteen-char"), ("bridge", "a b"), ("bridge", "../x"), ("name_servers", "[localhost]"),
        ("name_servers", "[9.9.9.9, 9.9.9]"),
    ])
    func `what the machine could not take as a network is said at once`(key: String, value: String) throws {
        let error = try #require(throws: SourceError.self) { try read("network:\n  \(key): \(value)\n") }
        #expect(error.message.hasPrefix("`\(key)` cannot be `") && error.line == 2 && error.hint != nil, "\(error.message)")
    }

    @Test(arguments: [
        ("10.89.0.1", "the port is missing"), ("10.89.0.1:0", "`0` is no port"), ("10.89.0.1:65536", "`65536` is no port"),
        ("localhost:5432", "`localhost` is no address"), ("10.89.0.256:1", "no address"), ("10.89.1:1", "no address"),
        ("010.1.1.1:1", "no address"), ("10.0.0.5/24:1", "goes on beyond its prefix"), ("10.0.0.0/33:1", "no prefix"),
        ("fd00::1:5432", "needs brackets"), ("[fd00::1]", "the port is missing"), ("[fd00:::1]:1", "no address"),
        ("[1:2:3:4:5:6:7]:1", "no address"), ("[fd00::/129]:1", "no prefix"), ("169.254.169.254:80", "secrets"),
        ("100.100.100.200:80", "secrets"), ("168.63.129.16:53", "secrets"), ("[fd00:ec2::254]:80", "secrets"), (":1", "no address"),
    ])
    func `what cannot be allowed is refused in its place`(text: String, why: String) throws {
        let error = try #require(throws: SourceError.self) { try read("network:\n  allow: ['1.2.3.4:5', '\(text)']\n") }
        #expect((error.line, error.column) == (2, 24))
        #expect(error.message.contains("`\(text)` cannot be allowed") && error.message.contains(why), "\(error.message)")
        #expect(error.hint != nil)
    }

    @Test func `what is allowed is read as it is meant`() throws {
        let list = "['10.0.0.0/8:5432', '[fe80::1]:53', '[fd00::]/8:1', '0.0.0.0/0:65535', '[::ffff:10.0.0.1]:9']"
        let read = try read("network: {allow: \(list)}").network.allow
        #expect(
            read.map(\.text) == [
                "10.0.0.0/8:5432", "[fe80:0:0:0:0:0:0:1]:53", "[fd00:0:0:0:0:0:0:0/8]:1", "0.0.0.0/0:65535", "[0:0:0:0:0:ffff:a00:1]:9",
            ]
        )
        for allowance in read { #expect(try NetworkAllowance(allowance.text) == allowance) }
        #expect(throws: SourceError.self) { try self.read("network: {allow: '1.2.3.4:5'}") }
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

    @Test func `every section that the example shows is read`() throws {
        let text = "disk: {floor_bytes: 5 MB, floor_files: 7}\nbuild: {logs_kept: 3, disk_files_max: 2000}\n"
        let configuration = try ConfigurationFile.read(Array(text.utf8), file: "config.yml")
        #expect(configuration.disk == DiskFloor(bytes: 5 << 20, files: 7))
        #expect(configuration.build.logsKept == 3 && configuration.build.diskFilesMax == 2000)
        #expect(ConfigurationFile.template().contains("\ndisk:\n"))
    }
}
