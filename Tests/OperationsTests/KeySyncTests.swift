import Glibc
import Ledger
import Linux
import Model
import RequestBench
import Testing
import Wire

@testable import Operations

/// A team's list as it really comes: by a file and by a program, which may be anything.
@Suite("renga keys:sync") struct KeySyncTests {
    private static let byHand: UInt8 = 200

    private func bench(_ configure: (inout KeySyncSettings) -> Void) throws -> RequestBench {
        try RequestBench { configure(&$0.keys) }
    }

    private func shell(_ script: String, seconds: Int = 20) throws -> RequestBench {
        try self.bench {
            $0.command = "/bin/sh -c \(ShellQuoting.quote(script))"
            $0.secondsMax = seconds
        }
    }

    private static func line(_ number: UInt8, _ name: String) -> String { "\(RequestBench.keyText(number)) \(name)\n" }

    private func owners(_ bench: RequestBench) throws -> [String] { try bench.ledger.read { try $0.keys() }.map(\.owner).sorted() }

    private func refusal(_ bench: RequestBench, _ request: SyncKeys = SyncKeys(isTry: false)) -> Failure? {
        #expect(throws: Failure.self) { _ = try bench.ask(request) }
    }

    @Test func `a file's keys come, are told, and go with it; keys by hand stay`() throws {
        let path = "/tmp/renga-team-keys-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        defer { unlink(path) }
        let bench = try self.bench { $0.file = path }
        _ = try Keys(bench.platform).add(RequestBench.keyText(Self.byHand) + " root-admin")
        #expect(refusal(bench)?.message.contains("there is no file") == true)
        try Files.replace(path, with: Self.line(1, "ada") + "bob " + Self.line(2, "laptop"), mode: 0o644)

        let wouldBe = try bench.ask(SyncKeys(isTry: true))
        #expect(wouldBe.added.map(\.owner) == ["ada", "bob"])
        #expect(try owners(bench) == ["root-admin"])
        let done = try bench.ask(SyncKeys(isTry: false))
        #expect(done.added == wouldBe.added && done.removed == [] && done.count == 2)
        #expect(try owners(bench) == ["ada", "bob", "root-admin"])
        #expect(try Files.text(bench.root.authorizedKeys).split(separator: "\n").count == 4)
        #expect(try bench.ledger.read { try $0.person("ada")?.standing } == .person)
        #expect(try bench.ask(ListKeys()).filter { $0.isSynced == true }.map(\.owner) == ["ada", "bob"])
        #expect(try bench.ask(SyncKeys(isTry: false)).added == [])

        try Files.replace(path, with: Self.line(1, "ada"), mode: 0o644)
        #expect(try bench.ask(SyncKeys(isTry: false)).removed.map(\.owner) == ["bob"])
        #expect(try owners(bench) == ["ada", "root-admin"])
        let good = try #require(try bench.ask(ShowStatus()).machine?.keySync)
        #expect(good.removed.count == 1 && good.currentAt == good.at && good.everyMinutes == 60)
        #expect(try bench.ask(ListActivity(app: nil, count: 1)).first?.what == "Sync keys: Remove keys of bob")
        // However often it fails, it is known when it was right last.
        try Files.remove(path)
        for _ in 1...2 {
            _ = refusal(bench)
            let bad = try #require(try bench.ask(ShowStatus()).machine?.keySync)
            #expect(bad.refusal?.contains("there is no file") == true && bad.currentAt == good.at)
        }
    }

    @Test func `a file that is none, or that others write, changes nothing`() throws {
        let path = "/tmp/renga-team-keys-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let bench = try self.bench { $0.file = path }
        for (make, says) in [
            ("ln -s /etc/passwd P", "is a link"), ("mkfifo P", "is no file"), ("mkdir P", "is no file"),
            ("touch P && chmod 666 P", "can be written by others"), ("touch P && chmod 644 P", "it is empty"),
            ("touch P && chmod 600 P", "Permission denied"),
        ] {
            try Command("/bin/sh", ["-c", make.replacing("P", with: path)]).check()
            #expect(refusal(bench)?.message.contains(says) == true, "\(make): \(String(describing: refusal(bench)))")
            try Command("/bin/rm", ["-rf", path]).check()
        }
        #expect(try owners(bench) == [])
    }

