import Glibc
import Linux
import Model
import Testing

/// Keys that a team's list brings and takes away, with a real sshd.
@Suite("A team's keys, over SSH") struct TeamKeysTests {
    @Test func `whoever is in the list gets in, at once and after a restart, and whoever is no more does not`() throws {
        let list = "/var/tmp/renga-e2e-team-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        defer { unlink(list) }
        let platform = try Installation("keys: {file: \(list), minutes: 0}\n")
        let (ada, bob) = (try Visitor("ada@example.com", of: platform), try Visitor("bob", of: platform))
        #expect(try platform.renga("keys:sync").text.contains("there is no file \(list)"))
        try Files.replace(list, with: try ada.publicKey + bob.publicKey, mode: 0o644)

        expect(try platform.renga("keys:sync", "--dry-run").check(), has: ["+", "ada@example.com", "bob", "Would add 2 and remove 0"])
        #expect(try ada.ssh("whoami").status.code == 255)
        expect(try platform.renga("keys:sync").check(), has: ["Added 2 and removed 0, by the 2 keys of \(list)."])
        #expect(try ada.ssh("whoami").check().contains("ada@example.com"))
        #expect(try ada.ssh("create", "hers").status.isSuccess && bob.ssh("apps").status.isSuccess)
        #expect(try ada.ssh("keys:sync").text.contains("it is for who looks after the machine"))
        #expect(try platform.renga("keys").check().contains("by keys:sync"))

        try Files.replace(list, with: try ada.publicKey, mode: 0o644)
        expect(try platform.renga("keys:sync").check(), has: ["-", "bob", "removed 1"])
        #expect(try bob.ssh("whoami").status.code == 255)
        try Files.replace(list, with: "", mode: 0o644)
        #expect(try platform.renga("keys:sync").text.contains("it is empty"))
        expect(try platform.renga("status").check(), has: ["Team's keys", "it is empty"])
        try platform.restartRunner()
        #expect(try ada.ssh("whoami").status.isSuccess)
    }
}
