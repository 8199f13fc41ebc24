/// What is in the store of layers, as `renga store` shows it.
package struct StoreSummary: Hashable, Sendable, Codable {
    package struct Kind: Hashable, Sendable, Codable {
        /// `bases`, `toolchains`, `sources`, `steps`.
        package var name: String
        package var count: Int
        /// On disk.
        package var bytes: Int64
        /// Of these, what nothing names any more.
        package var unnamedBytes: Int64

        package init(name: String, count: Int = 0, bytes: Int64 = 0, unnamedBytes: Int64 = 0) {
            self.name = name
            self.count = count
            self.bytes = bytes
            self.unnamedBytes = unnamedBytes
        }
    }

    package var directory: String
    package var kinds: [Kind]
    /// What may stay of what nothing names; 0: no limit.
    package var budgetBytes: Int64
    /// Titles of layers that are not what they were when they were made, at most 20.
    package var changed: [String]
    /// Layers that were never looked at, or not for a week.
    package var unverified: Int

    package init(directory: String, kinds: [Kind], budgetBytes: Int64, changed: [String], unverified: Int) {
        self.directory = directory
        self.kinds = kinds
        self.budgetBytes = budgetBytes
        self.changed = changed
        self.unverified = unverified
    }

    package var bytes: Int64 { kinds.reduce(0) { $0 + $1.bytes } }
}
