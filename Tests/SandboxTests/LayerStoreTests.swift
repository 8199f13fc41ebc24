import Linux
import Model
import Sandbox
import Testing

@Suite("The layer store") struct LayerStoreTests {
    private func installer(_ bench: Bench) throws -> PackageInstaller {
        PackageInstaller(
            runtime: bench.runtime,
            network: .host,
            nameServers: NameServers.ofThisMachine(),
            cgroupParent: "/renga-test-\(bench.tag)",
            run: RunLimits(seconds: 300)
        )
    }

    /// The disk is asked for a few files by their names, for many by all that is written to it, and for neither twice.
    @Test(arguments: [3, 500]) func `waits for the disk once where a layer was made without`(files: Int) throws {
        let bench = try Bench()
        let store = try LayerStore(directory: bench.directory + "/layers")
        let record = LayerRecord(kind: .source, title: "a source")
        try store.create("one", record, durable: false) { directory in
            try Files.makeDirectory(directory + "/root/inner/most")
            for number in 0..<files { try Files.replace("\(directory)/root/inner/most/\(number)", with: "\(number)", isDurable: false) }
            try Files.link(directory + "/root/inner/link", to: "nowhere")
        }
        let folder = bench.directory + "/layers/one"
        #expect(try Files.list(folder) == ["layer.json", "root", "unsynced", "used"])
        try store.sync(["one"])
        #expect(try Files.list(folder) == ["layer.json", "root", "used"])
        // A layer that is not there cannot be waited for: that is no success.
        #expect(throws: SystemError.self) { try store.sync(["other"]) }
        try store.sync(["one"])
    }

    @Test func `one that the disk may not have is none once the machine was started anew, and is made again`() throws {
        let bench = try Bench()
        defer { withExtendedLifetime(bench) {} }
        let store = try LayerStore(directory: bench.directory + "/layers")
        func make(_ key: String, durable: Bool) throws -> Bool {
            try store.create(key, LayerRecord(kind: .step, title: "a step"), durable: durable) { try Files.makeDirectory($0 + "/root") }
        }
        for key in ["lost", "safe"] {
            #expect(try make(key, durable: false))
            #expect(store.exists(key))
        }
        #expect(try make("whole", durable: true))
        try store.sync(["safe"])
        // What the next boot finds in it: the name of the one before, or nothing, since that was not synced either.
        for text in ["another boot", ""] {
            try Files.replace(store.directory + "/lost/unsynced", with: text)
            #expect(!store.exists("lost") && store.exists("safe") && store.exists("whole"))
            #expect(try !store.use("lost"))
            #expect(throws: SystemError.self) { try store.sync(["lost"]) }
            // Where nobody makes it again, it can be removed.
            #expect(try store.keys() == ["lost", "safe", "whole"])
            #expect(try make("lost", durable: false))
            #expect(store.exists("lost"))
        }
    }

    @Test func `makes a layer once`() throws {
        let bench = try Bench()
        let store = try LayerStore(directory: bench.directory + "/layers")
        let record = LayerRecord(kind: .step, title: "a step")
        var built = 0
        for _ in 0..<2 {
            try store.create("key-1", record) { directory in
                built += 1
                try Files.makeDirectory(directory + "/root")
                try Files.replace(directory + "/root/file", with: "x")
            }
        }
        #expect(built == 1)
        #expect(store.exists("key-1"))
        #expect(try store.record("key-1").title == "a step")
        #expect(try store.keys() == ["key-1"])
        #expect(try Files.list(store.temporaries) == [])
        try store.remove("key-1")
        #expect(!store.exists("key-1"))
    }

