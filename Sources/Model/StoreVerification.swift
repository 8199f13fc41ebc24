/// What `store:verify` has found.
package struct StoreVerification: Hashable, Sendable, Codable {
    package var sound = 0
    /// Titles and keys of those that are not what they were when they were made.
    package var changed: [String] = []
    /// Not looked at: they went meanwhile, or somebody is at work on them.
    package var unknown = 0

    package init() {}
}
