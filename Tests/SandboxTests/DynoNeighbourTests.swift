import Glibc
import Linux
import Model
import Sandbox
import Testing

/// What a dyno reaches beside it, seen from inside of cages, and who on this machine reaches a dyno.
@Suite("A dyno's neighbours", .serialized) struct DynoNeighbourTests {
    private static let number = getpid() % 100
    private static let prefix = "100.\(64 + number % 64)"
    /// A bridge of somebody else's, as Docker and libvirt make them, with a server behind it.
    private static let other = "rnext\(number)"
    private static let otherPrefix = "10.254.\(number)"

    private func network(_ allowed: [String] = [], connectionsMax: Int = 1000, callers: [UInt32] = []) throws -> DynoNetwork {
        try DynoNetwork(
            bridge: "rnb\(Self.number)",
            prefix: Self.prefix,
            nameServers: [],
            allowed: try allowed.map { text throws(Failure) in try NetworkAllowance(text) },
            connectionsMax: connectionsMax,
            callers: callers
        )
    }

    private func ip(_ words: String) throws {
        try Command("/usr/sbin/ip", words.split(separator: " ").map(String.init)).check()
    }

    private func withNeighbour(_ body: (_ address: String) throws -> Void) throws {
        let name = Self.other
        let clean = {
            // Each may be there or not.
            for words in ["link delete \(name)", "netns delete \(name)"] { try? ip(words) }
        }
        clean()
        defer { clean() }
        try ip("link add name \(name) type bridge")
        try ip("addr add \(Self.otherPrefix).1/24 dev \(name)")
        try ip("link set \(name) up")
        try ip("netns add \(name)")
        try ip("link add \(name)v type veth peer name eth0 netns \(name)")
        try ip("link set \(name)v master \(name) up")
        try ip("-n \(name) link set lo up")
        try ip("-n \(name) addr add \(Self.otherPrefix).2/24 dev eth0")
        try ip("-n \(name) link set eth0 up")
        try ip("-n \(name) route add default via \(Self.otherPrefix).1")
        try body("\(Self.otherPrefix).2")
    }

    /// A server that answers each connection with a line, and one line after each that it gets.
    private static func server(_ port: Int) -> String {
        """
        $|=1; use IO::Socket::INET; use IO::Select;
        my $s = IO::Socket::INET->new(Listen => 64, LocalAddr => '0.0.0.0', LocalPort => \(port), ReuseAddr => 1) or die $!;
        my $all = IO::Select->new($s); print "listening\\n";
        while (my @ready = $all->can_read) { for my $c (@ready) {
            if ($c == $s) { my $n = $s->accept; $all->add($n); next }
            if (sysread($c, my $b, 100)) { syswrite($c, "hello\\n") } else { $all->remove($c); close $c } } }
        """
    }

    private func serve(_ port: Int, in namespace: String?, _ body: () throws -> Void) throws {
        let perl = ["/usr/bin/perl", "-e", Self.server(port)]
        let command =
            namespace.map { Command("/usr/bin/nsenter", ["--net=/run/netns/\($0)"] + perl) } ?? Command(perl[0], Array(perl.dropFirst()))
        let (reading, writing) = try Descriptor.pipe().split()
        let said = Descriptor(owning: reading)
        var start = Child.Start()
        let child: Child
        do {
            let output = Descriptor(owning: writing)
            start.descriptors = [nil, output.number, 2]
            child = try Child.spawn(command, start)
        }
        defer {
            child.kill(SIGKILL)
            _ = child.wait()
        }
        #expect(try readSome(from: said.number).map { String(decoding: $0, as: UTF8.self) } == "listening\n")
        try body()
    }

    /// Perl that says for each place whether it opens.
    private static func tries(_ places: [String], seconds: Int = 1) -> String {
        """
        use IO::Socket::INET;
        for (qw(\(places.joined(separator: " ")))) {
            my $c = IO::Socket::INET->new(PeerAddr => $_, Timeout => \(seconds));
            print "$_ ", ($c && syswrite($c, "x") && sysread($c, my $b, 100) ? "open" : "shut"), "\\n";
        }
        """
    }

    private func seen(_ bench: Bench, _ network: DynoNetwork, _ id: String, _ places: [String]) throws -> [String] {
        let cage = try bench.cage(
            ["/usr/bin/perl", "-e", Self.tries(places)],
            network: .namespace(network.attach(id, address: "\(Self.prefix).128.9"))
        )
        let lines = try bench.run(cage).text.split(separator: "\n")
        try network.detach(id)
        return lines.map { String($0.split(separator: " ").last ?? "") }
    }

