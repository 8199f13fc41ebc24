import Foundation
import GRDB
import Glibc
import Ledger
import Linux
import Model
import Testing

@Suite("Secrets in the ledger") struct SecretsTests {
    private let directory: String
    private var path: String { directory + "/renga.db" }
    private var keyPath: String { directory + "/ledger.key" }

    init() throws {
        directory = "/tmp/renga-secrets-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
    }

    private func cleanUp() {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(directory)
    }

    /// The file, its -wal and its -shm, as they lie on the disk.
    private func raw() throws -> [UInt8] {
        try ["", "-wal", "-shm"].map { path + $0 }.filter(Files.exists).flatMap { try Files.read($0) }
    }

    private func expectNothing(of words: [String], _ location: SourceLocation = #_sourceLocation) throws {
        let bytes = Data(try raw())
        for word in words {
            #expect(bytes.range(of: Data(word.utf8)) == nil, "`\(word)` can be read", sourceLocation: location)
            let coded = Data(word.utf8).base64EncodedString().dropLast(4)
            #expect(bytes.range(of: Data(coded.utf8)) == nil, "`\(word)` can be read as base64", sourceLocation: location)
        }
    }

    @Test func `an older ledger is sealed, and no plain copy is left in any of its files`() throws {
        defer { cleanUp() }
        try OldLedger.write(into: directory)
        // The test can fail: all of it is there before.
        let before = Data(try raw())
        for word in OldLedger.plain { #expect(before.range(of: Data(word.utf8)) != nil, "\(word)") }
        let ledger = try Ledger(path: path)
        try expectNothing(of: OldLedger.plain)
        try ledger.read { db throws in
            #expect(try db.configVars(1) == ["PASSWORD": OldLedger.secret])
            #expect(try db.deploy(2)?.config == ["PASSWORD": OldLedger.secret])
            #expect(try db.releases(1).map(\.deploy.config) == [["PASSWORD": OldLedger.secret], ["OLD": OldLedger.removed]])
            #expect(try db.certificatePEM("abc") == "-----BEGIN PRIVATE KEY-----")
            #expect(try db.setting("affinity key") == OldLedger.secret)
            #expect(try db.app(id: 1)?.stack == "debian-12", "what it runs on, and not the default of its first day")
        }
        #expect(try Ledger(path: path).repairs.isEmpty, "it was brought up once and for all")
    }

    @Test func `an upgrade that was killed before it had cleared the file is finished by the next start`() throws {
        defer { cleanUp() }
        try OldLedger.write(into: directory)
        do {
            // A reader of the old version: the -wal cannot be cleared below it.
            var configuration = GRDB.Configuration()
            configuration.readonly = true
            configuration.allowsUnsafeTransactions = true
            let reader = try DatabaseQueue(path: path, configuration: configuration)
            try reader.inDatabase { db in
                try db.execute(sql: "BEGIN")
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM apps")
            }
            let ledger = try Ledger(path: path, busySeconds: 0.1)
            #expect(ledger.repairs.contains { $0.contains("could not clear the ledger") })
            #expect(try ledger.read { try $0.configVars(1) } == ["PASSWORD": OldLedger.secret])
            try reader.inDatabase { try $0.execute(sql: "COMMIT") }
        }
        let ledger = try Ledger(path: path)
        try expectNothing(of: OldLedger.plain)
        withExtendedLifetime(ledger) {}
    }

    @Test func `what is set and unset in daily use is never there in plain`() throws {
        defer { cleanUp() }
        let ledger = try Ledger(path: path)
        let app = try ledger.write { try $0.insertApp(.named("shop"), stack: "debian-13", uidBase: 20000, now: 1) }
        for (number, config) in [["A": OldLedger.secret], ["A": OldLedger.updated, "B": OldLedger.removed], [:]].enumerated() {
            try ledger.write { db in
                let new = NewDeploy(app: app.id, kind: .config, state: .booting, config: config, description: "Set", actor: "alice")
                let deploy = try db.insertDeploy(new, now: Int64(number))
                _ = try db.release(deploy, now: Int64(number))
                #expect(try db.configVars(app.id) == config)
                #expect(try db.deploy(deploy)?.config == config)
            }
        }
        try ledger.write { db in
            let details = CertificateDetails(
                hosts: [],
                issuer: "CA",
                notBefore: 1,
                notAfter: 2,
                fingerprint: "ab",
                key: "RSA 2048",
                selfSigned: false
            )
            try db.insertCertificate("abc", of: app.id, .added, details, pem: "PRIVATE KEY of shop", now: 1)
            try db.insertCertificate("abc", of: app.id, .automatic, details, pem: "PRIVATE KEY of shop", now: 2)
            #expect(try db.certificatePEM("abc") == "PRIVATE KEY of shop")
            #expect(try db.setting("affinity key") { OldLedger.secret } == OldLedger.secret)
        }
        try expectNothing(of: OldLedger.plain)
    }

    @Test func `is its owner's alone, whoever opens it first and with whatever umask`() throws {
        defer { cleanUp() }
        try OldLedger.write(into: directory)
        let ledger = try Ledger(path: path)
        #expect(ledger.repairs.filter { $0.contains("could be read by others (mode 644)") }.count == 2)
        _ = try ledger.write { try $0.setting("a") { "b" } }
        for name in ["renga.db", "renga.db-wal", "renga.db-shm", "ledger.key"] {
            #expect(Files.status("\(directory)/\(name)").map { $0.st_mode & 0o7777 } == 0o600, "\(name)")
        }
        let other = directory + "/new"
        try Files.makeDirectory(other)
        let mask = umask(0)
        defer { umask(mask) }
        let new = try Ledger(path: other + "/renga.db")
        for name in try Files.list(other) {
            #expect(Files.status("\(other)/\(name)").map { $0.st_mode & 0o7777 } == 0o600, "\(name)")
        }
        withExtendedLifetime(new) {}
    }

    @Test(arguments: [Ledger.Role.keeper, .guest(waiting: {})])
    func `without its key nobody opens it, and the missing file is named`(role: Ledger.Role) throws {
        defer { cleanUp() }
        _ = try Ledger(path: path)
        try Files.rename(keyPath, to: keyPath + ".away")
        let failure = #expect(throws: Failure.self) { _ = try Ledger(path: path, as: role) }
        #expect(failure?.message == "the key to the ledger is missing: \(keyPath)")
        #expect(failure?.hint?.contains("install -m 600 COPY \(keyPath)") == true)
        #expect(!Files.exists(keyPath), "a new key would open nothing")
        try Files.rename(keyPath + ".away", to: keyPath)
        _ = try Ledger(path: path, as: role)
    }

    @Test(arguments: [Ledger.Role.keeper, .guest(waiting: {})])
    func `with another's key nobody opens it`(role: Ledger.Role) throws {
        defer { cleanUp() }
        _ = try Ledger(path: path)
        try Files.makeDirectory(directory + "/other")
        _ = try Ledger(path: directory + "/other/renga.db")
        try Files.rename(directory + "/other/ledger.key", to: keyPath)
        let failure = #expect(throws: Failure.self) { _ = try Ledger(path: path, as: role) }
        #expect(failure?.message.hasPrefix("\(keyPath) is not the key to \(path)") == true)
    }

    @Test(arguments: ["", "# only words\n", "0123\n", String(repeating: "g", count: 64), String(repeating: "a", count: 5000)])
    func `a file that is no key is no key`(text: String) throws {
        defer { cleanUp() }
        _ = try Ledger(path: path)
        try Files.replace(keyPath, with: text, mode: 0o600)
        #expect(throws: (any Error).self) { _ = try Ledger(path: path) }
        #expect(try Files.text(keyPath) == text, "it is left as it is")
    }

    @Test func `a key that others can change is not believed, one that they can read becomes root's alone`() throws {
        defer { cleanUp() }
        _ = try Ledger(path: path)
        try #require(chmod(keyPath, 0o644) == 0)
        _ = try Ledger(path: path)
        #expect(Files.status(keyPath).map { $0.st_mode & 0o777 } == 0o600)
        try #require(chmod(keyPath, 0o666) == 0)
        #expect(throws: Failure.self) { _ = try Ledger(path: path) }
    }

    @Test func `a value that was copied from another row does not open`() throws {
        defer { cleanUp() }
        let ledger = try Ledger(path: path)
        try ledger.write { db in
            let one = try db.insertApp(.named("one"), stack: "debian-13", uidBase: 20000, now: 1)
            let two = try db.insertApp(.named("two"), stack: "debian-13", uidBase: 20000, now: 1)
            try db.replaceConfigVars(one.id, with: ["A": "1", "B": "2"])
            try db.replaceConfigVars(two.id, with: ["A": "3"])
            try db.execute(
                sql: "UPDATE config_vars SET sealed = (SELECT sealed FROM config_vars WHERE app_id = ? AND name = 'A') WHERE app_id = ?",
                arguments: [one.id, two.id]
            )
            #expect(try db.configVars(one.id) == ["A": "1", "B": "2"])
            #expect(throws: (any Error).self) { try db.configVars(two.id) }
        }
    }

    @Test func `a guest makes no ledger, and waits for the runner that brings one up`() throws {
        defer { cleanUp() }
        let failure = #expect(throws: Failure.self) { _ = try Ledger(path: path, as: .guest(waiting: {})) }
        #expect(failure?.hint?.contains("renga-runner") == true)
        #expect(try Files.list(directory).isEmpty)
        try OldLedger.write(into: directory)
        let failures = Failures()
        let place = path
        var guest: BackgroundThread? = try BackgroundThread("guest") {
            failures.note {
                let vars = try Ledger(path: place, as: .guest(waiting: {})).read { try $0.configVars(1) }
                #expect(vars == ["PASSWORD": OldLedger.secret])
            }
        }
        let keeper = try Ledger(path: path)
        guest.take()?.join()
        #expect(failures.all == [])
        withExtendedLifetime(keeper) {}
    }

    @Test(arguments: [Ledger.Role.keeper, .guest(waiting: {})])
    func `one of a newer version is opened by nobody`(role: Ledger.Role) throws {
        defer { cleanUp() }
        let newer = try Ledger(path: path)
        try newer.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 what comes')") }
        let failure = #expect(throws: Failure.self) { _ = try Ledger(path: path, as: role) }
        #expect(failure?.code == .unavailable)
        _ = try Ledger(path: path, as: .onlooker)
    }

    @Test func `steps keep no hash by which a value could be guessed, and what they keep stays`() throws {
        defer { cleanUp() }
        try OldLedger.write(into: directory)
        let ledger = try Ledger(path: path)
        let step = try ledger.read { try $0.lastStep(1, name: "Building") }
        #expect(
            step?.components
                == #"{"components":[{"aspect":"config","name":"PASSWORD","value":""},{"aspect":"script","name":"","value":"make"}]}"#
        )
        let mark = ledger.mark("yes", of: "PASSWORD", app: 1)
        let kept = #"{"components":[{"aspect":"config","name":"PASSWORD","value":"\#(mark)"}]}"#
        try ledger.write { try $0.recordStep(1, name: "Building", components: kept, layer: "step-2", now: 9) }
        #expect(try Ledger(path: path).read { try $0.lastStep(1, name: "Building")?.components } == kept)
        #expect(ledger.mark("yes", of: "OTHER", app: 1) != mark && ledger.mark("yes", of: "PASSWORD", app: 2) != mark)
    }
}
