import Ledger
import Linux
import Model
import Planning
import RequestBench
import Synchronization
import Testing
import Wire

/// A build is followed while the runner goes away and comes back.
@Suite("renga builds:output") struct BuildOutputTests {
    /// A runner that says no more than a part of the log, and then that it is restarted.
    private final class Restarting: ControlTransport {
        let requests: RequestBench
        let asked = Mutex<[String]>([])
        private let restarts: Mutex<Int>

        init(_ requests: RequestBench, times: Int) {
            self.requests = requests
            restarts = Mutex(times)
        }

        func ask<Asked: Request>(_ request: Asked, key: Int64?, inputs: [Int32], _ hear: (ControlProgress) throws -> Void) throws
            -> Asked.Answer
        {
            guard let read = request as? ReadBuildLog else { return try requests.ask(request, key: key, inputs: inputs, hear) }
            asked.withLock { $0.append("\(read.build) from \(read.from ?? 0)") }
            let goes = restarts.withLock { left in
                left -= 1
                return left >= 0
            }
            guard goes else { return try requests.ask(request, key: key, inputs: inputs, hear) }
            _ = try requests.ask(request, key: key, inputs: inputs) { progress in
                if case .bytes(let bytes) = progress { try hear(.bytes(Array(bytes.prefix(5)))) }
            }
            throw Failure(.unavailable, "the runner is being restarted")
        }
    }

    @Test func `goes on from the byte that was shown last, of the same build`() throws {
        let (requests, bench) = (try RequestBench(), try Bench())
        let shop = try requests.app("shop")
        let id = try requests.ledger.write { db in
            let new = NewDeploy(app: try db.existing(shop).id, kind: .push, config: [:], description: "Deploy", actor: "ada", build: 1)
            return try db.insertDeploy(new, now: 1)
        }
        try requests.ledger.write { _ = try $0.move(id, .failed(reason: "no"), now: 2) }
        try Files.makeDirectory(requests.root.buildLogs(shop))
        try Files.replace(requests.root.buildLog(shop, 1), with: "one\ntwo\nthree\n")
        let runner = Restarting(requests, times: 2)
        bench.transport = runner
        let tail = try bench.run(["builds:output", "--tail", "-a", "shop"])
        #expect(tail.status == 0 && tail.output == "one\ntwo\nthree\n", "\(tail)")
        #expect(runner.asked.withLock { $0 } == ["number(1) from 0", "number(1) from 5", "number(1) from 10"])
        // Nobody waits for one that is not followed.
        bench.transport = Restarting(requests, times: 1)
        #expect(try bench.run(["builds:output", "-a", "shop"]).errors.contains("the runner is being restarted"))
    }
}
