import Model

/// What was looked up in a tree, by name: each is looked for once, however many conditions ask.
final class Once<Answer> {
    private var known: [String: Answer] = [:]

    func answer(_ name: String, _ find: () throws(Failure) -> Answer) throws(Failure) -> Answer {
        if let answer = known[name] { return answer }
        let answer = try find()
        known[name] = answer
        return answer
    }
}
