import Glibc
import Ledger
import Linux
import Model
import Testing

/// What an app is at one moment, from its three witnesses.
struct AppState: Equatable, CustomStringConvertible {
    /// The commit that the repository's ref names.
    var ref: String?
    /// The commit of the current release.
    var release: String?
    /// What the app answers.
    var answer: String

    var description: String { "ref \(ref ?? "-"), release \(release ?? "-"), answer `\(answer)`" }
}

extension Installation {
    var processes: Processes { Processes(root: root) }

    func ledger() throws -> Ledger { try Ledger(root, as: .guest(waiting: {})) }

    func state(_ app: String) throws -> AppState {
        let name = try appName(app)
        let commit = try ledger().read { db in
            try db.app(name)?.currentDeploy.flatMap { try db.deploy($0)?.commit?.text }
        }
        return AppState(ref: try ref("refs/heads/main", of: app), release: commit, answer: try get(app).body)
    }

    func unsettled() throws -> Int { try ledger().read { try $0.unsettledDeploys().count } }

    func appName(_ text: String) throws -> AppName {
        guard let name = AppName(text) else { throw Failure(.internal, "`\(text)` is not an app name") }
        return name
    }

    /// Ids of the dynos that are up and in no deploy that goes away.
    func dynoIDs() throws -> [String] { try Files.list(root.dynos).filter { !$0.hasPrefix(".") } }

    /// Waits until no push is under way and every deploy has come to its end.
    func settle() throws {
        do {
            try eventually("pushes and deploys come to their end") { try processes.ofPushes.isEmpty && unsettled() == 0 }
        } catch {
            let left = try processes.ofPushes.map { "\($0.pid) \($0.arguments.joined(separator: " "))" }
            throw Failure(.internal, "\(error): \(left), \(try unsettled()) unsettled\n\(diagnostics)")
        }
    }

    /// Waits until nothing is left on the machine but the dynos that run.
    func expectNoLeftovers(dynos: Int, _ location: SourceLocation = #_sourceLocation) throws {
        do {
            try eventually("nothing but \(dynos) dynos is left") { try leftovers(dynos: dynos).isEmpty }
        } catch {
            Issue.record("\(error): \(try leftovers(dynos: dynos))\n\(diagnostics)", sourceLocation: location)
        }
    }

    private func leftovers(dynos: Int) throws -> [String] {
        var found: [String] = []
        let ids = try Files.list(root.dynos)
        if ids.count != dynos { found.append("dynos: \(ids)") }
        let containers = try Files.list(root.run + "/crun")
        if containers != ids { found.append("containers: \(containers)") }
        let namespaces = try Files.list("/run/netns").filter { $0.hasPrefix(network.bridge + ":") }.map {
            String($0.dropFirst(network.bridge.utf8.count + 1))
        }
        if namespaces != ids { found.append("network namespaces: \(namespaces)") }
        let groups = try Files.list("/sys/fs/cgroup/pids/renga-\(network.bridge)").filter {
            Files.isDirectory("/sys/fs/cgroup/pids/renga-\(network.bridge)/\($0)")
        }
        if !groups.isEmpty, groups != ids { found.append("control groups: \(groups)") }
        found += try Files.list(root.scratch).map { "scratch/\($0)" }
        for repository in try Files.list(root.repositories) {
            let path = "\(root.repositories)/\(repository)"
            found += try Files.list(path + "/objects").filter { $0.hasPrefix("tmp_objdir") || $0.hasPrefix("incoming") }
            found += try Files.list(path + "/refs/heads").filter { $0.hasSuffix(".lock") }
        }
        found += try Files.list(SharedLayers.directory + "/.tmp").filter { name in
            guard let pid = Int32(name.prefix { $0.isNumber }) else { return true }
            return ProcessIdentity(running: pid) == nil
        }
        return found
    }
}
