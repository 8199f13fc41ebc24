import Model
import Planning
import Testing

@Suite("Who is waited for") struct LockNoteTests {
    private func words(_ note: String?, owner: String? = nil, age: Int64? = nil) throws -> String {
        LockNote(note).words(of: try #require(AppName("shop")), owner: owner, age: age)
    }

    @Test func `is said by name, with what it does and since when`() throws {
        let time = "2026-11-27T15:10:34.355879+00:00"
        #expect(LockNote("key 3 since \(time)").key == 3 && LockNote("key 3 since \(time)").since == time)
        #expect(try words("key 3 since \(time)", owner: "ada", age: 3) == "Waiting for ada's push to shop, begun 3s ago...")
        #expect(try words("ada, config since \(time)", age: 65) == "Waiting for ada's config of shop, begun 1m ago...")
        #expect(try words("destroy since \(time)", age: -1) == "Waiting for destroy of shop, begun 0s ago...")
        #expect(LockNote("ada, config since \(time)").key == nil)
    }

    @Test func `is shown as it is, where it has another form`() throws {
        #expect(try words(nil) == "Waiting for another deploy of shop (somebody) to finish...")
        #expect(try words("key 1") == "Waiting for another deploy of shop (key 1) to finish...")
        #expect(try words("key x since y", age: nil) == "Waiting for another deploy of shop (key x since y) to finish...")
        #expect(try words("key 9 since z", owner: nil, age: 1) == "Waiting for another deploy of shop (key 9 since z) to finish...")
    }
}
