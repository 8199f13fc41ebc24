import Model
import Testing

@Suite("Hexadecimal digits") struct HexadecimalTests {
    @Test func `are two lower-case ones for each byte`() {
        #expect(Hexadecimal.text([0, 9, 10, 127, 255]) == "00090a7fff")
        #expect(Hexadecimal.text([]).isEmpty)
    }

    @Test func `of random bytes are others each time`() {
        let all = (0..<100).map { _ in Hexadecimal.random(bytes: 16) }
        #expect(Set(all).count == all.count)
        #expect(all.allSatisfy { $0.count == 32 && $0.allSatisfy { "0123456789abcdef".contains($0) } })
    }
}
