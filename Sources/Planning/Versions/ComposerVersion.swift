/// A version as Composer orders them: four numbers, and how stable it is.
struct ComposerVersion: Comparable, Sendable {
    enum Stability: Int, Sendable {
        case dev, alpha, beta, candidate, stable, patch
    }

    var numbers: [Int]
    var stability = Stability.stable
    /// Of a prerelease or a patch: `beta2`.
    var count = 0

    init(_ numbers: [Int], _ stability: Stability = .stable) {
        self.numbers = numbers + Array(repeating: 0, count: 4 - numbers.count)
        self.stability = stability
    }

    init?(_ text: some StringProtocol) {
        guard let partial = ComposerPartial(text), !partial.isOpen else { return nil }
        self = partial.version
    }

    static func < (left: ComposerVersion, right: ComposerVersion) -> Bool {
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        return (left.stability.rawValue, left.count) < (right.stability.rawValue, right.count)
    }
}
