import Testing

@testable import Router

@Suite("Text for output") struct OutputTextTests {
    private func text(room: Int, _ write: (inout OutputSpan<UInt8>) -> Void) -> String {
        var bytes: [UInt8] = []
        bytes.append(addingCapacity: room, initializingWith: write)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        0, 1, 9, 10, 11, 99, 100, 101, 65_535, 99_999_999, 100_000_000, 100_000_007, 999_999_999, 1_000_000_000, 30_000_000_000_000_004, -1,
        -10, .max, .max - 1, .min,
    ])
    func `numbers are written in decimal`(number: Int) {
        #expect(text(room: 20) { $0.append(decimal: number) } == String(number))
        #expect(
            text(room: 22) {
                $0.append("a"); $0.append(decimal: number); $0.append("b")
            } == "a\(number)b"
        )
    }

    @Test func `numbers of every length are written`() {
        var number = 1
        for _ in 0..<18 {
            number = number * 10 + 7
            #expect(text(room: 19) { $0.append(decimal: number) } == String(number))
        }
    }

    @Test func `ids of requests are UUIDs of version 4, each another`() throws {
        var random = Randomness(seed: 7)
        var seen: Set<String> = []
        for _ in 0..<1000 {
            let id = text(room: Randomness.uuidBytes) { random.appendUUID(to: &$0) }
            let isGood = try /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/.wholeMatch(in: id) != nil
            #expect(isGood, "\(id)")
            seen.insert(id)
        }
        #expect(seen.count == 1000)
    }
}
