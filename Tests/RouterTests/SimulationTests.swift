import Linux
import Synchronization
import Testing

@testable import Router

/// The router's loop over a network in memory, whose every fault follows from a seed: a failure can be run again.
@Suite("Simulation") struct SimulationTests {
    /// A quarter of the seeds each, so that they run side by side.
    @Test(arguments: 0..<4)
    func `peers that do nothing wrong get every answer`(part: UInt64) throws { try run(part, isWell: true) }

    @Test(arguments: 0..<4)
    func `no request is answered twice or mixed with another, whatever peers do`(part: UInt64) throws {
        try run(part, isWell: false)
    }

    @Test(arguments: [true, false]) func `streams of HTTP/2 get their own answers, whatever peers do`(isWell: Bool) throws {
        for part in 0..<2 { try run(UInt64(part), isWell: isWell, speaksHTTP2: true) }
    }

    @Test func `a connection that was reset before a byte was written costs no request, a POST no less`() throws {
        let directory = try ScratchDirectory()
        let scenario = try Scenario(logPath: directory.path + "/log")
        for seed in 0..<UInt64(200) {
            let network = SimulatedNetwork(Choices(seed: seed))
            let pair = ResettingPair()
            network.peers = [pair]
            network.connecting = { network, socket, _ in pair.connect(network, socket) }
            try scenario.drive(network)
            #expect(network.violations.isEmpty, "seed \(seed): \(network.violations)")
            let answers = String(decoding: pair.answers, as: UTF8.self)
            #expect(answers.split(separator: "HTTP/1.1 200 OK").count == 2, "seed \(seed): \(answers)")
            let posts = pair.seen.map { String(decoding: $0, as: UTF8.self).split(separator: "POST ").count }
            #expect(posts == [1, 1], "seed \(seed)")
        }
    }

    private func run(_ part: UInt64, isWell: Bool, speaksHTTP2: Bool = false) throws {
        let directory = try ScratchDirectory()
        let scenario = try Scenario(logPath: directory.path + "/log")
        for seed in part * 125..<(part + 1) * 125 {
            let violations = scenario.run(Choices(seed: seed), isWell: isWell, speaksHTTP2: speaksHTTP2)
            #expect(violations.isEmpty, "seed \(seed): \(violations.prefix(3))")
        }
        let lines = try Files.text(directory.path + "/log").split(separator: "\n").count
        #expect(lines == Int(scenario.shared.requests.load(ordering: .relaxed)), "a log line for every request")
    }
}
