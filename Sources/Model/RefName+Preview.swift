extension RefName {
    private static let previews = "refs/heads/preview/"

    /// Pushed there, a branch is a preview by its name; it goes where its preview goes, and has been pushed for nothing else.
    package var isPreview: Bool { text.hasPrefix(Self.previews) }

    /// The branch of which it makes a preview; nil: of none.
    ///
    /// - Parameter all: every branch does, but the one that the app runs from.
    package func previewedBranch(all: Bool) -> String? {
        if isPreview { return String(text.dropFirst(Self.previews.count)) }
        return all && isBranch && !deploys ? short : nil
    }

    /// Its name came as bytes that are no text: it cannot be looked up by what is shown of it.
    package var isGarbled: Bool { text.contains("\u{FFFD}") }
}
