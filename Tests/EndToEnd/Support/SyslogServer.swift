import Glibc
import Linux
import Model

/// Debian's rsyslog, at a port of its own, which writes what it gets into a file: `HOST APP PROC FACILITY.SEVERITY TEXT`.
final class SyslogServer: @unchecked Sendable {  // SAFETY: used by one test.
    let port: UInt16
    private let directory: String
    private let maker: CertificateMaker?
    private var child: Child

    /// - Parameter maker: of its certificate, for 127.0.0.1; nil: without TLS.
    init(_ maker: CertificateMaker? = nil) throws {
        port = try Ports.free()
        directory = "/var/tmp/renga-e2e/syslog-\(getpid())-\(Int.random(in: 100_000...999_999))"
        self.maker = maker
        try Files.makeDirectory(directory)
        try maker?.make("syslog", "IP:127.0.0.1")
        try Files.replace(directory + "/conf", with: Self.configuration(directory, port, maker))
        child = try Self.start(directory)
    }

    private static func configuration(_ directory: String, _ port: UInt16, _ maker: CertificateMaker?) -> String {
        let files = maker.map { maker in
            #" DefaultNetstreamDriverCAFile="\#(maker.authority)" DefaultNetstreamDriverCertFile="\#(maker.path("syslog.pem"))""#
                + #" DefaultNetstreamDriverKeyFile="\#(maker.path("syslog.key"))""#
        }
        let driver = maker == nil ? "" : #" StreamDriver.Name="ossl" StreamDriver.Mode="1" StreamDriver.AuthMode="anon""#
        return """
            global(workDirectory="\(directory)"\(files ?? ""))
            module(load="imtcp"\(driver))
            template(name="all" type="string" string="%HOSTNAME% %APP-NAME% %PROCID% %syslogfacility-text%.%syslogseverity-text% %msg%\\n")
            ruleset(name="all") { action(type="omfile" file="\(directory)/lines" template="all") }
            input(type="imtcp" address="127.0.0.1" port="\(port)" ruleset="all")

            """
    }

    private static func start(_ directory: String) throws -> Child {
        let output = try Descriptor.open(directory + "/out", O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        start.newSession = true
        return try Child.spawn(Command("/usr/sbin/rsyslogd", ["-n", "-f", directory + "/conf", "-i", directory + "/pid"]), start)
    }

    var lines: [Substring] { ((try? Files.text(directory + "/lines")) ?? "").split(separator: "\n") }
    var diagnostics: String { (try? Files.text(directory + "/out")) ?? "" }

    func stop() {
        child.kill(SIGKILL)
        _ = child.wait()
        // Best effort: it is not there where it never got so far.
        try? Files.remove(directory + "/pid")
    }

    func start() throws { child = try Self.start(directory) }

    deinit {
        stop()
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(directory)
    }
}
