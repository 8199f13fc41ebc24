import Model
import Testing

@testable import Router

/// What looks at many bytes at a time, against what looks at one.
@Suite("Many bytes at a time") struct ByteScanTests {
    /// Every byte at every place, with so much after it that it is met in a block of sixteen or among the last few.
    @Test(arguments: [0, 1, 7, 15, 16, 17, 40]) func `the first byte that ends something is found, whatever and wherever it is`(rest: Int) {
        for place in 0..<34 {
            for byte in UInt8.min ... .max {
                var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: place + 1 + rest)
                bytes[place] = byte
                let end = bytes.count
                func expected(_ ends: Bool) -> Int { ends ? place : end }
                let isMark = byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                let isTarget = byte > 32 && byte != 127 && byte != UInt8(ascii: "#")
                let found = [
                    bytes.firstControl(from: 0, to: end), bytes.firstNonToken(from: 0, to: end).place,
                    bytes.firstNonTarget(from: 0, to: end), bytes.firstNonHostName(from: 0, to: end),
                ]
                let plain = [!ASCII.isValue(byte), !ASCII.isToken(byte), !isTarget, !(ASCII.isAlphanumeric(byte) || isMark)].map(expected)
                #expect(found == plain, "\(byte) at \(place)")
                #expect(bytes.firstNonToken(from: 0, to: end).hasUnderscore == (byte == UInt8(ascii: "_")))
                #expect(bytes.firstControl(from: 0, to: place) == place, "nothing is found behind the end")
            }
        }
    }

    @Test func `words are the same whatever the case of their letters, and no others are`() {
        for count in 1...20 {
            let lower = [UInt8]("abcdefghijklmnopqrstuvwxyz".utf8.prefix(count))
            for place in 0..<count {
                for byte in UInt8.min ... .max {
                    var bytes = lower
                    bytes[place] = byte
                    let isSame = byte == lower[place] || byte == lower[place] - 32
                    #expect(bytes.equals(0..<count, lower: lower) == isSame, "\(byte) at \(place) of \(count)")
                }
            }
        }
    }
}
