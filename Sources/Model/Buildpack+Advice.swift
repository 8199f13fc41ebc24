extension Buildpack {
    /// What a person is told who has not yet what its apps have.
    package struct Advice: Hashable, Sendable, Codable {
        /// What makes a tree with source alone one of its apps; nil: the files that it looks for say it.
        package var begin: String?
        /// A command of a process type `web`, as an example.
        package var start: String?

        package init() {}
    }
}
