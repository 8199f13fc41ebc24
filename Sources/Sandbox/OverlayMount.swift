import Model

/// The option string of an overlay mount.
package enum OverlayMount {
    /// The kernel takes one page of options, its end mark included.
    package static let optionBytesMax = 4095

    /// - Parameter lowers: the topmost first.
    package static func options(lowers: [String], upper: String, work: String) throws(Failure) -> String {
        guard !lowers.isEmpty else { throw Failure(.internal, "an overlay at \(upper) was given no layer to stand on") }
        let below = lowers.map(escape).joined(separator: ":")
        // Redirects and indexes would tie an upper to the lowers that it was made on; ours become layers elsewhere.
        let text =
            "lowerdir=\(below),upperdir=\(escape(upper)),workdir=\(escape(work)),redirect_dir=off,index=off,metacopy=off"
        guard text.utf8.count <= optionBytesMax else {
            throw Failure(
                .limit,
                "\(lowers.count) layers with paths of \(text.utf8.count) bytes are more than one mount takes (\(optionBytesMax))",
                hint: "use fewer build steps, or a root directory with a shorter path"
            )
        }
        return text
    }

    /// Colons part layers, commas part options, backslashes escape both.
    private static func escape(_ path: String) -> String {
        var text = ""
        for character in path.unicodeScalars {
            if character == ":" || character == "," || character == "\\" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(character)
        }
        return text
    }
}
