/// Which known word somebody may have meant.
package enum NearestWord {
    /// The nearest word, if it is near: at most 2 slips away, or a third of the word's length.
    package static func to(_ word: String, among known: [String]) -> String? {
        let best = known.map { (word: $0, distance: distance(word.lowercased(), $0.lowercased())) }
            .min { ($0.distance, $0.word) < ($1.distance, $1.word) }
        guard let best, best.distance <= max(min(2, word.count - 1), word.count / 3) else { return nil }
        return best.word
    }

    /// `did you mean "packages"?`, or the known words where none is near.
    package static func hint(for word: String, among known: [String]) -> String {
        if let near = to(word, among: known) { return "did you mean \"\(near)\"?" }
        return "known here: \(known.sorted().joined(separator: ", "))"
    }

    /// Insertions, deletions, substitutions and swaps of neighbours (Damerau and Levenshtein, restricted).
    package static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars)
        let right = Array(right.unicodeScalars)
        var older: [Int] = []
        var previous = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                let change = previous[j] + (left[i] == right[j] ? 0 : 1)
                var best = min(change, previous[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, older[j - 1] + 1) }
                row.append(best)
            }
            older = previous
            previous = row
        }
        return previous[right.count]
    }
}
