import Glibc
import Linux
import Model
import Sandbox
import Testing

@Suite("The network of dynos", .serialized) struct DynoNetworkTests {
    private func network() throws -> DynoNetwork {
        let number = getpid() % 100
        return try DynoNetwork(
            bridge: "rtest\(number)",
            prefix: "10.\(100 + number)",
            nameServers: NameServers.ofThisMachine()
        )
    }

    @Test func `lets dynos out, and the machine in, and nobody across`() throws {
        let bench = try Bench()
        let network = try network()
        try network.ensure()
        defer { try? network.remove() }  // a test that failed may have left any part of it
        try network.ensure()
        let prefix = network.prefix

        let server = try bench.cage(
            ["/usr/bin/perl", "-MIO::Socket::INET", "-e", Self.server],
            network: .namespace(network.attach("one", address: "\(prefix).0.2"))
        )
        let started = try bench.runtime.start(server, logPath: bench.directory + "/log")
        try awaitLine("listening", in: bench.directory + "/log")
        #expect(answer("\(prefix).0.2", 5000).contains("hello"))

        let outside = try #require(AptSettings.ofThisMachine().mirror, "this machine knows no mirror of Debian")
        var client = try bench.shell(
            """
            try() { if curl -sS -m "${3:-2}" -o /dev/null "$1" 2>/dev/null; then echo "$2 open"; else echo "$2 shut"; fi; }
            try http://\(prefix).0.2:5000/ dyno
            try http://\(prefix).0.1:\(try listen("0.0.0.0"))/ bridge
            try http://169.254.169.254/ metadata
            try \(outside)/ outside 30
            """,
            network: .namespace(network.attach("two", address: "\(prefix).0.3"))
        )
        client.nameServers = NameServers.ofThisMachine()
        #expect(try bench.run(client).text == "dyno shut\nbridge shut\nmetadata shut\noutside open\n")
        #expect(try network.list() == ["one", "two"])
        try bench.runtime.kill(server.id)
        if let descriptor = try started.pidfd() { #expect(comes(descriptor.number)) }
        try network.detach("two")
        try network.detach("two")
        #expect(try network.list() == ["one"])
        try network.remove()
        #expect(try network.list() == [])
        #expect(!Files.exists("/sys/class/net/\(network.bridge)"))
    }

    @Test func `has hardware addresses that stay as dynos come and go`() throws {
        let network = try DynoNetwork(bridge: "rtesth\(getpid() % 100)", prefix: "10.\(20 + getpid() % 60)")
        try network.ensure()
        defer { try? network.remove() }  // a test that failed may have left any part of it
        let path = "/sys/class/net/\(network.bridge)/address"
        let before = try Files.text(path)
        #expect(before == "\(try #require(DynoAddresses.hardware("\(network.prefix).0.1")))\n")
        for id in ["one", "two", "three"] {
            let namespace = try network.attach(id, address: "\(network.prefix).0.9")
            let own = try Command(
                "/usr/bin/nsenter",
                ["--net=\(namespace)", "/usr/sbin/ip", "-o", "link", "show", "eth0"]
            ).check()
            #expect(own.contains(try #require(DynoAddresses.hardware("\(network.prefix).0.9"))))
            try network.detach(id)
            #expect(try Files.text(path) == before)
        }
    }

    @Test func `makes a hardware address of an address`() {
        #expect(DynoAddresses.hardware("10.89.0.254") == "02:52:0a:59:00:fe")
        #expect(DynoAddresses.hardware("10.89.0") == nil)
        #expect(DynoAddresses.hardware("10.89.0.256") == nil)
    }

    @Test func `takes its names from nobody and refuses bad ones`() {
        #expect(throws: Failure.self) { try DynoNetwork(bridge: "a b", prefix: "10.89") }
        #expect(throws: Failure.self) { try DynoNetwork(bridge: "renga0", prefix: "10.890") }
        #expect(throws: Failure.self) { try DynoNetwork(bridge: "a-name-too-long", prefix: "10.89") }
    }

    @Test func `gives out free addresses of the dynos' half, round and round`() {
        let last = DynoAddresses.dynos.count - 1
        #expect(DynoAddresses.free("10.89", taken: [], from: 0) == "10.89.0.2")
        #expect(DynoAddresses.free("10.89", taken: ["10.89.1.0"], from: 254) == "10.89.1.1")
        #expect(DynoAddresses.free("10.89", taken: [], from: last) == "10.89.127.255")
        #expect(DynoAddresses.free("10.89", taken: ["10.89.127.255", "10.89.0.2"], from: last) == "10.89.0.3")
        let all = Set((0..<DynoAddresses.dynos.count).compactMap { DynoAddresses.free("10.89", taken: [], from: $0) })
        #expect(all.count == DynoAddresses.dynos.count && DynoAddresses.free("10.89", taken: all) == nil)
    }

    @Test func `makes rules that name all that is shut`() throws {
        let network = try DynoNetwork(
            bridge: "rtestr\(getpid() % 100)",
            prefix: "10.\(160 + getpid() % 60)",
            allowed: [NetworkAllowance("10.0.0.0/8:5432"), NetworkAllowance("[fe80::1]:53")],
            connectionsMax: 100,
            callers: [4711]
        )
        try network.ensure()
        defer { try? network.remove() }  // a test that failed may have left any part of it
        let rules = try Command("/usr/sbin/nft", ["list", "table", "inet", network.bridge]).check()
        for part in ["100.100.100.200", "192.0.0.192", "169.254.0.0/16", "168.63.129.16", "skuid != { 0, 4711 }", "ct count over 100"] {
            #expect(rules.contains(part), "\(rules)")
        }
        // Where nothing has changed, nothing is done: what has been counted stays counted.
        let before = try Self.handles(network)
        try network.refresh()
        #expect(try Self.handles(network) == before)
        try network.ensure()
        #expect(try Self.handles(network) != before)
    }

    /// The rules with their handles, which new ones do not have, and without what they have counted and whom they have seen: a new
    /// bridge sends by itself.
    private static func handles(_ network: DynoNetwork) throws -> String {
        try Command("/usr/sbin/nft", ["-a", "-s", "-t", "list", "table", "inet", network.bridge]).check()
            .replacing(/packets \d+ bytes \d+/, with: "")
    }

    /// A stand-in for a kernel that was built without: it says what nft says there.
    private static func nft(refusing words: [String], in bench: Bench) throws -> String {
        let path = bench.directory + "/nft"
        let cases = words.map { "*'\($0)'*" }.joined(separator: "|")
        let script = """
            #!/bin/sh
            text=$(case " $* " in *" -f "*) cat ;; esac)
            case "$text" in \(cases)) echo 'Error: Could not process rule: No such file or directory' >&2; exit 1 ;; esac
            printf '%s\\n' "$text" | exec /usr/sbin/nft "$@"

            """
        try Files.replace(path, with: Array(script.utf8), mode: 0o755)
        return path
    }

    @Test(arguments: [["ct count"], ["ct timeout"], ["ct count", "ct timeout"]])
    func `leaves out what the kernel cannot do, says it, and leaves the rest as it is`(lacking: [String]) throws {
        let bench = try Bench()
        let network = try DynoNetwork(
            bridge: "rtestl\(getpid() % 100)",
            prefix: "10.\(200 + getpid() % 50)",
            callers: [4711],
            nft: Self.nft(refusing: lacking, in: bench)
        )
        let words = try network.ensure()
        defer { try? network.remove() }  // a test that failed may have left any part of it
        #expect(words.count == lacking.count && words.allSatisfy { $0.hasPrefix("this kernel ") }, "\(words)")
        let rules = try Self.handles(network)
        for part in ["ct count", "ct timeout"] { #expect(rules.contains(part) == !lacking.contains(part), "\(rules)") }
        for part in ["169.254.0.0/16", "skuid != { 0, 4711 }", "masquerade", "limit rate over"] {
            #expect(rules.contains(part), "\(rules)")
        }
        // What is there is as much as there can be: a push changes nothing. Links that other tests make meanwhile may.
        let isLeft = try (0..<20).contains { _ in
            let before = try Self.handles(network)
            try network.refresh()
            return try Self.handles(network) == before
        }
        #expect(isLeft)
    }

    @Test func `hears of rules that change, also where they never come to rest`() throws {
        let events = try RuleEvents()
        let table = "inet rtestq\(getpid() % 100)"
        let child = try Child.spawn(
            Command("/bin/sh", ["-c", "while :; do nft add table \(table); nft delete table \(table); done"])
        )
        // It may have come to be with the last round.
        defer { _ = try? Command("/usr/sbin/nft", ["delete", "table"] + table.split(separator: " ").map(String.init)).run() }
        defer {
            child.kill(SIGKILL)
            _ = child.wait()
        }
        let isHeard = events.wait(milliseconds: 2_000, about: "rtestq")
        #expect(isHeard)
    }

    @Test func `rules that nft refuses for another reason are an error`() throws {
        let bench = try Bench()
        let network = try DynoNetwork(
            bridge: "rtestl\(getpid() % 100)",
            prefix: "10.\(200 + getpid() % 50)",
            nft: Self.nft(refusing: ["masquerade"], in: bench)
        )
        defer { try? network.remove() }  // a test that failed may have left any part of it
        #expect(throws: (any Error).self) { try network.ensure() }
    }

    private static let server = """
        $|=1; my $s = IO::Socket::INET->new(Listen => 5, LocalAddr => '0.0.0.0', LocalPort => 5000) or die $!;
        print "listening\\n"; while (my $c = $s->accept) { print $c "HTTP/1.0 200 OK\\r\\n\\r\\nhello\\n"; close $c }
        """

    /// A port of this machine that somebody listens at, until the tests end.
    private func listen(_ address: String) throws -> UInt16 {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, address, &name.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(number, $0, length) == 0 && Glibc.listen(number, 5) == 0 && getsockname(number, $0, &length) == 0
            }
        }
        guard bound else { throw SystemError("listen at", address) }
        return UInt16(bigEndian: name.sin_port)
    }

    private func answer(_ address: String, _ port: UInt16) -> String {
        (try? Command("/usr/bin/curl", ["-sS", "-m", "5", "http://\(address):\(port)/"]).run().text) ?? ""
    }
}
