import Glibc
import Linux
import Model
import Testing

@Suite("A sealed ledger") struct SealedLedgerTests {
    private static let secret = "correct-horse-battery"

    private func raw(_ platform: Installation) throws -> String {
        try ["", "-wal", "-shm"].map { try Files.text(platform.root.ledger + $0) }.joined()
    }

    @Test func `has no config var to be read while it is set, served and unset`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try platform.renga("config:set", "PASSWORD=\(Self.secret)", "-a", "shop").check()
        #expect(try platform.renga("config:get", "PASSWORD", "-a", "shop").check().trimmed == Self.secret)
        #expect(try !raw(platform).contains(Self.secret))
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
        try platform.renga("config:unset", "PASSWORD", "-a", "shop").check()
        #expect(try !raw(platform).contains(Self.secret))
        try platform.renga("rollback", "v5", "-a", "shop").check()
        #expect(try platform.renga("config:get", "PASSWORD", "-a", "shop").check().trimmed == Self.secret)
        #expect(try !raw(platform).contains(Self.secret))
        for path in ["", "-wal", "-shm"].map({ platform.root.ledger + $0 }) + [platform.root.ledgerKey] {
            #expect(Files.status(path).map { $0.st_mode & 0o7777 } == 0o600, "\(path)")
        }
    }

    @Test func `without its key starts nothing and takes no push, and what runs goes on`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try Files.rename(platform.root.ledgerKey, to: platform.root.path + "/key.away")
        try app.commit(["message": "two"])
        let refused = try platform.push(app, to: "shop")
        #expect(!refused.status.isSuccess)
        expect(refused.text, has: ["the key to the ledger is missing: \(platform.root.ledgerKey)", "put it back"])
        platform.stopRunner()
        let start = try Command(platform.root.path + "/bin/renga-runner", ["--root", platform.root.path]).run()
        #expect(start.status == .exited(61))
        expect(start.text, has: ["the key to the ledger is missing: \(platform.root.ledgerKey)", "put it back"])
        #expect(try platform.get("shop").status == 200)
        try Files.rename(platform.root.path + "/key.away", to: platform.root.ledgerKey)
        try platform.startRunner()
        try platform.waitUntilReady()
        try platform.expectDeploy(of: app, to: "shop")
    }

    @Test func `another default stack moves no app`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        // One that is not there: whoever asked for it would be refused.
        let settings = try Files.text(platform.root.configuration)
        try Files.replace(platform.root.configuration, with: settings + "\ndefault_stack: another\n")
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
        expect(try platform.renga("info", "-a", "shop").check(), has: ["debian-13"])
    }
}
