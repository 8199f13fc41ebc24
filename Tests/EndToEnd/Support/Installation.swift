import CLinux
import Glibc
import Linux
import Model
import Sandbox
import Testing

/// A real installation in a directory of its own: runner, router, sshd, keys. Gone without a trace when the test ends.
final class Installation: @unchecked Sendable {  // SAFETY: used by one test, which waits for its own threads.
    let root: InstallationRoot
    let httpPort: UInt16
    let httpsPort: UInt16
    let sshPort: UInt16
    let network: NetworkLease
    /// Not root where a test is about what that user can do.
    let gitUser: String
    private(set) var runner: Child
    private(set) var router: Child
    private let sshd: Child
    private let disk: SmallDisk?

    /// - Parameters:
    ///   - extra: lines added to config.yml.
    ///   - ports: of the router; nil: two that are free.
    ///   - megabytes: of a file system of its own, which may be filled; nil: it is on the machine's.
    ///   - gitUser: a user of the machine's; pushes come in past sshd, which would want a shell of that user's.
    ///   - mirrors: registries of packages that builds reach; their places are `build.environment`.
    init(
        _ extra: String = "",
        buildpacks: [String: String] = [:],
        ports: (http: UInt16, https: UInt16)? = nil,
        megabytes: Int? = nil,
        gitUser: String = "root",
        mirrors: [Mirror] = [],
        isWarmUp: Bool = false
    ) throws {
        if !isWarmUp { try WarmUp.result.get() }
        let path = "/var/tmp/renga-e2e/\(getpid())-\(Int.random(in: 100_000...999_999))"
        guard let root = InstallationRoot(path) else { throw Failure(.internal, path) }
        self.root = root
        self.gitUser = gitUser
        network = try NetworkLease.take()
        try Self.removeGroups(of: network.bridge)
        httpPort = try ports?.http ?? Ports.free()
        httpsPort = try ports?.https ?? Ports.free()
        sshPort = try Ports.free()
        try Files.makeDirectory(path)
        disk = try megabytes.map { try SmallDisk(at: path, megabytes: $0) }
        try Self.layOut(root, buildpacks)
        if gitUser != "root" { try GitDoor(root: root, user: gitUser).make() }
        try Files.replace(root.configuration, with: Self.configuration((httpPort, httpsPort), sshPort, network, gitUser, mirrors) + extra)
        try SSHFiles(root: root, port: sshPort).write()
        sshd = try Self.daemon(["/usr/sbin/sshd", "-D", "-e", "-f", path + "/ssh/sshd_config"], root, "sshd")
        runner = try Self.daemon([path + "/bin/renga-runner", "--root", path], root, "runner")
        router = try Self.daemon([path + "/bin/renga-router", "--root", path, "--user", "nobody"], root, "router")
        try waitUntilReady()
        try renga("keys:add", path + "/ssh/client.pub").check()
    }

    /// Control groups that a test left that was killed in the middle.
    private static func removeGroups(of bridge: String) throws {
        for group in ["/renga-\(bridge)", "/renga-\(bridge)-builds"] {
            for name in ControlGroups.children(of: group) { ControlGroups.removeTree("\(group)/\(name)") }
        }
    }

    private static func layOut(_ root: InstallationRoot, _ buildpacks: [String: String]) throws {
        try Files.makeDirectory(root.path + "/bin")
        for name in ["renga", "renga-hooks", "renga-builder", "renga-runner", "renga-router", "renga-acme", "renga-drain"] {
            try Files.link("\(root.path)/bin/\(name)", to: "\(Built.directory)/\(name)")
        }
        for folder in ["buildpacks", "stacks", "toolchains"] {
            try Command("/bin/cp", ["-r", "\(Built.package)/\(folder)", root.path]).check()
        }
        try Files.replace(root.buildpacks + "/script.yml", with: SampleApps.scriptBuildpack)
        for (name, text) in buildpacks { try Files.replace("\(root.buildpacks)/\(name).yml", with: text) }
        guard buildpacks["order"] == nil else { return }
        let own = (buildpacks.keys.sorted() + ["script"]).joined(separator: ", ")
        let order = try Files.text(root.buildpacks + "/order.yml")
        try Files.replace(root.buildpacks + "/order.yml", with: order.replacing("order: [", with: "order: [\(own), "))
    }

