import Glibc
import Linux
import Model
import Synchronization
import Testing

@Suite("Accounts") struct AccountTests {
    @Test func `are found by their name`() throws {
        #expect(try Account.find("root") == Account(uid: 0, gid: 0))
        #expect(try Account.find("nobody").map(\.uid) == 65534)
        #expect(try Account.find("renga-has-no-such-user") == nil)
        #expect(try Account.find("") == nil)
    }

    @Test func `are known by their number`() throws {
        #expect(try Account.exists(uid: 0) && Account.exists(uid: 65534))
        #expect(try !Account.exists(uid: 3_999_999_999))
    }

    @Test func `are not mixed up by threads that ask at the same time`() throws {
        let names = ["root", "daemon", "nobody", "www-data"]
        let expected = try names.map { try Account.find($0) }
        let wrong = Mutex(0)
        try inThreads(4) { index in
            for _ in 0..<500 where (try? Account.find(names[index])) != expected[index] { wrong.withLock { $0 += 1 } }
        }
        #expect(wrong.withLock(\.self) == 0)
    }

    @Test func `that are not there are refused with their name and where it stands`() throws {
        let root = try #require(InstallationRoot("/srv/renga"))
        let failure = #expect(throws: Failure.self) { try Account.existing("renga-has-no-such-user", of: root) }
        #expect(failure?.code == .notFound)
        #expect(failure?.message == "there is no user `renga-has-no-such-user`")
        #expect(failure?.hint?.contains("/srv/renga/config.yml") == true)
    }
}
