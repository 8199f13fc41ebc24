import Model

/// What an overlay is mounted from. The kernel takes one page of options for all layers together, so that whoever mounts stands in
/// the directory that they share, and names them from there: sixty and more fit, however deep that directory lies.
package struct OverlayMount: Hashable, Sendable {
    /// The kernel takes one page of options, its end mark included.
    package static let optionBytesMax = 4095

    /// Where whoever mounts has to stand.
    package let directory: String
    package let options: String

    /// - Parameters:
    ///   - lowers: the topmost first.
    ///   - fromRoot: everything is named from `/`, for somebody who stands elsewhere; fewer layers fit then.
    ///   - isVolatile: what is written is nobody's business after a power cut. Else whoever unmounts it waits until the disk has all
    ///     that anybody has written to that file system, and whoever works in it for each fsync. To be mounted once.
    package init(lowers: [String], upper: String, work: String, fromRoot: Bool = false, isVolatile: Bool = false) throws(Failure) {
        guard !lowers.isEmpty else { throw Failure(.internal, "an overlay at \(upper) was given no layer to stand on") }
        let directory = fromRoot ? "/" : Self.shared(lowers)
        let names = ([upper, work] + lowers).map { Self.escape(fromRoot ? $0 : Self.name(of: $0, in: directory)) }
        // Redirects and indexes would tie an upper to the lowers that it was made on; ours become layers elsewhere.
        options =
            "lowerdir=\(names[2...].joined(separator: ":")),upperdir=\(names[0]),workdir=\(names[1]),"
            + "redirect_dir=off,index=off,metacopy=off" + (isVolatile ? ",volatile" : "")
        self.directory = directory
        guard options.utf8.count <= Self.optionBytesMax else {
            throw Failure(
                .limit,
                "\(lowers.count) layers with paths of \(options.utf8.count) bytes are more than one mount takes (\(Self.optionBytesMax))",
                hint: "use fewer build steps"
            )
        }
    }

    /// The innermost directory that all paths are in.
    private static func shared(_ paths: [String]) -> String {
        let folders = paths.map { $0.split(separator: "/").dropLast() }
        var shared = folders.first ?? []
        for folder in folders { shared = shared.prefix(zip(shared, folder).prefix { $0 == $1 }.count) }
        return "/" + shared.joined(separator: "/")
    }

    private static func name(of path: String, in directory: String) -> String {
        let prefix = directory.hasSuffix("/") ? directory : directory + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
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
