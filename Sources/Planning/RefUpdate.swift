import Model

/// One line that git hands to pre-receive: a ref and where it moves.
package struct RefUpdate: Hashable, Sendable {
    package let old: CommitID
    package let new: CommitID
    package var ref: RefName

    package init?(line: String) {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count == 3, let old = CommitID(String(words[0])), let new = CommitID(String(words[1])),
            let ref = RefName(String(words[2]))
        else { return nil }
        self.old = old
        self.new = new
        self.ref = ref
    }

    package var deletes: Bool { new.isZero }
    package var creates: Bool { old.isZero && !new.isZero }
}
