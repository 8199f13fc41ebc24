import Model

/// From the bytes of a name to its case: one probe of a small table by length and ends, then a comparison.
final class HeaderNames: Sendable {
    static let shared = HeaderNames()
    private static let slotCount = 512

    /// Places in `known`, or 0.
    private let slots: [UInt8]
    private let known: [(name: HeaderName, text: [UInt8])]

    private init() {
        var slots = [UInt8](repeating: 0, count: Self.slotCount)
        var known: [(name: HeaderName, text: [UInt8])] = [(.other, [])]
        known += HeaderName.allCases.filter { !$0.text.isEmpty }.map { ($0, Array($0.text.utf8)) }
        known += HeaderName.claims.map { (.claim, Array($0.utf8)) }
        for place in known.indices.dropFirst() {
            let text = known[place].text
            var slot = Self.slot(text, 0..<text.count)
            while slots[slot] != 0 { slot = (slot + 1) & (Self.slotCount - 1) }
            slots[slot] = UInt8(place)
        }
        self.slots = slots
        self.known = known
    }

    /// - Parameters:
    ///   - range: not empty.
    ///   - hasUnderscore: whether there is one in it.
    @inline(__always)
    func find(_ bytes: [UInt8], _ range: Range<Int>, hasUnderscore: Bool) -> HeaderName {
        let slot = Self.slot(bytes, range)
        // Most names are none of ours, and their slot is empty.
        if slots[slot] == 0, !hasUnderscore { return isClaim(bytes, range) ? .claim : .other }
        return find(bytes, range, from: slot, hasUnderscore: hasUnderscore)
    }

    private func find(_ bytes: [UInt8], _ range: Range<Int>, from start: Int, hasUnderscore: Bool) -> HeaderName {
        var slot = start
        while true {
            let place = Int(slots[slot])
            if place == 0 {
                if isClaim(bytes, range) { return .claim }
                return hasUnderscore && isLookalike(bytes, range) ? .lookalike : .other
            }
            if bytes.equals(range, lower: known[place].text) { return known[place].name }
            slot = (slot + 1) & (Self.slotCount - 1)
        }
    }

    @inline(__always)
    private func isClaim(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let count = HeaderName.claimBeginning.count
        guard range.count > count, bytes[range.lowerBound + 1] == UInt8(ascii: "-"), bytes[range.lowerBound] | 32 == UInt8(ascii: "x")
        else { return false }
        return bytes.equals(range.lowerBound..<range.lowerBound + count, lower: HeaderName.claimBeginning)
    }

    private func isLookalike(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let plain = bytes[range].map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
        return find(plain, 0..<plain.count, hasUnderscore: false) != .other
    }

    @inline(__always)
    private static func slot(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        let first = Int(ASCII.lower(bytes[range.lowerBound]))
        let last = Int(ASCII.lower(bytes[range.upperBound - 1]))
        return (range.count &* 37 &+ first &* 11 &+ last &* 101) & (slotCount - 1)
    }
}
