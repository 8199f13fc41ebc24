import Model
import Planning
import Testing

@Suite("The life of a deploy") struct DeployMachineTests {
    private static let events: [(name: String, event: DeployMachine.Event)] = [
        ("made", .made(slug: "a")), ("answered", .answered), ("released", .released), ("failed", .failed(reason: "no")),
        ("settled: commit", .settled(.commit)), ("settled: abort", .settled(.abort(reason: "no"))),
    ]

    /// As ARCHITECTURE.md has it; `-` is a refusal.
    private static let push = """
        building   booting  -         -          failed  -          failed
        booting    -        prepared  -          failed  -          failed
        prepared   -        -         committed  -       committed  failed
        committed  -        -         committed  -       committed  -
        failed     -        -         -          failed  -          failed
        """

    /// `config:set`, `rollback`, `create`: no ref records what became of them.
    private static let change = """
        building   booting  -         -          failed  -          failed
        booting    -        -         committed  failed  -          failed
        prepared   -        -         -          -       -          failed
        committed  -        -         committed  -       committed  -
        failed     -        -         -          failed  -          failed
        """

    @Test(arguments: [(DeployKind.push, push), (.config, change), (.rollback, change), (.stack, change), (.initial, change)])
    func `every state and every event`(_ kind: DeployKind, _ table: String) throws {
        var seen = 0
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            let state = try #require(DeployState(rawValue: words[0]))
            for (word, (name, event)) in zip(words.dropFirst(), Self.events) {
                let next = try? DeployMachine(kind: kind, state: state).next(event)
                #expect(next?.rawValue ?? "-" == word, "\(kind) \(state) \(name)")
                seen += 1
            }
        }
        #expect(seen == DeployState.allCases.count * Self.events.count)
    }

    @Test func `what is settled stays what it is`() {
        for kind in [DeployKind.push, .config, .rollback, .stack, .initial] {
            for state in DeployState.allCases where state.isSettled {
                for (_, event) in Self.events {
                    let next = try? DeployMachine(kind: kind, state: state).next(event)
                    #expect(next == nil || next == state)
                }
            }
        }
    }

    @Test func `before its point of no return a deploy can be given up by who works on it, at it by who looked at the ref alone`() throws {
        #expect(PointOfNoReturn.state(before: .push) == .prepared)
        for kind in [DeployKind.config, .rollback, .stack, .initial] { #expect(PointOfNoReturn.state(before: kind) == .booting) }
        #expect(throws: Failure.self) { try DeployMachine(kind: .push, state: .prepared).next(.failed(reason: "the client went away")) }
        #expect(try DeployMachine(kind: .push, state: .prepared).next(.settled(.abort(reason: "the ref did not move"))) == .failed)
    }

    @Test func `what DeploySettlement decides, the machine takes`() throws {
        let commits = [CommitID(String(repeating: "a", count: 40)), CommitID(String(repeating: "b", count: 40)), nil]
        for kind in [DeployKind.push, .config, .rollback, .stack, .initial] {
            for state in DeployState.allCases {
                for (commit, target) in commits.flatMap({ commit in commits.map { (commit, $0) } }) {
                    let settlement = DeploySettlement.decide(kind: kind, state: state, commit: commit, refTarget: target)
                    guard let settlement else { continue }
                    #expect(try DeployMachine(kind: kind, state: state).next(.settled(settlement)).isSettled)
                }
            }
        }
    }

    @Test func `a refusal says what was met, and why that was given up`() {
        #expect { try DeployMachine(kind: .push, state: .failed, reason: "web.1 crashed").next(.released) } throws: {
            ($0 as? Failure)?.message == "it cannot be released, since it was given up: web.1 crashed"
        }
        #expect { try DeployMachine(kind: .push, state: .prepared).next(.failed(reason: "too late")) } throws: {
            ($0 as? Failure)?.message == "it cannot be given up, since it is prepared: its ref decides"
        }
    }
}
