import Linux
import Model
import Testing

@testable import Runner

@Suite("What has to be done and may fail") struct InsistenceTests {
    @Test func `is done at once where it can be, and later where it cannot, with nobody waiting`() throws {
        let tries = Monitor(0)
        let insistence = Insistence(pauseMilliseconds: 1) { false }
        insistence.on("count") { tries.update { $0 += 1 } }
        #expect(tries.read { $0 } == 1)
        insistence.on("count") {
            let number = tries.update { number in
                number += 1
                return number
            }
            if number < 4 { throw Failure(.unavailable, "the disk is full") }
        }
        let done: Bool? = tries.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0 == 4 ? true : nil }
        #expect(done == true)
    }
}
