import Linux
import Model
import Operations
import Sandbox
import Testing

@testable import Operations
@testable import Runner

@Suite("The cage of a dyno") struct DynoCageTests {
    @Test func `is a release command's as well, in all but names`() throws {
        let files = try LogFolder()
        defer { withExtendedLifetime(files) {} }
        let root = try #require(InstallationRoot(files.path + "/root"))
        for path in [root.path, root.run] { try Files.makeDirectory(path) }
        var configuration = Configuration()
        configuration.users.router = "root"
        configuration.dyno.memoryBytes = 100 << 20
        configuration.dyno.cpuShares = 77
        configuration.dyno.cpuPercent = 55
        configuration.dyno.processesMax = 33
        configuration.dyno.openFilesMax = 99
        configuration.dyno.diskBytesMax = 12 << 20
        let machine = try Machine(root, configuration)
        let app = try AppName.named("shop")
        let slug = SlugManifest(
            app: app,
            commit: try #require(CommitID(String(repeating: "a", count: 40))),
            stack: "debian-13",
            buildpacks: ["Script"],
            layers: [.init(key: "one", role: .source, name: "app"), .init(key: "two", role: .stack, name: "Debian")],
            processes: ["web": "serve"],
            release: "migrate",
            environment: ["LANG": "C.UTF-8", "PATH": "/app/bin:/usr/bin"],
            versions: [:],
            secrets: ["SESSION_KEY", "LANG"]
        )
        let secrets = ["SESSION_KEY": "kept", "LANG": "secret", "OTHER": "of another release"]
        let config = ["SECRET": "1", "LANG": "de_DE.UTF-8"]
        let slot = DynoSlot(app: app, deploy: 4, type: "web", index: 1)
        let spec = DynoSpec(id: "shop.web.1.x", slot: slot, port: 5000, command: "run", healthcheck: nil, startedAt: 0)
        let launch = DynoLaunch(
            slug,
            command: spec.command,
            secrets: secrets,
            config: config,
            name: slot.name,
            port: spec.port,
            uid: 20_001,
            limits: configuration.dyno
        )
        let dyno = try LocalEngine(machine, configuration).cage(spec, launch, "/run/netns/one")
        let order = ReleaseCommand.Order(
            app: app,
            uid: 20_001,
            deploy: 4,
            command: "run",
            slug: slug,
            secrets: secrets,
            config: config
        )
        var release = ReleaseCommand(machine, configuration).cage(order, in: "/nowhere", "/run/netns/one")

        #expect(dyno.limits == Cage.Limits(dyno: configuration.dyno) && dyno.limits.cpuShares == 77 && dyno.limits.openFiles == 99)
        #expect(dyno.lowers == ["one", "two"].map { machine.store.path($0) })
        #expect(dyno.environment["LANG"] == "de_DE.UTF-8" && dyno.environment["PATH"] == "/app/bin:/usr/bin")
        #expect(release.id == "release-shop-4" && release.cgroup == machine.group(release.id) && release.hostname == "release")
        #expect(dyno.environment["SESSION_KEY"] == "kept" && release.environment["SESSION_KEY"] == "kept")
        #expect(dyno.environment["OTHER"] == nil, "a secret of a release that this slug does not know")
        #expect(dyno.environment["MEMORY_AVAILABLE"] == "\(configuration.dyno.memoryBytes >> 20)")
        #expect(release.environment["DYNO"] == "release.4" && dyno.environment["DYNO"] == "web.1" && dyno.hostname == "web-1")
        (release.id, release.cgroup, release.directory, release.hostname) = (dyno.id, dyno.cgroup, dyno.directory, dyno.hostname)
        release.environment["DYNO"] = "web.1"
        #expect(release == dyno)
    }
}
