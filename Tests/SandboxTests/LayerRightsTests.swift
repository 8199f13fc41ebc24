import Glibc
import Linux
import Sandbox
import Testing

@Suite("Who gets what out of a layer") struct LayerRightsTests {
    private static let capability = "security.capability"
    /// `cap_net_raw+ep`, as the kernel stores it.
    private static let value: [UInt8] = [1, 0, 0, 2, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    private func fill(_ root: String) throws {
        try Files.makeDirectory(root + "/app/folder")
        for (name, mode) in [("user", 0o4755), ("group", 0o2755), ("both", 0o6711), ("plain", 0o644), ("capable", 0o755)] {
            try Files.replace("\(root)/app/\(name)", with: "x")
            try #require(chmod("\(root)/app/\(name)", mode_t(mode)) == 0)
        }
        try #require(chmod(root + "/app/folder", 0o2775) == 0)
        try setAttribute(Self.capability, of: root + "/app/capable", to: Self.value)
        try Files.link(root + "/app/link", to: "/usr/bin/su")
    }

    @Test func `a step's result gains nobody privileges`() throws {
        let bench = try Bench()
        let store = try LayerStore(directory: bench.directory + "/layers")
        try store.create("step-1", LayerRecord(kind: .step, title: "a step")) { try fill($0 + "/root") }
        let app = store.path("step-1") + "/app"
        for (name, mode) in [
            ("user", 0o755), ("group", 0o755), ("both", 0o711), ("plain", 0o644), ("capable", 0o755), ("folder", 0o775),
        ] {
            #expect(Files.status("\(app)/\(name)").map { $0.st_mode & 0o7777 } == mode_t(mode), "\(name)")
        }
        let file = try Descriptor.open(app + "/capable", O_RDONLY)
        #expect(Files.attribute(Self.capability, of: file.number) == nil)
        #expect(Files.status("/usr/bin/su").map { $0.st_mode & S_ISUID } == S_ISUID)
    }

    @Test func `what Debian gives its programs stays`() throws {
        let bench = try Bench()
        let store = try LayerStore(directory: bench.directory + "/layers")
        try store.create("packages-1", LayerRecord(kind: .packages, title: "a package")) { try fill($0 + "/root") }
        #expect(Files.status(store.path("packages-1") + "/app/user").map { $0.st_mode & 0o7777 } == 0o4755)
    }

    @Test func `a store is root's alone, also one that others could read before`() throws {
        let bench = try Bench()
        let directory = bench.directory + "/layers"
        try Files.makeDirectory(directory, mode: 0o755)
        _ = try LayerStore(directory: directory)
        #expect(Files.status(directory).map { $0.st_mode & 0o7777 } == 0o700)
    }
}
