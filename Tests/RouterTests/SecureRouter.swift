import Linux
import Model

@testable import Router

/// A router with HTTPS, with certificates that openssl made, and curl to ask it.
final class SecureRouter {
    struct Authority {
        let path: String
    }

    let router: TestRouter
    private(set) var certificates: [RouteTable.Certificate] = []
    private let scratch: ScratchDirectory

    init(_ change: (inout RouterSettings) -> Void = { _ in }) throws {
        scratch = try ScratchDirectory()
        router = try TestRouter { settings in
            settings.httpsPort = 0
            change(&settings)
        }
        try Files.makeDirectory(router.root.routerCertificates)
    }

    var port: UInt16 { router.securePort }

    /// A certificate that signs itself, so that it is its own authority.
    ///
    /// - Parameter key: as openssl's `-newkey` has it.
    func add(_ hosts: [String], key: [String] = ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"], days: Int = 2) throws {
        let id = "\(certificates.count)"
        try Self.make(hosts, key: key, certificate: scratch.path + "/\(id).crt", key: scratch.path + "/\(id).key")
        let both = try Files.read(scratch.path + "/\(id).crt") + Files.read(scratch.path + "/\(id).key")
        try Files.replace(router.root.routerCertificate(id), with: both, mode: 0o600)
        certificates.append(.init(id: id, hosts: hosts))
    }

    static func make(_ hosts: [String], key: [String], certificate: String, key file: String) throws {
        let names = hosts.map { "DNS:\($0)" }.joined(separator: ",")
        try Command(
            "/usr/bin/openssl",
            ["req", "-x509", "-newkey"] + key + [
                "-nodes", "-days", "2", "-subj", "/CN=\(hosts[0])", "-addext", "subjectAltName=\(names)", "-keyout", file,
                "-out", certificate,
            ]
        ).check()
    }

    func authority(_ number: Int = 0) -> String { scratch.path + "/\(number).crt" }
    func path(_ name: String) -> String { scratch.path + "/" + name }

    func serve(_ backends: [RouteTable.Backend], hosts: [String] = ["myapp.test"]) throws {
        let app = RouteTable.App(name: "myapp", hosts: hosts, phase: .up, backends: backends)
        try router.serve([app], certificates: certificates)
    }

    /// Trusts the first certificate alone, unless the arguments say otherwise.
    func curl(_ arguments: [String], host: String = "myapp.test", path: String = "/") throws -> Command.Outcome {
        try Command(
            "/usr/bin/curl",
            ["-sS", "-m", "20", "--resolve", "\(host):\(port):127.0.0.1", "--cacert", authority()] + arguments
                + ["https://\(host):\(port)\(path)"]
        ).run()
    }

    func client(_ arguments: [String], input: String = "", host: String? = "myapp.test") throws -> String {
        try Command(
            "/usr/bin/timeout",
            ["20", "openssl", "s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", authority()]
                + (host.map { ["-servername", $0] } ?? ["-noservername"]) + arguments
        ).run(input: Array(input.utf8)).text
    }
}
