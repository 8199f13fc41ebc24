import Glibc
import Linux
import Model
import Testing

extension Installation {
    /// Dynos, as `renga ps --json` says them.
    func dynos(_ app: String) throws -> [[String: JSONField]] {
        try [[String: JSONField]](json: try renga("ps", "-a", app, "--json").check())
    }

    /// What builds of this installation have on the machine: cages, namespaces, control groups, trees.
    func buildLeftovers() throws -> [String] {
        let dynos = try Set(Files.list(root.dynos))
        // Of steps and release commands, of who fetches, unpacks and prepares, and of apt.
        let cages = try Files.list(root.run + "/crun").filter { !dynos.contains($0) }
        let namespaces = try Files.list("/run/netns").filter { $0.hasPrefix("\(network.bridge):build-") }
        var groups: [String] = []
        for hierarchy in ["", "/memory", "/pids", "/systemd", "/unified"] {
            for parent in ["renga-\(network.bridge)", "renga-\(network.bridge)-builds"] {
                let path = "/sys/fs/cgroup\(hierarchy)/\(parent)"
                guard Files.isDirectory(path) else { continue }
                // What a builder does itself is in one that stays until a release has come of it.
                groups += try Files.list(path).filter { name in
                    Files.isDirectory("\(path)/\(name)") && !name.hasPrefix("builder-")
                        && !dynos.contains { name == $0 || name.hasPrefix($0 + ".") }
                }
            }
        }
        let trees = Files.exists(root.scratch) ? try Files.list(root.scratch) : []
        return cages + namespaces + groups + trees
    }

    func expectNoBuildLeft(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try buildLeftovers() == [], sourceLocation: sourceLocation)
    }
}
