import Glibc
import Linux
import Model
import Testing

/// A part of a build that something happens in.
enum BuildPhase: String, CaseIterable, Sendable {
    case plan, classic, submodules, packages, toolchain, digest, source, preparation, packing
}

/// An app whose next push comes to a part of its build and stands still there: the builder is stopped, by the kernel or by who it waits
/// for, and it was looked that it is where it should be.
final class PhaseScene: @unchecked Sendable {  // SAFETY: used by one test, which waits for its own threads.
    let platform: Installation
    let app: SampleApp
    let phase: BuildPhase
    private var site: PublisherDouble?
    private var server: GitServer?
    private var stopped: [pid_t] = []
    private let mark = "\(getpid())-\(Int.random(in: 0 ... .max))"

    /// What is fetched in the place of Node.js: a publisher's site whose archive is large enough for a look.
    private static let version = "22.99.0"
    private static let folder = "node-v\(version)-linux-\(Toolchain.architecture == "arm64" ? "arm64" : "x64")"
    private static let archive = "v\(version)/\(folder).tar.xz"

    /// - Parameter platform: where an app is made that serves "one".
    init(_ phase: BuildPhase, on platform: Installation) throws {
        self.phase = phase
        self.platform = platform
        app = try platform.serving("shop")
    }

    /// Commits what serves "two" and what makes a build come to the phase.
    func change() throws {
        switch phase {
        case .plan: try app.commit(["message": "two"])
        case .source, .packing: try addBlock()
        case .submodules: try addSubmodule()
        case .classic: try addBuildpack()
        // Small, and in no image.
        case .packages: try app.commit(["message": "two", "renga.yml": "packages: {run: [hello, sl, cowsay]}\n"])
        case .toolchain, .digest: try addToolchain()
        case .preparation:
            let step = "steps:\n  - name: Using\n    inputs: []\n    prepare: |\n"
            let script = ["# \(mark)", "head -c 3000000000 /dev/zero | sha256sum > $DIR/sum"].map { "      \($0)\n" }.joined()
            try app.commit(["message": "two", "renga.yml": step + script + "    run: cat /opt/renga/prepared/sum\n"])
        }
    }

    /// A push that stands in the phase.
    func hold() throws -> BackgroundPush {
        server?.pause(true)
        if phase == .toolchain { try site?.write(Self.archive + ".hang", "") }
        let push = try BackgroundPush(platform, app, to: "shop")
        try eventually("a build stands in the phase \(phase)") { try stop(push) }
        return push
    }

    /// Stops the builder where it is in the phase.
    private func stop(_ push: BackgroundPush) throws -> Bool {
        let found = try platform.processes.find(.builder)
        guard let builder = found.first(where: { $0.arguments.contains("prepare") })?.pid else { return false }
        if phase == .plan {
            guard try platform.unsettled() == 1, let planner = found.first(where: { $0.arguments.contains("plan") })?.pid else {
                return false
            }
            kill(planner, SIGSTOP)
            stopped = [planner, builder]
            kill(builder, SIGSTOP)
            return true
        }
        // Quicker than `eventually` looks.
        let deadline = Moment.monotonicMilliseconds() + 60_000
        while Moment.monotonicMilliseconds() < deadline, ProcessIdentity(running: builder) != nil {
            if try isThere(builder, push) {
                kill(builder, SIGSTOP)
                stopped = [builder]
                try eventually("the builder stands still") { try Files.text("/proc/\(builder)/stat").contains(") T ") }
                if try isThere(builder, push) { return true }
                throw Failure(.internal, "the builder was too quick to be stopped in \(phase)\n\(try push.text)")
            }
            _ = poll(nil, 0, 1)
        }
        throw Failure(.internal, "no build came to \(phase)\n\(try push.text)")
    }

    private func kill(_ pid: pid_t, _ signal: Int32) { _ = Glibc.kill(pid, signal) }

    private func isThere(_ builder: pid_t, _ push: BackgroundPush) throws -> Bool {
        switch phase {
        case .plan: true
        case .source: try !trees(of: builder, "source-").isEmpty
        // Nothing is said before it is known what there is to fetch.
        case .classic: try !platform.buildLeftovers().isEmpty
        case .submodules: try trees(of: builder, "source-").contains { Files.exists($0 + "/cage") }
        case .packages: try !trees(of: builder, "packages-").isEmpty && !platform.buildLeftovers().isEmpty
        case .toolchain: try !trees(of: builder, "toolchain-").isEmpty && !platform.buildLeftovers().isEmpty
        case .digest:
            try trees(of: builder, "toolchain-").contains { Files.exists($0 + "/used") && !Files.exists($0 + "/layer.json") }
        case .preparation: try push.text.contains("Preparing what all apps share")
        case .packing: try !halves().isEmpty
        }
    }

