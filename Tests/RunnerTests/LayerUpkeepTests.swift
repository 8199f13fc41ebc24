import Glibc
import Ledger
import Linux
import Model
import Operations
import Sandbox
import Testing

@testable import Runner

@Suite("The store's budget") struct LayerUpkeepTests {
    private static let megabyte = 1 << 20
    /// In hours: when each layer was used last, the longest unused first. What was not used for a day goes in any case.
    private static let unused = [("oldest", 30), ("older", 5), ("old", 3), ("recent", 2)]

    private final class Scene {
        let folder: LogFolder
        let store: LayerStore
        let upkeep: LayerUpkeep

        /// - Parameter megabytes: that the store may take; 0: there is no limit.
        init(megabytes: Int) throws {
            folder = try LogFolder()
            guard let root = InstallationRoot(folder.path + "/root") else { throw Failure(.internal, folder.path) }
            for path in [root.path, root.run, root.layers, root.slugs, root.stacks] { try Files.makeDirectory(path) }
            var configuration = Configuration()
            configuration.storeBytesMax = Int64(megabytes * megabyte)
            configuration.build.secondsMax = 3600
            store = try LayerStore(root, configuration)
            upkeep = LayerUpkeep(Platform(root: root, configuration: configuration, ledger: try Ledger(root, as: .keeper)), store)
            for (key, hours) in unused { try make(key, hours: hours) }
            // A build that is under way may name it.
            try make("young", hours: 0)
            // As a neighbour says, which has its apps on the same store.
            try make("neighbours", hours: 20)
            try store.say(["neighbours"], by: folder.path + "/another")
        }

        private func make(_ key: String, hours: Int) throws {
            try store.create(key, LayerRecord(kind: .toolchain, title: key)) { directory in
                try Files.makeDirectory(directory + "/root")
                try Files.replace(directory + "/root/file", with: String(repeating: "x", count: megabyte))
            }
            _ = try store.use(key)
            let time = timespec(tv_sec: Int(Moment.wallMicroseconds() / 1_000_000) - hours * 3600, tv_nsec: 0)
            var times = [time, time]
            try #require(utimensat(AT_FDCWD, "\(store.directory)/\(key)/used", &times, 0) == 0)
        }
    }

    @Test(arguments: [
        // No limit, and one that is kept: only what nobody has used for a day.
        (0, ["neighbours", "old", "older", "recent", "young"]), (100, ["neighbours", "old", "older", "recent", "young"]),
        // Five stay of a megabyte and a little: one too many, two too many, and so on.
        (5, ["neighbours", "old", "recent", "young"]), (4, ["neighbours", "recent", "young"]), (3, ["neighbours", "young"]),
        // What somebody names or may be about to name stays, however little there may be.
        (1, ["neighbours", "young"]),
    ]) func `has what nothing names go, the longest unused first, and no more than it has to`(megabytes: Int, stay: [String]) throws {
        let scene = try Scene(megabytes: megabytes)
        try scene.upkeep.run()
        #expect(try scene.store.keys().sorted() == stay)
        // What is over it and cannot go is looked at each time, and never less careful.
        try scene.upkeep.run()
        #expect(try scene.store.keys().sorted() == stay)
    }

    @Test func `store:gc has all go that nothing names, whatever the budget is, and says how much that was`() throws {
        let scene = try Scene(megabytes: 100)
        let swept = try scene.upkeep.runNow()
        #expect(swept.count == 4 && swept.bytes >= 4 << 20)
        #expect(try scene.store.keys().sorted() == ["neighbours", "young"])
    }
}
