import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import RequestBench
import Testing
import Wire

@Suite("Builds of an app") struct BuildRequestTests {
    private let bench: RequestBench
    private let shop: AppName
    private static let commit = CommitID("742dfee1" + String(repeating: "0", count: 32))

    init() throws {
        bench = try RequestBench()
        shop = try bench.app("shop")
    }

    /// A build as the builder has it in the ledger.
    private func begin(_ number: Int64, by actor: String = "ada", slug: String? = nil) throws -> Int64 {
        try bench.ledger.write { db in
            let new = NewDeploy(
                app: try db.existing(shop).id,
                kind: .push,
                ref: .main,
                commit: Self.commit,
                slug: slug,
                config: [:],
                description: "Deploy 742dfee",
                actor: actor,
                build: number
            )
            return try db.insertDeploy(new, now: number * 1_000_000)
        }
    }

    private func move(_ deploy: Int64, _ events: DeployMachine.Event..., at now: Int64) throws {
        try bench.ledger.write { db in for event in events { try db.move(deploy, event, now: now) } }
    }

    private func writeLog(_ number: Int64, _ text: String) throws {
        try Files.makeDirectory(bench.root.buildLogs(shop))
        try Files.replace(bench.root.buildLog(shop, number), with: text)
    }

    private func failure<T>(_ body: () throws -> T) -> Failure? { #expect(throws: Failure.self) { _ = try body() } }

    @Test func `are listed newest first, refused ones included, with what became of each`() throws {
        #expect(try bench.ask(ListBuilds(app: shop, count: 10)) == [])
        try move(try begin(1), .failed(reason: "pip ended with status 1"), at: 5_000_000)
        try bench.ledger.write { try $0.insertSlug("one", manifestJSON: Self.manifest, bytes: 1, now: 1) }
        try move(try begin(2, by: "grace"), .made(slug: "one"), .answered, .released, at: 9_500_000)
        _ = try begin(3)
        try writeLog(2, "-----> Building\n")
        let all = try bench.ask(ListBuilds(app: shop, count: 10))
        #expect(all.map(\.number) == [3, 2, 1] && all.map(\.status) == [.building, .released, .refused])
        #expect(all.map(\.version) == [nil, 1, nil] && all.map(\.actor) == ["ada", "grace", "ada"])
        #expect(all.map(\.reason) == [nil, nil, "pip ended with status 1"] && all.map(\.hasLog) == [false, true, false])
        #expect(all[1].milliseconds == 7_500 && all[2].milliseconds == 4_000 && all.allSatisfy { $0.commit == Self.commit })
        #expect(try bench.ask(ListBuilds(app: shop, count: 2)).map(\.number) == [3, 2])
    }

    private static let manifest = """
        {"app":"shop","buildpack":"Python","commit":"\(String(repeating: "1", count: 40))","environment":{},"format":1,"layers":[],\
        "processes":{},"reasons":{},"stack":"debian-13","versions":{}}
        """

    @Test func `are named by their number, by what they became, or as the latest`() throws {
        #expect(failure { try bench.ask(DescribeBuild(app: shop, build: .latest)) }?.code == .notFound)
        try bench.ledger.write { try $0.insertSlug("one", manifestJSON: Self.manifest, bytes: 1, now: 1) }
        try move(try begin(1), .made(slug: "one"), .answered, .released, at: 2)
        try move(try begin(2), .failed(reason: "no"), at: 3)
        // A rollback has the slug of the build that made it.
        try bench.ledger.write { db in
            let new = NewDeploy(
                app: try db.existing(shop).id,
                kind: .rollback,
                state: .booting,
                slug: "one",
                config: [:],
                description: "Rollback to v1",
                actor: "ada"
            )
            _ = try db.release(try db.insertDeploy(new, now: 4), now: 5)
        }
        for (name, number) in [(BuildName.latest, 2), (.number(1), 1), (.release(1), 1), (.release(2), 1)] as [(BuildName, Int64)] {
            #expect(try bench.ask(DescribeBuild(app: shop, build: name)).number == number)
        }
        let none = failure { try bench.ask(DescribeBuild(app: shop, build: .number(9))) }
        #expect(none?.message == "shop has no build 9")
        let unreleased = failure { try bench.ask(DescribeBuild(app: shop, build: .release(9))) }
        #expect(unreleased?.message == "shop has no release v9")
    }

    @Test func `have their output, as long as it is kept`() throws {
        try move(try begin(1), .failed(reason: "no"), at: 2)
        try move(try begin(2), .failed(reason: "no"), at: 3)
        let text = String(repeating: "a line that is not short\n", count: 40_000)
        try writeLog(2, text)
        for tail in [false, true] {
            var output: [UInt8] = []
            let build = try bench.ask(ReadBuildLog(app: shop, build: .latest, tail: tail)) { progress in
                if case .bytes(let bytes) = progress { output += bytes }
            }
            #expect(build.number == 2 && String(decoding: output, as: UTF8.self) == text)
        }
        var rest: [UInt8] = []
        _ = try bench.ask(ReadBuildLog(app: shop, build: .number(2), tail: true, from: 999_990)) { progress in
            if case .bytes(let bytes) = progress { rest += bytes }
        }
        #expect(String(decoding: rest, as: UTF8.self) == String(text.suffix(10)))
        #expect(failure { try bench.ask(ReadBuildLog(app: shop, build: .number(2), tail: true, from: -1)) }?.code == .invalid)
        let gone = failure { try bench.ask(ReadBuildLog(app: shop, build: .number(1), tail: false)) }
        #expect(gone?.code == .notFound && gone?.message == "the log of build 1 is not kept any more")
    }

    @Test func `one that nobody works on any more is given up by who cancels it`() throws {
        #expect(failure { try bench.ask(CancelBuild(app: shop, number: nil)) }?.message == "no build of shop is under way")
        _ = try begin(1)
        let key = try bench.key("grace")
        let build = try bench.ask(CancelBuild(app: shop, number: nil), key: key)
        #expect(build.status == .refused && build.cancelledBy == "grace" && build.reason == "the build was cancelled by grace")
        let again = failure { try bench.ask(CancelBuild(app: shop, number: 1)) }
        #expect(again?.code == .conflict && again?.message == "build 1 has ended: the build was cancelled by grace")
    }

    @Test func `one that is beyond the point of no return is not cancelled`() throws {
        try bench.ledger.write { try $0.insertSlug("one", manifestJSON: Self.manifest, bytes: 1, now: 1) }
        let deploy = try begin(1)
        try move(deploy, .made(slug: "one"), .answered, at: 2)
        let late = failure { try bench.ask(CancelBuild(app: shop, number: nil)) }
        #expect(late?.code == .conflict && late?.message == "build 1 is being released at this moment")
        try move(deploy, .released, at: 3)
        #expect(failure { try bench.ask(CancelBuild(app: shop, number: 1)) }?.message == "build 1 is released by now, as v1")
    }

    @Test func `the process that builds is told to stop, and no other that has left its word there`() throws {
        let first = try begin(1)
        // What holds the lock works on it, until it is told to stop.
        let path = bench.root.buildLock(shop)
        let (reading, writing) = try Descriptor.pipe().split()
        let answers = Descriptor(owning: reading)
        let output = Descriptor(owning: writing)
        var start = Child.Start()
        start.descriptors = [nil, output.number, nil]
        let script = "echo held; exec /bin/sleep 1000"
        let holder = try Child.spawn(Command("/usr/bin/flock", ["--no-fork", path, "/bin/sh", "-c", script]), start)
        defer { holder.kill(SIGKILL) }
        #expect(try readSome(from: answers.number) == Array("held\n".utf8))
        let process = try #require(ProcessIdentity(running: holder.pid))
        let note = try Descriptor.open(path, O_WRONLY | O_TRUNC)
        try note.write(all: Array("\(process.pid) \(process.startTime) \(first)".utf8))
        let build = try bench.ask(CancelBuild(app: shop, number: 1))
        #expect(build.status == .refused && holder.wait() == .signalled(SIGTERM))
    }

    @Test func `what was pushed last is built once more for who asks, in the turn of its app`() throws {
        let ledger = bench.ledger
        bench.runner.set { script in
            script.build = { _ in
                try ledger.write { db in
                    let new = NewDeploy(app: 1, kind: .push, config: [:], description: "Deploy", actor: "grace", build: 1)
                    try db.move(try db.insertDeploy(new, now: 1), .failed(reason: "no"), now: 2)
                }
                throw Failure(.buildFailed, "no")
            }
        }
        let key = try bench.key("grace")
        let answer = try bench.ask(CreateBuild(app: shop), key: key)
        #expect(answer.exitStatus == 30 && answer.build?.number == 1 && answer.build?.status == .refused)
        #expect(bench.runner.heard == ["build rebuild --app shop --key \(key)"])
        // The builder says itself why there is none.
        bench.runner.set { $0.build = { _ in throw Failure(.notFound, "nothing was pushed") } }
        #expect(try bench.ask(CreateBuild(app: shop)) == CreateBuild.Answer(build: nil, exitStatus: 20))
    }

    @Test func `a purge takes the caches away, and the names of results with them`() throws {
        let cache = bench.root.cache(shop)
        try Files.makeDirectory(cache + "/pip")
        try Files.replace(cache + "/pip/wheel", with: String(repeating: "x", count: 100_000))
        let purged = try bench.ask(PurgeBuildCache(app: shop))
        #expect(purged.bytesFreed >= 100_000 && !Files.exists(cache))
        #expect(try bench.ledger.read { try $0.existing(shop).cacheEpoch } == 1)
        #expect(bench.runner.heard == ["log shop: Purge the build cache by user root"])
        #expect(try bench.ask(PurgeBuildCache(app: shop)).bytesFreed == 0)
    }
}
