import Model

/// When a build that says nothing for a while is to say that it goes on. Times are monotonic milliseconds, and whose clock they are
/// of is the caller's business.
package struct SignOfLife: Hashable, Sendable {
    package static let pauseMilliseconds: Int64 = 15_000

    private var beganAt: Int64
    private var spokeAt: Int64

    package init(now: Int64) { (beganAt, spokeAt) = (now, now) }

    /// Something else has begun: from now on it is that which takes its time.
    package mutating func began(now: Int64) { (beganAt, spokeAt) = (now, now) }

    package mutating func spoke(now: Int64) { spokeAt = max(spokeAt, now) }

    package var dueAt: Int64 { spokeAt + Self.pauseMilliseconds }

    /// What is to be said now; nil: nothing yet.
    package mutating func words(now: Int64) -> String? {
        guard now >= dueAt else { return nil }
        spokeAt = now
        return "Still at it after \(Quantity.short(milliseconds: (now - beganAt) / 1000 * 1000).replacing(".0s", with: "s"))"
    }

    private static let numberBytesMax = 6

    /// How much a tool says that it has done, in what it draws on one line: `43%` of `10%\r43% [####`.
    package static func percentage(in drawn: ArraySlice<UInt8>) -> String? {
        guard let sign = drawn.lastIndex(of: UInt8(ascii: "%")) else { return nil }
        let number = drawn[..<sign].suffix(numberBytesMax).reversed().prefix { ASCII.isDigit($0) || $0 == UInt8(ascii: ".") }.reversed()
        guard let amount = Double(String(decoding: number, as: UTF8.self)), (0...100).contains(amount) else { return nil }
        return "\(Int(amount))%"
    }
}