    @Test func `leaves nothing of a layer that failed`() throws {
        let bench = try Bench()
        let store = try LayerStore(directory: bench.directory + "/layers")
        #expect(throws: Failure(.buildFailed, "no")) {
            try store.create("key-1", LayerRecord(kind: .step, title: "")) { directory in
                try Files.makeDirectory(directory + "/root")
                throw Failure(.buildFailed, "no")
            }
        }
        #expect(!store.exists("key-1"))
        #expect(try Files.list(store.temporaries) == [])
    }

    @Test func `sweeps what dead builders left, and nothing of those who live in other PID namespaces`() throws {
        let bench = try Bench()
        let store = try LayerStore(directory: bench.directory + "/layers")
        // No process here has such an id, as none has that of a builder in another namespace.
        let living = try OwnedDirectory.make(in: store.temporaries, "999999999-key-1")
        let abandoned = "\(store.temporaries)/999999998-key-2-1"
        try Files.makeDirectory(abandoned + "/root")
        try store.sweep()
        #expect(Files.exists(living.path))
        #expect(!Files.exists(abandoned))
        let path = living.path
        _ = consume living
        // A program that another test is starting right now has what we had open, until it runs.
        let end = Moment.monotonicMilliseconds() + 60_000
        while Files.exists(path), Moment.monotonicMilliseconds() < end { try store.sweep() }
        #expect(!Files.exists(path))
    }

    @Test func `opaque marks stay where they stand in for something`() throws {
        let bench = try Bench()
        let upper = bench.directory + "/upper"
        let lower = bench.directory + "/lower"
        for path in ["both", "new", "new/inner"] { try Files.makeDirectory("\(upper)/\(path)") }
        try Files.makeDirectory(lower + "/both")
        for path in ["both", "new", "new/inner"] {
            try setAttribute("trusted.overlay.opaque", of: "\(upper)/\(path)", to: [UInt8(ascii: "y")])
        }
        #expect(try OpaqueDirectories.normalise(upper: upper, lowers: [lower]) == 2)
        #expect(try OpaqueDirectories.normalise(upper: upper, lowers: [lower]) == 0)
    }

    @Test func `installs Debian packages, and names one that there is not`() throws {
        let bench = try Bench()
        let store = try SharedStack.store()
        let stack = try SharedStack.key()
        let key = LayerStore.packagesKey(["jq"], over: [stack])
        if store.exists(key) { try store.remove(key) }
        var lines: [String] = []
        let made = try store.makePackages(["jq"], over: [stack], installer: installer(bench)) { lines.append($0) }
        #expect(made == key)
        print("packages: \(lines)")
        #expect(lines.contains { $0.hasSuffix("to install") })
        #expect(lines.count < 20)
        let root = store.path(key)
        #expect(try Files.list(root).allSatisfy { ["etc", "usr", "var"].contains($0) })
        #expect(!Files.exists(root + "/etc/resolv.conf"))
        var cage = try bench.shell("echo '{\"a\": 5}' | jq .a")
        cage.lowers.insert(root, at: 0)
        #expect(try bench.run(cage).text == "5\n")

        let failure = #expect(throws: Failure.self) {
            _ = try store.makePackages(["no-such-package-at-all"], over: [stack], installer: installer(bench)) { _ in }
        }
        #expect(failure?.code == .invalid)
        #expect(failure?.message.contains("`no-such-package-at-all`") == true)
    }

    @Test(arguments: ["--yes", "-o", "a b", "", "jq-", "../x"]) func `takes no option for a package`(name: String)
        throws
    {
        let bench = try Bench()
        #expect(throws: Failure.self) {
            _ = try LayerStore(directory: bench.directory + "/layers")
                .makePackages([name], over: ["stack"], installer: installer(bench)) { _ in }
        }
    }

    @Test func `a stack's key follows what is installed`() {
        var stack = SharedStack.definition
        let key = LayerStore.key(of: stack)
        stack.title = "another"
        stack.toolchains = ["python": ["3.13"]]
        #expect(LayerStore.key(of: stack) == key)
        stack.packages.append("jq")
        #expect(LayerStore.key(of: stack) != key)
    }

    @Test func `a base system that is made later is another layer of the same stack, and none of another`() {
        let stack = StackDefinition(name: "debian-13", title: "Debian", suite: "trixie", packages: ["bash"])
        let later = LayerStore.key(of: stack, madeAt: 1_790_000_000_000_000)
        #expect(later == LayerStore.key(of: stack) + "-6ab13b80")
        #expect(LayerStore.isBase(later, of: stack) && LayerStore.isBase(LayerStore.key(of: stack), of: stack))
        var other = stack
        other.packages.append("curl")
        #expect(!LayerStore.isBase(later, of: other))
        other.name = String(repeating: "a", count: 64)
        #expect(Cage.isValid(id: LayerStore.key(of: other, madeAt: 4_000_000_000_000_000)))
    }
}
