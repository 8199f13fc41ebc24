import Model

/// What to say of a command that there is not: the one that was meant, or what its topic has.
///
/// Topic and verb are looked at apart, so that the part before the colon buys no slips in the part after it. A command
/// that takes something away is never guessed: who wants it writes it out.
package struct NearCommand: Sendable {
    /// A name, and whether it takes something away.
    package struct Known: Sendable, Hashable {
        package var name: String
        package var removes: Bool

        package init(_ name: String, removes: Bool) {
            self.name = name
            self.removes = removes
        }
    }

    private let known: [Known]

    package init(_ known: [Known]) { self.known = known }

    /// The next step for somebody who typed `word`; nil where nothing is near.
    package func hint(for word: String) -> String? {
        // Dokku and others write other separators; case never makes a command.
        let word = word.lowercased().replacing(".", with: ":")
        if let meant = guess(word) { return "did you mean `\(meant)`?" }
        let topic = Self.parts(word).topic
        let names = known.map(\.name).filter { Self.parts($0).topic == topic }
        guard !names.isEmpty else { return nil }
        return "`\(topic)` has \(names.joined(separator: ", "))"
    }

    private func guess(_ word: String) -> String? {
        let typed = Self.parts(word)
        let near = known.filter { !$0.removes }.compactMap { candidate -> (name: String, slips: Int)? in
            let own = Self.parts(candidate.name)
            guard let topic = Self.slips(typed.topic, own.topic, most: 1) else { return nil }
            switch (typed.verb, own.verb) {
            case (nil, nil): return (candidate.name, topic)
            case (let typed?, let own?): return Self.slips(typed, own, most: 2).map { (candidate.name, topic + $0) }
            default: return nil
            }
        }
        return near.min { ($0.slips, $0.name) < ($1.slips, $1.name) }?.name
    }

    /// The option that was meant by a word with its dashes.
    static func option(_ word: String, among known: [String]) -> String? {
        let name = word.drop { $0 == "-" }.lowercased()
        return known.compactMap { option in
            slips(name, String(option.drop { $0 == "-" }), most: 2).map { (option: option, slips: $0) }
        }.min { ($0.slips, $0.option) < ($1.slips, $1.option) }?.option
    }

    /// The number of slips between two words, where it is so small that one may be meant by the other.
    ///
    /// In a short word every letter counts: `pg` is not `ps`, and `shell` not `help`.
    static func slips(_ typed: String, _ known: String, most: Int) -> Int? {
        let allowed =
            switch (min(typed.count, known.count), max(typed.count, known.count)) {
            case (_, ...2): 0
            case (...6, _): 1
            default: 2
            }
        let distance = NearestWord.distance(typed, known)
        return distance <= min(allowed, most) ? distance : nil
    }

    private static func parts(_ name: String) -> (topic: String, verb: String?) {
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
    }
}