    /// Layers that the builder is making.
    private func trees(of builder: pid_t, _ prefix: String) throws -> [String] {
        try Files.list(store + "/.tmp").filter { $0.hasPrefix("\(builder)-\(prefix)") }.map { "\(store)/.tmp/\($0)" }
    }

    private var store: String {
        let own = platform.root.path + "/own-layers"
        return Files.exists(own) ? own : SharedLayers.directory
    }

    /// Archives on their way to their places.
    func halves() throws -> [String] {
        let folder = platform.root.slugs + "/parts"
        return Files.exists(folder) ? try Files.list(folder).filter { $0.hasSuffix(".new") } : []
    }

    /// Kills the builder for good where it stands; what it has started is left to itself.
    func killBuilder() throws {
        for pid in stopped.suffix(1) { kill(pid, SIGKILL) }
        try release()
    }

    /// Lets all go on that stands.
    func release() throws {
        for pid in stopped { kill(pid, SIGCONT) }
        stopped = []
        server?.pause(false)
        if phase == .toolchain { try site?.remove(Self.archive + ".hang") }
    }

    private func addBlock() throws {
        try Command("/usr/bin/dd", ["if=/dev/urandom", "of=\(app.directory)/block", "bs=1M", "count=40", "status=none"]).check()
        try app.commit(["message": "two"])
    }

    private func addToolchain() throws {
        let site = try PublisherDouble(for: platform, insteadOf: "https://nodejs.org/dist")
        self.site = site
        // Zeros take no time to pack, and some to be read.
        let zeros = String(repeating: "\0", count: phase == .digest ? 150_000_000 : 100_000)
        let sum = try site.archive(Self.archive, folder: Self.folder, ["bin/node": "#!/bin/sh\n# \(mark)\n", "share/zeros": zeros])
        try site.write("v\(Self.version)/SHASUMS256.txt", "\(sum)  \(Self.folder).tar.xz\n")
        let files = Self.folder.replacing("node-v\(Self.version)-", with: "")
        try site.write("index.json", #"[{"version": "v\#(Self.version)", "files": ["\#(files)"], "lts": "Jod"}]"#)
        try app.commit([
            "message": "two", ".node-version": "\(Self.version)\n",
            "renga.yml": "versions: {nodejs: {title: Node.js, from: [{file: .node-version}]}}\n",
        ])
    }

    /// Repositories and archives that builds reach.
    private func makeServer() throws -> GitServer {
        let server = try GitServer(at: platform.gateway)
        self.server = server
        let place = "\(platform.gateway):\(server.port)"
        let text = try Files.text(platform.root.configuration).replacing("allow: [", with: "allow: [\"\(place)\", ")
            .replacing("mirrors: {", with: "mirrors: {\"https://\(place)/\": \"https://\(place)/\", ")
        try Files.replace(platform.root.configuration, with: text + "build: {ca_bundle: \(server.authority)}\n")
        try platform.restartRunner()
        return server
    }

    private func addBuildpack() throws {
        let server = try makeServer()
        let folder = platform.root.path + "/made-elsewhere"
        try ClassicBuildpacks.write(["bin/compile": "echo 'web: exec python3 server.py' > $1/Procfile\n"], to: folder)
        try server.publish(folder: folder, asArchive: "slow.tgz")
        try platform.renga("buildpacks:set", "https://\(platform.gateway):\(server.port)/slow.tgz", "-a", "shop").check()
        try platform.renga("buildpacks:add", "script", "-a", "shop").check()
        try app.commit(["message": "two"])
    }

    private func addSubmodule() throws {
        let server = try makeServer()
        let library = try SampleApp(["lib.txt": mark])
        try server.publish(library, as: "library")
        let name = "GIT_CRED__HTTPS__\(platform.gateway.replacing(".", with: "__"))__\(server.port)"
        try platform.renga("config:set", "\(name)=\(GitServer.user):\(GitServer.password)", "-a", "shop").check()
        let url = "https://\(platform.gateway):\(server.port)/library.git"
        try app.commit(["message": "two", ".gitmodules": "[submodule \"x\"]\n\tpath = vendor/library\n\turl = \(url)\n"])
        try app.git("update-index", "--add", "--cacheinfo", "160000,\(library.head),vendor/library")
        try app.git("commit", "-q", "-m", "a submodule")
    }
}
