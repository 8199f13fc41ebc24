import Linux
import Testing

@testable import Hooks

@Suite("What git does for long") struct GitPaceShareTests {
    @Test func `has its share back in the end, where somebody else was to look after it as well`() {
        let said = Monitor([Bool]())
        let isBeyond = Monitor(false)
        GitPace(after: 0, isBeyond: { isBeyond.read(\.self) }, say: { yields in said.update { $0.append(yields) } }).during {
            _ = said.wait(until: .max) { $0.isEmpty ? nil : true }
            isBeyond.update { $0 = true }
        }
        #expect(said.read(\.first) == true)
        #expect(said.read(\.last) == false)
    }

    @Test func `makes way for nobody where somebody else looks after it`() {
        let said = Monitor([Bool]())
        let asked = Monitor(false)
        let isBeyond: @Sendable () -> Bool = {
            asked.update { $0 = true }
            return true
        }
        GitPace(after: 0, isBeyond: isBeyond, say: { yields in said.update { $0.append(yields) } }).during {
            _ = asked.wait(until: .max) { $0 ? true : nil }
        }
        #expect(!said.read(\.self).contains(true))
    }
}
