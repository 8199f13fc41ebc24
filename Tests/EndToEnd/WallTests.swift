import Glibc
import Linux
import Model
import Testing

/// Who reaches whom in a real installation.
@Suite("The walls between apps and the machine") struct WallTests {
    /// Those of the clouds but for the first of them, which this machine may need itself.
    private static let metadata = ["100.100.100.200", "192.0.0.192", "168.63.129.16"]

    /// Whether something answers there, seen by a shell: `open` or `shut`.
    private static func knock(_ places: [String]) -> String {
        "for p in \(places.joined(separator: " ")); do"
            + " timeout 2 bash -c 'exec 3<>/dev/tcp/'$p 2>/dev/null && echo open || echo shut; done"
    }

    private func seen(_ platform: Installation, _ app: String, _ places: [String]) throws -> [String] {
        try platform.inDyno(app, Self.knock(places)).split(separator: "\n").map(String.init)
    }

    /// `ADDRESS/PORT` of an app's one dyno.
    private func dyno(_ platform: Installation, _ app: String) throws -> String {
        let place = try #require(try platform.dynoRecords().first { $0.spec.slot.app.text == app }).endpoint
        return "\(place.address)/\(place.port)"
    }

    @Test func `let an app reach neither another's dyno nor the machine nor its neighbours, but for what is allowed`() throws {
        let platform = try Installation()
        for app in ["one", "two"] {
            try platform.create(app)
            try platform.push(try SampleApps.shell(), to: app).check()
        }
        let neighbour = try Neighbour(addresses: Self.metadata)
        defer { neighbour.remove() }
        let port = try Ports.free()
        var start = Child.Start()
        let nowhere = try Descriptor.open("/dev/null", O_RDWR)
        start.descriptors = [nil, nowhere.number, nowhere.number]
        let listener = try Child.spawn(
            Command("/usr/bin/python3", ["-m", "http.server", "\(port)"], workingDirectory: "/run/netns"),
            start
        )
        defer {
            listener.kill(SIGKILL)
            _ = listener.wait()
        }
        let gateway = platform.gateway
        let own = "\(gateway)/\(port)"
        try eventually("the listener listens") { try Command("/bin/bash", ["-c", Self.knock([own])]).run().text == "open\n" }
        let beside = Self.metadata.map { $0 + "/80" } + ["\(neighbour.address)/80"]
        // All of it is there: the machine itself reaches each.
        let machine = try Command("/bin/bash", ["-c", Self.knock(beside + [own, dyno(platform, "two")])]).run().text
        #expect(machine == String(repeating: "open\n", count: beside.count + 2))

        let shut = try [dyno(platform, "two"), own, "169.254.169.254/80"] + beside
        #expect(try seen(platform, "one", shut) == shut.map { _ in "shut" })
        // A dyno reaches itself, by the way: what is shut above is not shut for want of bash.
        #expect(try seen(platform, "one", [dyno(platform, "one")]) == ["open"])

        let dynos = try platform.dynoIDs()
        let text = try Files.text(platform.root.configuration)
        let allow = "allow: [\"\(gateway):\(port)\", \"\(neighbour.address):80\", "
        try Files.replace(platform.root.configuration, with: text.replacing("allow: [", with: allow))
        try platform.restartRunner()
        #expect(try platform.dynoIDs() == dynos)
        #expect(try seen(platform, "one", [own, "\(neighbour.address)/80"]) == ["open", "open"])
        let still = try [dyno(platform, "two")] + Self.metadata.map { $0 + "/80" }
        #expect(try seen(platform, "one", still) == still.map { _ in "shut" })
    }

    @Test func `let the router reach a dyno, and no other user of the machine`() throws {
        let platform = try Installation()
        _ = try platform.serving("shop")
        let place = try dyno(platform, "shop")
        // The router of tests is `nobody`.
        for user in ["games", "daemon", "www-data"] {
            #expect(try Intruder(user).sh(Self.knock([place])).text == "shut\n")
        }
        #expect(try Intruder("nobody").sh(Self.knock([place])).text == "open\n")
        #expect(try platform.get("shop").status == 200)
    }
}
