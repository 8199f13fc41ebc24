/// The version of a form in which something is kept that another version of Renga may read: in files, and in what programs say to
/// each other across an upgrade. It grows where an older reader would misread what is written; what such a reader can do
/// without needs no new one.
package enum FormatVersion {
    /// - Parameters:
    ///   - found: nil in what was written before it had a version.
    ///   - what: whose form it is, such as `the route table`.
    package static func check(_ found: Int?, known: Int, _ what: String) throws(Failure) {
        guard let found, found > known else { return }
        throw Failure(
            .unavailable,
            "\(what) has format \(found); this version of Renga knows formats up to \(known)",
            hint: "a newer version of Renga wrote it: install that version again"
        )
    }
}
