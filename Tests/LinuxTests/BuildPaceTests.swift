import Linux
import Testing

@Suite("A build that waits for a processor") struct BuildPaceTests {
    /// What is said of a build whose looks come so late, one after the other.
    private func said(late: [Int64]) throws -> [Bool] {
        let state = Monitor((now: Int64(0), reads: 0, said: [Bool](), isDone: false))
        let pace = BuildPace(
            clock: {
                state.update { state in
                    // It is read once, and by each look before it waits and behind that.
                    let look = (max(state.reads, 1) - 1) / 2
                    if state.reads > 0, state.reads % 2 == 0, look < late.count { state.now += 50 + late[look] }
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
        let said = state.read(\.said)
        pace.end()
        return said
    }

    @Test func `leaves the group with a share: not all that works there has somebody who looks`() throws {
        let said = Monitor([Bool]())
        let pace = BuildPace(clock: { 0 }, yield: { value in said.update { $0.append(value) } })
        pace.begin()
        _ = said.wait(until: .max) { $0.isEmpty ? nil : true }
        pace.end()
        #expect(said.read(\.last) == false)
    }

    @Test func `says nothing where it is over before it is to make way`() throws {
        let said = Monitor([Bool]())
        let steps = Monitor((rests: false, ended: false))
        let pace = BuildPace(
            clock: { 0 },
            pause: { _ in
                steps.update { $0.rests = true }
                _ = steps.wait(until: .max) { $0.ended ? true : nil }
            },
            yield: { value in said.update { $0.append(value) } }
        )
        pace.begin(after: 50)
        _ = steps.wait(until: .max) { $0.rests ? true : nil }
        pace.end()
        steps.update { $0.ended = true }
        #expect(said.read(\.self) == [])
    }

    private static func calm(_ looks: Int) -> [Int64] { [Int64](repeating: 0, count: looks) }

    @Test func `has what others leave from the first moment on, while they leave anything`() throws {
        #expect(try said(late: [0, 3, 20, 120, 0]) == [true])
        #expect(try said(late: Self.calm(19)) == [true])
        // One that ends leaves the group with a share: it is said again and again.
        #expect(try said(late: Self.calm(21) + [120, 60]) == [true, true])
        #expect(try said(late: Self.calm(65)) == [true, true, true, true])
    }

    @Test func `has its share for a while where they leave nothing, and tries without it again`() throws {
        #expect(try said(late: Self.calm(21) + [700] + Self.calm(198)) == [true, true, false])
        #expect(try said(late: Self.calm(21) + [700] + Self.calm(202)) == [true, true, false, true])
        #expect(try said(late: Self.calm(21) + [700, 0, 250]) == [true, true, false, false], "another build has taken it away")
        #expect(try said(late: [0, 700] + Self.calm(202) + [900]) == [true, false, true, false])
    }
}
