import Glibc
import Linux
import Model
import Sandbox
import Testing

@Suite("The use of layers") struct LayerUseTests {
    private func store(_ bench: Bench) throws -> LayerStore { try LayerStore(directory: bench.directory + "/layers") }

    private func make(_ key: String, in store: LayerStore) throws {
        try store.create(key, LayerRecord(kind: .packages, title: key)) { try Files.makeDirectory($0 + "/root/usr") }
    }

    @Test func `is written down when they are made and when they are used again`() throws {
        let bench = try Bench()
        let store = try store(bench)
        try make("packages-1", in: store)
        #expect(store.usedAt("packages-1") != nil)
        var times = [timespec(tv_sec: 5, tv_nsec: 0), timespec(tv_sec: 5, tv_nsec: 0)]
        #expect(utimensat(AT_FDCWD, store.directory + "/packages-1/used", &times, 0) == 0)
        #expect(store.usedAt("packages-1") == 5_000_000)
        #expect(try store.use("packages-1"))
        #expect(try #require(store.usedAt("packages-1")) > 5_000_000)
        #expect(try !store.use("packages-2"))
    }

    @Test func `is heard by those who share a store, until the other is gone`() throws {
        let bench = try Bench()
        let store = try store(bench)
        let (one, two) = (bench.directory + "/one", bench.directory + "/two")
        for root in [one, two] {
            try Files.makeDirectory(root)
            try Files.replace(root + "/renga.db", with: "")
        }
        try store.say(["a", "b"], by: one)
        try store.say(["b", "c"], by: two)
        #expect(try store.namedByOthers(than: one) == ["b", "c"])
        #expect(try store.namedByOthers(than: two) == ["a", "b"])
        // Not seen from here, it may be of another container: it counts for a day.
        try Files.removeTree(two)
        #expect(try store.namedByOthers(than: one) == ["b", "c"])
        func age(_ wanted: (String) -> Bool) throws {
            for name in try Files.list(store.directory + "/.uses") where wanted(name) {
                var times = [timespec(tv_sec: 5, tv_nsec: 0), timespec(tv_sec: 5, tv_nsec: 0)]
                #expect(utimensat(AT_FDCWD, "\(store.directory)/.uses/\(name)", &times, 0) == 0)
            }
        }
        // A clock that was set ahead makes it old at once, and is no reason alone; nor is that which was found of a list before this one.
        try age { _ in true }
        for _ in 0..<2 { #expect(try store.namedByOthers(than: one) == ["b", "c"]) }
        try store.say(["b", "c"], by: two)
        #expect(try store.namedByOthers(than: one) == ["b", "c"])
        try age { _ in true }
        #expect(try store.namedByOthers(than: one) == ["b", "c"])
        try age { $0.hasPrefix(".old-") }
        #expect(try store.namedByOthers(than: one) == [])
        #expect(try Files.list(store.directory + "/.uses").count == 1)
    }

    @Test func `keeps a layer from being removed that somebody begins to use meanwhile`() throws {
        let bench = try Bench()
        let store = try store(bench)
        try make("packages-1", in: store)
        #expect(try !store.remove("packages-1") { false })
        #expect(store.exists("packages-1"))
        #expect(try store.remove("packages-1") { true })
        #expect(!store.exists("packages-1"))
    }

    @Test func `of packages that apt has fetched ends with their stack, or after a while`() throws {
        let bench = try Bench()
        let store = try store(bench)
        try make("stack-1", in: store)
        for stack in ["stack-1", "stack-gone"] {
            try Files.makeDirectory("\(store.directory)/.apt-\(stack)/archives/partial")
            try Files.replace("\(store.directory)/.apt-\(stack)/archives/a.deb", with: "package")
        }
        try store.sweepPackageArchives(olderThanSeconds: 3600)
        #expect(Files.exists(store.directory + "/.apt-stack-1/archives/a.deb"))
        #expect(!Files.exists(store.directory + "/.apt-stack-gone"))
        try store.sweepPackageArchives(olderThanSeconds: -3600)
        #expect(try Files.list(store.directory + "/.apt-stack-1/archives") == ["partial"])
    }
}
