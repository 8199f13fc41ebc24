import Glibc
import Linux
import Testing

@testable import Hooks

@Suite("The record of a push") struct PushRecordTests {
    private func steps(_ text: String) -> PushRecord.Steps { PushRecord.Steps(bytes: Array(text.utf8)) }

    @Test(arguments: ["", "a", "abr", "abpc"]) func `what a killed git left is looked at, whatever its hooks said`(said: String) {
        #expect(!steps(said).needsSettling(after: .exited(1)))
        for status in [ExitStatus.signalled(9), .unknown] { #expect(steps(said).needsSettling(after: status)) }
    }

    /// The letters of the first release.
    @Test func `says by the same letters for good what became of it`() {
        #expect(steps("abpc").isComplete && !steps("abpc").needsSettling && steps("abpc").wasReceived)
        #expect(!steps("abp").isComplete && steps("abp").needsSettling)
        #expect(steps("ab").needsSettling)
        #expect(steps("abr").isComplete && !steps("abr").needsSettling)
        #expect(!steps("abpf").isComplete && steps("abpf").needsSettling)
        // Several in one push: all or none.
        #expect(steps("abpbpcc").isComplete && !steps("abpbpcc").needsSettling)
        #expect(!steps("abpbpc").isComplete && steps("abpbpc").needsSettling)
        #expect(steps("abpbr").isComplete && steps("abpbr").needsSettling)
        #expect(!steps("abpb").isComplete && steps("abpb").needsSettling)
        #expect(steps("").isComplete && !steps("").needsSettling && !steps("").wasReceived)
    }

    @Test func `is read without moving the place where a hook goes on writing`() throws {
        let record = try PushRecord.make()
        let number = record.number
        try writeAll(Array("ab".utf8), to: number)
        let set = lseek(number, 1, SEEK_SET)
        let read = try record.read().bytes
        let place = lseek(number, 0, SEEK_CUR)
        let again = try record.read().bytes
        #expect(set == 1 && place == 1)
        #expect(read == Array("ab".utf8) && again == read)
    }

    @Test func `of hooks of a newer version is no success, and is settled`() {
        for text in ["abZ", "Z", "abpZ"] {
            #expect(!steps(text).isKnown && !steps(text).isComplete && steps(text).needsSettling)
        }
        #expect(steps("abpcZ").isComplete && !steps("abpcZ").needsSettling)
        #expect(!steps("abrZ").needsSettling)
    }
}
