import Glibc
import Linux
import Model
import Testing

/// The toolchains that are shipped, from doubles of their publishers' sites, with indexes, archives and sums in their own shape.
@Suite("Toolchains as they are shipped") struct PublishedToolchainTests {
    private static let builders = [Offer.go, .maven, .sbt]
    /// Content of its own for each test, since layers are shared by their content.
    private let mark = "\(getpid())-\(Int.random(in: 0 ... .max))"

    /// Of what every base system has: no Python but the one under test.
    private static let server = """
        use IO::Socket::INET;
        my $server = IO::Socket::INET->new(LocalAddr => "0.0.0.0", LocalPort => $ENV{PORT}, Listen => 9, ReuseAddr => 1) or die;
        while (my $client = $server->accept) {
          while (<$client>) { last if /^\\s*$/ }
          print $client "HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n$ENV{MESSAGE}";
          close $client;
        }

        """

    /// What builds runs in a step, and what runs in a dyno says a part of the page.
    private func app(_ offers: [Offer]) throws -> SampleApp {
        let versions = offers.map { "  \($0.toolchain): {title: \($0.title), default: \"\($0.version)\"}\n" }.joined()
        let isBuilder = { (offer: Offer) in Self.builders.contains { $0.toolchain == offer.toolchain } }
        let script = ["true"] + offers.filter(isBuilder).map { "\($0.program) >> built" } + ["touch built"]
        let words = ["cat built"] + offers.filter { !isBuilder($0) }.map(\.program)
        let renga = """
            buildpack: none
            versions:
            \(versions)
            processes:
              web: export MESSAGE="$(\(words.joined(separator: "; ")))"; exec perl server.pl

            """
        return try SampleApp(["renga.yml": renga + SampleApps.step(script.joined(separator: "\n")), "server.pl": Self.server])
    }

    @Test func `are chosen, fetched, checked and used, and other versions beside them on the same stack`() throws {
        let platform = try Installation()
        let site = try PublisherDouble(for: platform, insteadOf: Offer.bases)
        let (first, second) = ([Offer.go, .maven, .sbt, .temurin, .python("3.12.99"), .node], [Offer.zulu, .python("3.10.99")])
        for offer in first + [.zulu] { try site.publish(offer, mark: mark) }
        try platform.create("one")
        let pushed = try platform.expectDeploy(of: try app(first), to: "one")
        for offer in first {
            #expect(pushed.contains("Using \(offer.title) \(offer.version)") && pushed.contains("Fetching \(offer.title) \(offer.version)"))
        }
        let page = "go 1.25.9\nmvn 3.9.99\nsbt 1.11.99\njava 17.0.99\npython3 3.12.99\nnode 22.99.0"
        #expect(try platform.get("one") == (200, page))

        try site.publish(second[1], mark: mark)
        try platform.create("two")
        try platform.expectDeploy(of: try app(second), to: "two")
        #expect(try platform.get("two") == (200, "java 19.0.2\npython3 3.10.99"))
        // The stack's own beside both.
        try platform.create("three")
        try platform.expectDeploy(of: try SampleApps.shell(["requirements.txt": ""]), to: "three")
        #expect(try platform.inDyno("three", "python3 -c 'import sys; print(sys.version_info[1])'") == "13\n")
        #expect(try platform.get("one") == (200, page))
    }

    private enum Fault: CaseIterable { case sum, half, gone, index }

    /// Each has a wrong sum, and one other fault; Go has all of them.
    private static let faults: [(Offer, [Fault])] = [
        (.go, Fault.allCases), (.temurin, [.sum, .gone]), (.maven, [.sum, .half]), (.sbt, [.sum, .index]),
    ]

    @Test func `are used by nobody where something is wrong with them`() throws {
        let platform = try Installation()
        let site = try PublisherDouble(for: platform, insteadOf: Offer.bases)
        try platform.create("shop")
        for (offer, faults) in Self.faults {
            let app = try app([offer])
            for fault in faults {
                try platform.expectFirstRefusal(of: app, to: "shop", saying: try make(fault, of: offer, at: site))
                try Files.removeTree(platform.root.path + "/indexes")
            }
        }
    }

    /// - Returns: what is said of it.
    private func make(_ fault: Fault, of offer: Offer, at site: PublisherDouble) throws -> [String] {
        let name = "\(offer.title) \(offer.version)"
        let sum = fault == .sum ? String(repeating: "a", count: offer.isSHA512 ? 128 : 64) : nil
        if Files.exists("\(site.directory)/\(offer.archive).half") { try site.remove(offer.archive + ".half") }
        for offer in offer.toolchain == "jdk" ? [offer, .zulu] : [offer] { try site.publish(offer, mark: mark, sum: sum) }
        switch fault {
        case .sum:
            return [
                "\(name) is not what its publisher offers: its \(offer.isSHA512 ? "sha512" : "sha256") is wrong", "nothing of it was used",
            ]
        case .half:
            try site.write(offer.archive + ".half", "")
            return ["\(name) cannot be fetched: the connection broke in the middle of it"]
        case .gone:
            try site.remove(offer.archive)
            return ["\(name) cannot be fetched: its publisher does not have it any more (HTTP 404)"]
        case .index:
            for path in offer.index.keys { try site.write(path, "<html>moved</html>") }
            return ["the list of versions of \(offer.title) cannot be used"]
        }
    }
}