    @Test(arguments: [
        ("exit 0", "it is empty"), ("exit 3", "ended with"), ("echo no such team >&2; exit 22", "no such team"), ("yes", "more than 1 MB"),
        ("head -c 100000 /dev/zero", "not plain text"), ("echo '<html>'", "line 1: "), ("sleep 100", "longer than 1 seconds"),
        ("sleep 100 & sleep 100", "longer than 1 seconds"), ("printf 'ssh-ed25519 AAAA'", "half written"), ("kill -9 $$", "ended with"),
    ]) func `a command that fails in any way changes nothing, and it is said why`(script: String, why: String) throws {
        let bench = try shell(script, seconds: 1)
        _ = try Keys(bench.platform).add(RequestBench.keyText(Self.byHand) + " root-admin")
        let failure = refusal(bench)
        #expect(failure?.message.contains(why) == true, "\(String(describing: failure))")
        #expect(failure?.message.hasPrefix("the keys of /bin/sh") == true)
        #expect(try owners(bench) == ["root-admin"])
        #expect(try bench.ask(ShowStatus()).machine?.keySync?.refusal?.contains(why) == true)
    }

    @Test func `it is run as nobody, with nothing`() throws {
        let bench = try shell("id -u; id -G; env | sort; cat /etc/shadow")
        let failure = refusal(bench)
        // What it says is no list: the first line is.
        #expect(failure?.message.contains("line 1: ") == true || failure?.message.contains("ended with") == true)
        let me = try shell("test $(id -u) -ge 19000 && test \"$(id -G)\" = $(id -u) && printf '\(Self.line(1, "ada").trimmed)\\n'")
        #expect(try me.ask(SyncKeys(isTry: true)).added.map(\.owner) == ["ada"])
    }

    @Test func `a list that is cut short removes nobody without a word`() throws {
        let path = "/tmp/renga-team-keys-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        defer { unlink(path) }
        let bench = try self.bench { $0.file = path }
        try Files.replace(path, with: (1...8).map { Self.line($0, "p\($0)") }.joined(), mode: 0o644)
        _ = try bench.ask(SyncKeys(isTry: false))
        try Files.replace(path, with: Self.line(1, "p1"), mode: 0o644)
        let failure = refusal(bench)
        #expect(failure?.message.contains("it would remove 7 of 8 keys") == true && failure?.hint?.contains("--confirm 7") == true)
        #expect(try bench.ask(SyncKeys(isTry: true)).removed.count == 7)
        #expect(try owners(bench).count == 8)
        #expect(try bench.ask(SyncKeys(isTry: false, confirm: 7)).removed.count == 7)
        #expect(try owners(bench) == ["p1"])
    }

    @Test func `without a list, and for whoever does not look after the machine, it is refused`() throws {
        let bench = try RequestBench()
        #expect(refusal(bench)?.message == "no list of keys is set")
        let other = try RequestBench(as: RequestBench.gitUID) { $0.keys.command = "/bin/true" }
        let ada = try other.person("ada")
        #expect(throws: Failure.self) { try other.ask(SyncKeys(isTry: true), key: ada) }
        #expect(refusal(try self.bench { $0.command = "/no/such/program" })?.message.contains("could not be started") == true)
        #expect(refusal(try self.bench { $0.command = "curl http://x" })?.message.contains("absolute path") == true)
        #expect(refusal(try self.bench { ($0.command, $0.file) = ("/bin/true", "/x") })?.message.contains("both set") == true)
    }
}
