import Glibc
import Linux
import Model

/// A bridge of somebody else's, as Docker and libvirt make them, with a machine behind it that has a server at port 80 of its own
/// address and of others, which lead to it.
struct Neighbour {
    let address: String
    private let name: String
    private let server: Child

    init(addresses: [String]) throws {
        let number = Int.random(in: 0...999)
        let namespace = "rnx\(number)"
        name = namespace
        let prefix = "10.253.\(number % 256)"
        let own = "\(prefix).2"
        address = own
        let all = [own] + addresses
        let lines =
            ["link add name \(namespace) type bridge", "addr add \(prefix).1/24 dev \(namespace)", "link set \(namespace) up"]
            + ["link add \(namespace)v type veth peer name eth0 netns \(namespace)", "link set \(namespace)v master \(namespace) up"]
        try Self.ip(["netns", "add", namespace])
        try Self.batch(lines)
        try Self.batch(["link set lo up", "addr add \(own)/24 dev eth0", "link set eth0 up"], in: namespace)
        try Self.batch(addresses.map { "addr add \($0)/32 dev lo" } + ["route add default via \(prefix).1"], in: namespace)
        try Self.batch(addresses.map { "route add \($0)/32 via \(own)" })
        let script =
            "import http.server; http.server.ThreadingHTTPServer(('0.0.0.0', 80), http.server.BaseHTTPRequestHandler).serve_forever()"
        let nowhere = try Descriptor.open("/dev/null", O_RDWR)
        var start = Child.Start()
        start.descriptors = [nil, nowhere.number, nowhere.number]
        server = try Child.spawn(Command("/usr/sbin/ip", ["netns", "exec", namespace, "/usr/bin/python3", "-c", script]), start)
        let ports = Command("/usr/sbin/ip", ["netns", "exec", namespace, "/usr/bin/ss", "-Htln", "sport = :80"])
        try eventually("\(all) answer") { try ports.run().text.contains(":80") }
    }

    func remove() {
        server.kill(SIGKILL)
        _ = server.wait()
        // Routes go with their link.
        for words in [["link", "delete", name], ["netns", "delete", name]] { try? Self.ip(words) }
    }

    private static func ip(_ words: [String]) throws { try Command("/usr/sbin/ip", words).check() }

    private static func batch(_ lines: [String], in namespace: String? = nil) throws {
        let place = namespace.map { ["-n", $0] } ?? []
        try Command("/usr/sbin/ip", place + ["-batch", "-"]).check(input: Array(lines.map { $0 + "\n" }.joined().utf8))
    }
}
