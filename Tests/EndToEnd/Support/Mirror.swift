import Glibc
import Linux
import Model

/// A mirror that is served on this machine, as long as this value is there.
final class Mirror: @unchecked Sendable {  // SAFETY: used by one test, which waits for its own threads.
    let kind: MirrorKind
    let port: UInt16
    private let folder: String
    private let server: Child
    private let log: String

    init(_ kind: MirrorKind) throws {
        self.kind = kind
        folder = try kind.folder()
        port = try Ports.free()
        try Files.makeDirectory("/var/tmp/renga-e2e")
        log = "/var/tmp/renga-e2e/mirror-\(getpid())-\(port).out"
        let output = try Descriptor.open(log, O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        let words = ["\(Built.package)/Tests/Mirrors/server.py", folder, "\(port)"]
        server = try Child.spawn(Command("/usr/bin/python3", words), start)
        let url = url(on: "127.0.0.1")
        try eventually("the mirror answers") { try Command("/usr/bin/curl", ["-s", "-o", "/dev/null", url]).run().status.isSuccess }
    }

    deinit {
        server.kill(SIGKILL)
        _ = server.wait()
        // Best effort: a test's files in a temporary directory.
        try? Files.remove(log)
    }

    func url(on host: String) -> String { "http://\(host):\(port)" }

    /// What builds find in their environment, that reach it at an address.
    func environment(on host: String) -> [String: String] {
        kind.environment.mapValues { $0.replacing("$URL", with: url(on: host)) }
    }

    /// What it was asked for, one request a line.
    func requests() throws -> [String] { try Files.text(log).split(separator: "\n").map(String.init) }

    /// One of its apps, as it was locked: what the lock says of places is as builds of an installation reach them.
    func app(_ name: String, for platform: Installation) throws -> SampleApp {
        let app = try SampleApp([:])
        try Command("/bin/cp", ["-rT", "\(folder)/apps/\(name)", app.directory]).check()
        let place = url(on: platform.gateway)
        let files = ["-type", "f", "-not", "-path", "*/.git/*"]
        let edit = ["-exec", "/bin/sed", "-i", "s|http://mirror.invalid|\(place)|g", "{}", "+"]
        try Command("/usr/bin/find", [app.directory] + files + edit).check()
        try app.commit([:])
        return app
    }
}
