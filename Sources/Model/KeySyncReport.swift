/// What came of a look at a team's list of keys.
package struct KeySyncReport: Codable, Hashable, Sendable {
    /// A key, and whose it is.
    package struct Key: Codable, Hashable, Sendable {
        package var owner: String
        package var fingerprint: String

        package init(owner: String, fingerprint: String) { (self.owner, self.fingerprint) = (owner, fingerprint) }
    }

    /// The file or the command.
    package var source: String
    package var at: String
    package var added: [Key]
    package var removed: [Key]
    /// What was left as it was, and why, in sentences.
    package var kept: [String]
    /// How many keys of the list are here now.
    package var count: Int
    /// Why nothing was changed; nil: it was done.
    package var refusal: String?
    /// Where it was refused: when the keys were brought up to date last; nil: nobody knows of a time.
    package var succeededAt: String?
    /// Where it is shown: minutes from look to look, as they are set; 0: whenever somebody asks.
    package var everyMinutes: Int?

    /// When the keys were what the list said, by the last look that could read it.
    package var currentAt: String? { refusal == nil ? at : succeededAt }

    package init(source: String, at: String, added: [Key], removed: [Key], kept: [String], count: Int, refusal: String? = nil) {
        self.source = source
        self.at = at
        self.added = added
        self.removed = removed
        self.kept = kept
        self.count = count
        self.refusal = refusal
    }
}
