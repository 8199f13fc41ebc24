import Glibc
import Linux
import Model

/// A real ACME server: Debian's pebble, with a name server that says 127.0.0.1 to every question.
final class ACMEServer {
    /// The ports at which it looks for challenges: those of a router that is still to be started.
    let routerPorts: (http: UInt16, https: UInt16)
    private let maker: CertificateMaker
    private let port: UInt16
    private let managementPort: UInt16
    private let namePort: UInt16
    private let names: Child
    private var pebble: Child

    /// - Parameters:
    ///   - seconds: how long its certificates are valid.
    ///   - blocked: a name that it gives no certificate for.
    init(seconds: Int = 7_776_000, blocked: String = "blocked.test") throws {
        maker = try CertificateMaker()
        try maker.make("server", "IP:127.0.0.1")
        routerPorts = (try Ports.free(), try Ports.free())
        port = try Ports.free()
        managementPort = try Ports.free()
        namePort = try Ports.free()
        try Files.replace(
            maker.path("pebble.json"),
            with: """
                {"pebble": {"listenAddress": "127.0.0.1:\(port)", "managementListenAddress": "127.0.0.1:\(managementPort)",
                "certificate": "\(maker.path("server.pem"))", "privateKey": "\(maker.path("server.key"))",
                "httpPort": \(routerPorts.http), "tlsPort": \(routerPorts.https), "domainBlocklist": ["\(blocked)"],
                "certificateValidityPeriod": \(seconds),
                "profiles": {"default": {"description": "Tests", "validityPeriod": \(seconds)}}}}
                """
        )
        names = try Self.start(
            maker,
            "/usr/bin/pebble-challtestsrv",
            [
                "-dns01", "127.0.0.1:\(namePort)", "-management", "127.0.0.1:\(try Ports.free())", "-http01", "", "-https01", "",
                "-tlsalpn01", "", "-defaultIPv6", "",
            ]
        )
        pebble = try Self.pebble(maker, namePort)
        try waitUntilReady()
    }

    private static func pebble(_ maker: CertificateMaker, _ namePort: UInt16) throws -> Child {
        try start(maker, "/usr/bin/pebble", ["-config", maker.path("pebble.json"), "-dnsserver", "127.0.0.1:\(namePort)"])
    }

    private func waitUntilReady() throws {
        try eventually("the ACME server answers") { try root().contains("BEGIN CERTIFICATE") }
    }

    /// It keeps nothing: another CA, and no account.
    func restart() throws {
        pebble.kill(SIGKILL)
        _ = pebble.wait()
        pebble = try Self.pebble(maker, namePort)
        try waitUntilReady()
    }

    deinit {
        for child in [names, pebble] {
            child.kill(SIGKILL)
            _ = child.wait()
        }
    }

    private static func start(_ maker: CertificateMaker, _ program: String, _ arguments: [String]) throws -> Child {
        let output = try Descriptor.open(maker.path(Files.name(of: program) + ".out"), O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        start.newSession = true
        // It checks challenges at once, and takes every nonce.
        let environment = ["PATH": Command.plainPath, "PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0"]
        return try Child.spawn(Command(program, arguments, environment: environment), start)
    }

    /// For config.yml of an installation that uses it.
    func configuration(_ more: String = "") -> String {
        "acme: {directory: \"https://127.0.0.1:\(port)/dir\", agree_to_terms: true, email: a@example.com, ca_file: \(maker.authority)\(more)}\n"
    }

    /// A file with the CA certificate that what it issues is known by.
    func authority() throws -> String {
        let path = maker.path("root.pem")
        try Files.replace(path, with: try root())
        return path
    }

    private func root() throws -> String {
        try Command("/usr/bin/curl", ["-s", "--cacert", maker.authority, "https://127.0.0.1:\(managementPort)/roots/0"]).run().text
    }

    var diagnostics: String { (try? Files.text(maker.path("pebble.out"))) ?? "" }
}