    @Test func `other bridges and the machine's own addresses are shut but for what is allowed`() throws {
        let bench = try Bench()
        let closed = try network()
        try closed.ensure()
        defer { try? closed.remove() }  // a test that failed may have left any part of it
        try withNeighbour { address in
            try serve(5432, in: Self.other) {
                try serve(5433, in: nil) {
                    let own = "\(Self.prefix).0.1:5433"
                    let places = ["\(address):5432", own, "\(Self.otherPrefix).1:5433"]
                    #expect(try seen(bench, closed, "web", places) == ["shut", "shut", "shut"])
                    let open = try network(["\(Self.otherPrefix).0/24:5432", own])
                    try open.refresh()
                    #expect(try seen(bench, open, "build-1", places) == ["open", "open", "shut"])
                    try closed.refresh()
                    #expect(try seen(bench, closed, "build-1", places) == ["shut", "shut", "shut"])
                }
            }
        }
    }

    @Test func `what is under way goes on when the rules change`() throws {
        let bench = try Bench()
        let own = "\(Self.prefix).0.1:5434"
        let open = try network([own])
        try open.ensure()
        defer { try? open.remove() }  // a test that failed may have left any part of it
        try serve(5434, in: nil) {
            let script = """
                $|=1; use IO::Socket::INET; my $c = IO::Socket::INET->new(PeerAddr => '\(own)', Timeout => 5) or die $!;
                syswrite($c, "x"); sysread($c, my $b, 100); print "first $b"; open(my $go, '<', '/tmp/go') or die $!; <$go>;
                syswrite($c, "x"); sysread($c, $b, 100); print "second $b";
                """
            var cage = try bench.shell("mkfifo /tmp/go; exec perl -e '\(script.replacing("'", with: "\""))'")
            cage.network = .namespace(try open.attach("web", address: "\(Self.prefix).0.9"))
            var text = ""
            let result = try bench.runtime.run(cage, limits: RunLimits(seconds: 30)) { part in
                text += String(decoding: part, as: UTF8.self)
                guard text.contains("first"), !text.contains("second") else { return }
                try network().ensure()
                let go = try Descriptor.open(cage.directory + "/tmp/go", O_WRONLY)
                try go.write(all: [10])
            }
            #expect(result == .exited(0))
            #expect(text == "first hello\nsecond hello\n")
        }
    }

    @Test func `one dyno has so many connections and no more, and those that end make room`() throws {
        let bench = try Bench()
        let own = "\(Self.prefix).0.1:5435"
        let network = try network([own], connectionsMax: 16)
        try network.ensure()
        defer { try? network.remove() }  // a test that failed may have left any part of it
        try serve(5435, in: nil) {
            let script = """
                use IO::Socket::INET; my @open;
                sub more { my $n = 0; for (1..$_[0]) {
                    my $c = IO::Socket::INET->new(PeerAddr => "\(own)", Timeout => 1); if ($c) { $n++; push @open, $c } else { last } } $n }
                print more(40), " "; close $_ for @open[0..7]; select(undef, undef, undef, 5); print more(40), "\\n";
                """
            let cage = try bench.cage(
                ["/usr/bin/perl", "-e", script],
                network: .namespace(network.attach("web", address: "\(Self.prefix).0.9"))
            )
            #expect(try bench.run(cage).text == "16 8\n")
        }
    }

    @Test func `the router and root call a dyno, and no other user of the machine`() throws {
        let bench = try Bench()
        let network = try network(connectionsMax: 16, callers: [4711])
        try network.ensure()
        defer { try? network.remove() }  // a test that failed may have left any part of it
        let address = "\(Self.prefix).0.9:5000"
        let server = try bench.cage(
            ["/usr/bin/perl", "-e", Self.server(5000)],
            network: .namespace(network.attach("web", address: "\(Self.prefix).0.9"))
        )
        _ = try bench.runtime.start(server, logPath: bench.directory + "/log")
        try awaitLine("listening", in: bench.directory + "/log")
        func call(_ user: Int) throws -> String {
            let perl = ["/usr/bin/perl", "-e", Self.tries([address], seconds: 5)]
            return try Command("/usr/bin/setpriv", ["--reuid=\(user)", "--clear-groups"] + perl).run().text
        }
        #expect(try call(0) == "\(address) open\n")
        #expect(try call(4711) == "\(address) open\n")
        #expect(try call(65534) == "\(address) shut\n")
        #expect(try call(20077) == "\(address) shut\n")
        try bench.runtime.kill(server.id)
    }
}
