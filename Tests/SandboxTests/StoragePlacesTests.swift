import Glibc
import Linux
import Model
import Testing

@testable import Sandbox

@Suite("Folders that stay") struct StoragePlacesTests {
    private static let uid: uid_t = 23_456

    @Test func `become the app's with all that is in them, and what cannot be told to be theirs is left and said`() throws {
        let bench = try Bench()
        let root = try #require(InstallationRoot(bench.directory))
        let app = try #require(AppName("shop"))
        let mounts = [StorageMount(app, "data", at: "/app/data")]
        let places = StoragePlaces(root)
        #expect(try places.make(mounts, uid: Self.uid) == [])
        let folder = root.storage(app, "data")
        #expect(Files.status(folder)?.st_uid == Self.uid)
        // As out of a backup: root's.
        for name in ["plain", "twice"] { try Files.replace("\(folder)/\(name)", with: name) }
        #expect(chown(folder, 0, 0) == 0 && link("\(folder)/twice", "\(bench.directory)/elsewhere") == 0)
        let left = try places.make(mounts, uid: Self.uid)
        #expect(left.count == 1 && left.first?.contains("`data`") == true && left.first?.hasSuffix("\(folder)/twice") == true, "\(left)")
        #expect(Files.status("\(folder)/plain")?.st_uid == Self.uid && Files.status("\(folder)/twice")?.st_uid == 0)
        // It is the app's now: nothing is looked at anew.
        #expect(try places.make(mounts, uid: Self.uid) == [])
    }
}
