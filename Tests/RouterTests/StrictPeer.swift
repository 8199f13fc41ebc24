import Glibc
import Linux
import Model

/// nginx or HAProxy with their limits as delivered, in front of a dyno over HTTP/1.1.
final class StrictPeer {
    enum Kind: String, CaseIterable { case nginx, haproxy }

    private let dyno: Backend
    private let port: UInt16
    private let directory: ScratchDirectory
    private let child: Child

    init(_ kind: Kind, before dyno: Backend) throws {
        self.dyno = dyno
        let target = dyno.target("a").port
        directory = try ScratchDirectory()
        port = try RouterProcess.freePort()
        let folder = directory.path
        let file = folder + "/configuration"
        try Files.replace(file, with: kind == .nginx ? Self.nginx(folder, port, target) : Self.haproxy(port, target))
        let log = try Descriptor.open(folder + "/log", O_WRONLY | O_CREAT, mode: 0o600)
        let command =
            kind == .nginx ? Command("/usr/sbin/nginx", ["-c", file]) : Command("/usr/sbin/haproxy", ["-db", "-f", file])
        guard Files.exists(command.executable) else { throw TestFailure("\(command.executable) is missing: apt-get install \(kind)") }
        var start = Child.Start()
        start.descriptors = [nil, log.number, log.number]
        start.deathSignal = SIGKILL
        child = try Child.spawn(command, start)
    }

    deinit {
        child.kill(SIGTERM)
        _ = child.wait()
    }

    /// `taken` where the dyno got a whole request; else a status, or what there was instead of an answer.
    func fate(of form: RequestForm) throws -> String {
        let before = wholeRequests
        let peer = try connect()
        var patience = timeval(tv_sec: 1, tv_usec: 200_000)
        setsockopt(peer.socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        peer.write(form.text)
        let line = peer.takeLine()
        // A body is passed on as it comes: it may be refused here and be whole there all the same, a moment later.
        let end = Moment.monotonicMilliseconds() + (form.fate == .badBody ? 300 : 0)
        while wholeRequests == before, Moment.monotonicMilliseconds() < end { sched_yield() }
        if wholeRequests > before { return "taken" }
        guard let line, line.hasPrefix("HTTP/1") else { return peer.isEnded ? "closed" : "waits" }
        return String(line.split(separator: " ")[1])
    }

    private var wholeRequests: Int { dyno.requests.count { $0.isWhole } }

    /// It may be starting still.
    private func connect() throws -> Peer {
        let end = Moment.monotonicMilliseconds() + 60_000
        while true {
            do { return try Peer.connect(to: port) } catch  where Moment.monotonicMilliseconds() < end { sched_yield() }
        }
    }

    private static func nginx(_ folder: String, _ port: UInt16, _ dyno: UInt16) -> String {
        """
        daemon off; master_process off; pid \(folder)/pid; error_log \(folder)/error.log;
        events {}
        http {
            access_log off; client_body_temp_path \(folder)/body; proxy_temp_path \(folder)/proxy;
            fastcgi_temp_path \(folder)/fastcgi; uwsgi_temp_path \(folder)/uwsgi; scgi_temp_path \(folder)/scgi;
            server {
                listen 127.0.0.1:\(port);
                location / { proxy_pass http://127.0.0.1:\(dyno); proxy_http_version 1.1; proxy_set_header Connection ""; }
            }
        }
        """
    }

    private static func haproxy(_ port: UInt16, _ dyno: UInt16) -> String {
        """
        defaults
            mode http
            timeout client 10s
            timeout server 10s
            timeout connect 5s
        frontend f
            bind 127.0.0.1:\(port)
            default_backend b
        backend b
            server web.1 127.0.0.1:\(dyno)

        """
    }
}
