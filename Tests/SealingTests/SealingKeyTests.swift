import Model
import Sealing
import Testing

@Suite("Sealing") struct SealingKeyTests {
    private func key(_ byte: UInt8 = 1) throws -> SealingKey {
        try #require(SealingKey([UInt8](repeating: byte, count: SealingKey.bytes)))
    }

    @Test(arguments: [0, 1, 15, 16, 17, 65_536])
    func `what was sealed opens again`(count: Int) throws {
        let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let sealed = try key().seal(plain, for: "a")
        #expect(sealed.count == count + 29)
        #expect(try key().open(sealed, for: "a") == plain)
    }

    @Test func `does not open in another place or with another key`() throws {
        let sealed = try key().seal([1, 2, 3], for: "config_vars/1/A")
        #expect(throws: Failure.self) { try key().open(sealed, for: "config_vars/2/A") }
        #expect(throws: Failure.self) { try key(2).open(sealed, for: "config_vars/1/A") }
    }

    @Test func `does not open where one bit is another, or some are missing`() throws {
        let sealed = try key().seal([1, 2, 3], for: "a")
        for index in sealed.indices {
            var other = sealed
            other[index] ^= 1
            #expect(throws: Failure.self) { try key().open(other, for: "a") }
            #expect(throws: Failure.self) { try key().open(Array(sealed[..<index]), for: "a") }
        }
    }

    @Test func `the same value is another text each time`() throws {
        let key = try key()
        let all = try Set((0..<100).map { _ in try key.seal([1, 2, 3], for: "a") })
        #expect(all.count == 100)
    }

    @Test func `marks tell whether a value has changed, to the key's holder alone`() throws {
        #expect(try key().mark("yes", for: "1/A") == key().mark("yes", for: "1/A"))
        let marks = try [
            key().mark("yes", for: "1/A"), key().mark("no", for: "1/A"), key().mark("yes", for: "2/A"), key(2).mark("yes", for: "1/A"),
            SHA256.hex(of: "yes"),
        ]
        #expect(Set(marks).count == 5)
        #expect(marks.map(SealingKey.isMark) == [true, true, true, true, false])
    }

    @Test func `keys have a length, and fingerprints of their own`() throws {
        #expect(SealingKey([UInt8](repeating: 1, count: 31)) == nil)
        #expect(try key().fingerprint != key(2).fingerprint)
        #expect(try SealingKey.random() != SealingKey.random())
    }
}
