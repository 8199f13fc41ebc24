import Glibc
import Linux
import Model
import Testing

@testable import Hooks

@Suite("git's pkt-lines") struct PacketLinesTests {
    private func reading<Result>(_ text: String, _ body: (inout PacketLines) throws -> Result) throws -> Result {
        let ends = try Descriptor.pipe().split()
        let input = Descriptor(owning: ends.reading)
        try writeAll(Array(text.utf8), to: ends.writing)
        _ = close(ends.writing)
        var lines = PacketLines(input.number)
        return try body(&lines)
    }

    @Test func `are read up to the end of a section, and written with their length`() throws {
        let sections = try reading("000eversion=1\n0000000adelete0000") { [try $0.section(max: 1), try $0.section(max: 1)] }
        #expect(sections == [[Array("version=1".utf8)], [Array("delete".utf8)]])
        #expect(PacketLines.packet("ok refs/heads/master\n") == Array("0019ok refs/heads/master\n".utf8))
    }

    @Test(arguments: ["000eversion=1\n", "0003", "zzzz", "00", "0005a0005b0000"])
    func `that are torn, too short or too many are refused`(_ text: String) throws {
        #expect(throws: (any Error).self) { try reading(text) { try $0.section(max: 1) } }
    }
}
