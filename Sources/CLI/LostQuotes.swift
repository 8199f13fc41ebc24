import Model
import YAML

/// Notices that a value was in quotes which ssh took away: it joins its words with blanks, and the shell here takes them apart
/// again. So `config:set C="two words"` arrives as two words, and `C="a b=c"` as two config vars.
struct LostQuotes {
    private let words: [String]
    private let app: AppName?
    private let session: Session

    init(_ words: [String], app: AppName?, _ session: Session) {
        self.words = words
        self.app = app
        self.session = session
    }

    func check() throws(Failure) {
        // Who quotes for the second shell as well has said what is meant.
        let text = session.surroundings.environment["SSH_ORIGINAL_COMMAND"] ?? ""
        guard !text.contains(where: { "'\"\\".contains($0) }), let first = words.first, isVar(first) else { return }
        if let bare = words.first(where: { !isVar($0) }) {
            throw Failure(.invalid, "`\(bare)` has no value", hint: another(words.reduce(into: []) { join(!isVar($1), $1, &$0) }))
        }
        // Names of config vars are written in capitals: a small one after a capital one is more likely text.
        guard isCapital(first), let small = words.dropFirst().first(where: { !isCapital($0) }) else { return }
        throw Failure(
            .invalid,
            "`\(small)` may be a part of the value before it",
            hint: another(words.reduce(into: []) { join(!isCapital($1), $1, &$0) })
                + "\nif it is a config var of its own, set it by itself: config:set \(small)"
        )
    }

    private func join(_ belongs: Bool, _ word: String, _ all: inout [String]) {
        if belongs, let last = all.popLast() { all.append("\(last) \(word)") } else { all.append(word) }
    }

    private func isVar(_ word: String) -> Bool { word.dropFirst().contains("=") && !word.hasPrefix("=") }

    private func isCapital(_ word: String) -> Bool { !word.prefix { $0 != "=" }.contains(where: \.isLowercase) }

    private func another(_ meant: [String]) -> String {
        let quoted = meant.map { word in
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return word.contains(" ") ? "\(parts[0])='\(parts[1])'" : word
        }
        let command = (["config:set"] + quoted + (app.map { ["-a", $0.text] } ?? [])).joined(separator: " ")
        // What the first shell would take for its own.
        let escaped = command.reduce(into: "") { $0 += "$`".contains($1) ? "\\\($1)" : String($1) }
        return "ssh takes one pair of quotes away; give it another: ssh \(session.sshHost) \"\(escaped)\""
    }
}

extension Session {
    /// What a person types after `ssh`.
    var sshHost: String {
        // Best effort: without the file the hint says what is meant all the same.
        (try? ConfigurationFile.load(root: root).gitHost) ?? "git@HOST"
    }
}