    private static func configuration(
        _ ports: (http: UInt16, https: UInt16),
        _ ssh: UInt16,
        _ network: borrowing NetworkLease,
        _ git: String,
        _ mirrors: [Mirror]
    ) -> String {
        let gateway = "\(network.prefix).0.1"
        let allowed = mirrors.map { "\"\(gateway):\($0.port)\"" }.joined(separator: ", ")
        let variables = mirrors.flatMap { $0.environment(on: gateway) }.map { "\($0.key): \"\($0.value)\"" }.sorted().joined(
            separator: ", "
        )
        let build = variables.isEmpty ? "" : "build: {environment: {\(variables)}}\n"
        return build + """
            domain: localhost
            git_host: ssh://root@127.0.0.1:\(ssh)
            layers: \(SharedLayers.directory)
            mirrors: {"https://": "http://127.0.0.1:9/"}
            users: {git: \(git), router: nobody}
            network: {bridge: \(network.bridge), prefix: "\(network.prefix)", allow: [\(allowed)]}
            router: {address: 127.0.0.1, http_port: \(ports.http), https_port: \(ports.https)}

            """
    }

    private static func daemon(_ words: [String], _ root: InstallationRoot, _ name: String) throws -> Child {
        let output = try Descriptor.open("\(root.path)/\(name).out", O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        start.newSession = true
        return try Child.spawn(Command(words[0], Array(words.dropFirst())), start)
    }

    /// This machine, as dynos and builds reach it where that is allowed.
    var gateway: String { "\(network.prefix).0.1" }

    func waitUntilReady() throws {
        try eventually("the platform answers", seconds: 60) {
            if let end = runner.poll() { throw Failure(.internal, "the runner ended with \(end)\n\(diagnostics)") }
            if let end = router.poll() { throw Failure(.internal, "the router ended with \(end)\n\(diagnostics)") }
            let status = try renga("status", "--json")
            return status.status.isSuccess && status.text.contains("\"routerConnected\":true")
        }
    }

    func restartRunner(signal: Int32 = SIGKILL) throws {
        stopRunner(signal: signal)
        try startRunner()
        try waitUntilReady()
    }

    /// Where no router is there to wait for.
    func restartRunnerAlone() throws {
        stopRunner()
        try startRunner()
        try eventually("the runner answers") { try renga("status").status.isSuccess }
    }

    func restartRouter(signal: Int32 = SIGTERM) throws {
        stopRouter(signal: signal)
        try startRouter()
        try waitUntilReady()
    }

    /// A new process of the router takes over from the one that serves, as in an upgrade.
    func exchangeRouter() throws {
        let before = try Files.text(root.routerWorker)
        router.kill(SIGHUP)
        try eventually("another worker serves") { try Files.text(root.routerWorker) != before }
        try waitUntilReady()
    }

    func stopRunner(signal: Int32 = SIGKILL) {
        runner.kill(signal)
        let end = runner.wait()
        // SIGTERM is how the machine ends it: whatever it did at that moment, it ends in order.
        if signal == SIGTERM, !end.isSuccess { Issue.record("the runner ended with \(end)\n\(diagnostics)") }
    }

    /// SIGKILL: the master and its workers at once, as in a crash of the machine.
    func stopRouter(signal: Int32 = SIGKILL) {
        if signal == SIGKILL { router.killGroup(signal) } else { router.kill(signal) }
        let end = router.wait()
        if signal == SIGTERM, !end.isSuccess { Issue.record("the router ended with \(end)\n\(diagnostics)") }
    }

    func startRunner() throws {
        runner = try Self.daemon([root.path + "/bin/renga-runner", "--root", root.path], root, "runner")
    }

    func startRouter() throws {
        router = try Self.daemon(
            [root.path + "/bin/renga-router", "--root", root.path, "--user", "nobody"],
            root,
            "router"
        )
    }

    /// What the daemons said: shown when a test fails.
    var diagnostics: String {
        ["runner", "router", "sshd"].map { name in
            "--- \(name)\n" + ((try? Files.text("\(root.path)/\(name).out")) ?? "")
        }.joined(separator: "\n")
    }

    deinit {
        router.killGroup(SIGKILL)
        for child in [runner, router, sshd] {
            child.kill(SIGKILL)
            _ = child.wait()
        }
        do {
            if gitUser != "root" { try GitDoor(root: root, user: gitUser).close() }
            let runtime = try CageRuntime(directory: root.run + "/crun")
            for id in try Files.list(root.dynos) { try runtime.delete(id, bundle: root.dyno(id)) }
            try DynoNetwork(bridge: network.bridge, prefix: network.prefix).remove()
            disk?.unmount()
            try Files.removeTree(root.path)
        } catch {
            print("cannot clear \(root.path) away: \(error)")
        }
    }
}
