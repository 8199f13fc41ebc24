import Planning

/// Why lines could not be delivered.
struct DeliveryFailure: Error {
    let outcome: DrainPace.Outcome
    let words: String
    /// How many of the first lines it is about.
    let lines: Int

    init(_ words: String, _ outcome: DrainPace.Outcome = .unavailable, lines: Int = 0) {
        self.outcome = outcome
        self.words = words
        self.lines = lines
    }
}
