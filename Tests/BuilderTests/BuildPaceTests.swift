import Linux
import Testing

@testable import Builder

@Suite("A build that waits for a processor") struct BuildPaceTests {
    /// What is said of a build whose looks come so late, one after the other.
    private func said(late: [Int64]) throws -> [Bool] {
        let state = Monitor((now: Int64(0), reads: 0, said: [Bool](), isDone: false))
        let pace = BuildPace(
            clock: {
                state.update { state in
                    // Each look reads the clock before it waits and behind that.
                    let look = state.reads / 2
                    if state.reads % 2 == 1, look < late.count { state.now += 50 + late[look] }
                    state.reads += 1
                    if look >= late.count { state.isDone = true }
                    return state.now
                }
            },
            pause: { _ in },
            yield: { value in state.update { $0.said.append(value) } }
        )
        pace.begin()
        _ = state.wait(until: .max) { $0.isDone ? true : nil }
        pace.end()
        return state.read(\.said)
    }

    @Test func `has what others leave while they leave anything`() throws {
        #expect(try said(late: [0, 3, 20, 120, 0]) == [])
    }

    @Test func `has its share for a while where they leave nothing, and tries without it again`() throws {
        #expect(try said(late: [0, 700] + [Int64](repeating: 0, count: 198)) == [false])
        #expect(try said(late: [0, 700] + [Int64](repeating: 0, count: 205)) == [false, true])
        #expect(try said(late: [0, 700, 0, 250]) == [false, false], "another build has taken it away")
        #expect(try said(late: [0, 700] + [Int64](repeating: 0, count: 205) + [900]) == [false, true, false])
    }
}
