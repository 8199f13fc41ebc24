/// The number by which a one-off dyno is called: `run.4821`. No two of an app have the same at once.
package enum OneOffPlace {
    /// As Heroku numbers them.
    package static let numbers = 1000...9999

    /// - Parameters:
    ///   - taken: of the app's one-off dynos that are there.
    ///   - most: how many it may have; fewer than there are numbers.
    /// - Returns: nil: it has as many as it may have.
    package static func number(taken: Set<Int>, most: Int, _ random: inout some RandomNumberGenerator) -> Int? {
        guard taken.count < min(most, numbers.count) else { return nil }
        var number = Int.random(in: numbers, using: &random)
        while taken.contains(number) { number = number == numbers.upperBound ? numbers.lowerBound : number + 1 }
        return number
    }
}
