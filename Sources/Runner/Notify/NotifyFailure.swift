/// Why a message did not get there.
struct NotifyFailure: Hashable {
    let words: String
    /// It was read, and is not wanted.
    let isRejection: Bool

    init(_ words: String, isRejection: Bool = false) {
        self.words = words
        self.isRejection = isRejection
    }
}
