import Glibc
import Linux
import Model

@testable import Router

/// A web server of the wide world as a dyno; it writes down each request that it saw.
final class RealBackend {
    enum Kind: String, CaseIterable, Sendable { case gunicorn, node }

    let port: UInt16
    private let directory: ScratchDirectory
    private let child: Child
    private var seenPath: String { directory.path + "/seen" }

    init(_ kind: Kind) throws {
        directory = try ScratchDirectory()
        let listener = try ListeningSocket()
        port = listener.port
        let apps = Self.folder + "/backends"
        let command =
            switch kind {
            // Threads, because its plain workers close every connection and would never see what was left on one.
            case .gunicorn:
                Command(
                    "/usr/bin/gunicorn",
                    ["--bind", "fd://3", "--chdir", apps, "--worker-class", "gthread", "--threads", "4", "--keep-alive", "60", "app:app"]
                )
            case .node: Command("/usr/bin/node", [apps + "/app.js"])
            }
        var withFile = command
        withFile.environment = ["SEEN": directory.path + "/seen", "PATH": Command.plainPath, "PYTHONDONTWRITEBYTECODE": "1"]
        try Files.replace(directory.path + "/seen", with: [])
        let log = try Descriptor.open(directory.path + "/log", O_WRONLY | O_CREAT, mode: 0o600)
        var start = Child.Start()
        start.descriptors = [nil, log.number, log.number, listener.descriptor.number]
        start.deathSignal = SIGKILL
        guard Files.exists(command.executable) else {
            throw TestFailure("\(command.executable) is missing: apt-get install gunicorn nodejs")
        }
        child = try Child.spawn(withFile, start)
    }

    deinit {
        child.kill(SIGTERM)
        _ = child.wait()
    }

    var seen: [String] {
        get throws { try Files.text(seenPath).split(separator: "\n").map(String.init) }
    }

    func target(_ id: String) -> RouteTable.Backend { .init(id: id, name: "web.1", address: "127.0.0.1", port: port) }

    /// The corpus, found from this file upwards.
    static var folder: String {
        var root = #filePath
        while !Files.exists(root + "/Package.swift"), root != "/" { root = Files.parent(of: root) }
        return root + "/Tests/Golden/smuggling"
    }
}
