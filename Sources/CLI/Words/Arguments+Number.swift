import Model

extension Arguments {
    /// A whole number within limits; nil where the option is not given.
    func number(_ option: Option, _ range: ClosedRange<Int>) throws(Failure) -> Int? {
        guard let text = value(option) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Failure(
                .invalid,
                "`--\(option.name)` takes \(range.lowerBound) to \(range.upperBound), not `\(text)`"
            )
        }
        return number
    }
}
