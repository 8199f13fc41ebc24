import Glibc
import Linux
import Model
import Testing

@Suite("What git unpacks and packs") struct GitPaceTests {
    /// A client of SSH that has git begin and then says nothing, as one does that sends a lot, or takes its time.
    @Test(arguments: ["git-receive-pack", "git-upload-pack"])
    func `makes way for all others as builds do, as long as it works`(_ service: String) throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let builds = "/renga-\(platform.network.bridge)-builds"
        let (readEnd, writeEnd) = try Descriptor.pipe().split()
        let input = Descriptor(owning: readEnd)
        do {
            let silence = Descriptor(owning: writeEnd)
            var start = Child.Start()
            start.descriptors = [input.number, nil, 2]
            let words = ["-F", platform.root.path + "/ssh/config", "root@127.0.0.1", "\(service) 'shop.git'"]
            let client = try Child.spawn(Command("/usr/bin/ssh", words), start)
            let verb = service == "git-receive-pack" ? "receive-pack" : "upload-pack"
            var seen: [Processes.Found] = []
            try eventually("the shell and git are among the builds: \(seen)") {
                seen = try platform.processes.ofGit(verb)
                return seen.count >= 2 && seen.allSatisfy { ControlGroups.holds(builds, $0.pid) }
            }
            let idle = ["/cpu", ""].map { ControlGroups.root + $0 + builds + "/cpu.idle" }.first(where: Files.exists)
            if let idle { try eventually("they have what others leave") { try Files.text(idle).trimmed == "1" } }
            _ = consume silence
            _ = client.wait()
        }
        try platform.expectNoBuildLeft()
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
    }
}

extension Processes {
    /// The shell that lets git in, and the git that it has started.
    fileprivate func ofGit(_ service: String) throws -> [Found] {
        let shells = try find(.shell)
        return try shells
            + all().filter { found in
                found.program == "git" && found.arguments.dropFirst().first == service
                    && shells.contains { ProcessIdentity.parent(of: found.pid) == $0.pid }
            }
    }
}
