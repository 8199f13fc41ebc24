import Glibc
import Linux
import Model
import Testing

@testable import Sandbox

@Suite("The digest of a layer") struct LayerDigestTests {
    private func tree(_ bench: Bench, _ name: String) throws -> String {
        let path = "\(bench.directory)/\(name)"
        try Files.makeDirectory(path + "/app/lib")
        try Files.replace(path + "/app/a", with: "one")
        try Files.replace(path + "/app/lib/b", with: "two")
        try Files.link(path + "/app/link", to: "a")
        return path
    }

    @Test func `is of names, kinds, owners, modes, contents and targets, and of nothing else`() throws {
        let bench = try Bench()
        let one = try tree(bench, "one")
        let digest = try #require(try LayerDigest.of(one))
        #expect(digest.utf8.count == 64)
        let changes: [(String, (String) throws -> Void)] = [
            ("a content of the same size", { try Files.replace($0 + "/app/a", with: "on3") }),
            ("a mode", { #expect(chmod($0 + "/app/a", 0o755) == 0) }),
            ("an owner", { #expect(chown($0 + "/app/a", 7, 7) == 0) }),
            ("a target", { try Files.link($0 + "/app/link", to: "b") }),
            ("a name", { try Files.rename($0 + "/app/a", to: $0 + "/app/c") }),
            ("a name that is gone", { try Files.remove($0 + "/app/lib/b") }),
            ("a new name", { try Files.makeDirectory($0 + "/app/new") }),
        ]
        for (number, (what, change)) in changes.enumerated() {
            let other = try tree(bench, "\(number)")
            #expect(try LayerDigest.of(other) == digest)
            try change(other)
            #expect(try LayerDigest.of(other) != digest, "\(what)")
        }
        var times = [timespec(tv_sec: 5, tv_nsec: 0), timespec(tv_sec: 5, tv_nsec: 0)]
        #expect(utimensat(AT_FDCWD, one + "/app/a", &times, 0) == 0)
        #expect(try LayerDigest.of(one) == digest)
        #expect(try LayerDigest.of(one, isCancelled: { true }) == nil)
    }

    @Test func `finds a layer that was changed: it is made anew, and who has it keeps it until the machine stops`() throws {
        let bench = try Bench()
        let store = try LayerStore(directory: bench.directory + "/layers")
        func make(_ text: String, durable: Bool = true) throws -> Bool {
            try store.create("packages-1", LayerRecord(kind: .packages, title: "one"), durable: durable) { directory in
                try Files.makeDirectory(directory + "/root")
                try Files.replace(directory + "/root/file", with: text)
            }
        }
        #expect(try make("one"))
        #expect(store.verifiedAt("packages-1") != nil)
        #expect(try store.verify("packages-1") == .sound)
        let held = try Descriptor.open(store.path("packages-1"), O_RDONLY | O_DIRECTORY)
        try Files.replace(store.path("packages-1") + "/file", with: "evil")
        #expect(try store.verify("packages-1", isCancelled: { true }) == .unknown)
        #expect(try store.verify("packages-1") == .changed && store.isSuspect("packages-1"))
        #expect(try !store.exists("packages-1") && !store.use("packages-1") && store.keys() == ["packages-1"])
        #expect(try make("one"))
        #expect(try Files.text(store.path("packages-1") + "/file") == "one" && store.verify("packages-1") == .sound)
        let isStillThere = faccessat(held.number, "file", F_OK, 0) == 0
        #expect(isStillThere)
        try store.sweepAsides()
        #expect(try Files.list(store.directory + "/.aside").count == 1)
        for name in try Files.list(store.directory + "/.aside") {
            try Files.rename("\(store.directory)/.aside/\(name)", to: "\(store.directory)/.aside/other-boot")
        }
        try store.sweepAsides()
        #expect(try Files.list(store.directory + "/.aside").isEmpty)
        #expect(try store.verify("gone") == .unknown)
    }

    @Test func `of a layer that a push waits for is put down when somebody looks at it`() throws {
        let bench = try Bench()
        let store = try LayerStore(directory: bench.directory + "/layers")
        try store.create("source-1", LayerRecord(kind: .source, title: "one"), durable: false) { try Files.makeDirectory($0 + "/root") }
        #expect(store.verifiedAt("source-1") == nil)
        #expect(try store.verify("source-1") == .sound && store.verifiedAt("source-1") != nil)
    }
}
