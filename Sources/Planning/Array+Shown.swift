extension [String] {
    /// Names for people: at most so many of them, and how many more there are.
    func shown(_ most: Int) -> String {
        prefix(most).map { "`\($0)`" }.joined(separator: ", ") + (count > most ? " and \(count - most) more" : "")
    }
}
