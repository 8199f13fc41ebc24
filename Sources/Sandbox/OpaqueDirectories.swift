import Glibc
import Linux

/// Overlayfs marks a directory that was made anew as opaque: what lies below it is hidden. That is right where it stands
/// in for one of the lowers, and wrong where there was none: stacked elsewhere it would hide other layers' files.
package enum OpaqueDirectories {
    static let attribute = "trusted.overlay.opaque"

    /// Removes the mark from directories of `upper` that no lower has, so that `upper` becomes a layer for any stack.
    ///
    /// - Parameter lowers: what `upper` was mounted over.
    /// - Returns: how many marks were removed.
    @discardableResult
    package static func normalise(upper: String, lowers: [String]) throws -> Int {
        var removed = 0
        try TreeWalk.walk(upper) { entry in
            guard entry.isDirectory else { return true }
            let number = openat(entry.parent, entry.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard number >= 0 else { throw SystemError("open a directory below", upper) }
            let directory = Descriptor(owning: number)
            guard Files.attribute(attribute, of: directory.number) == [UInt8(ascii: "y")] else { return true }
            let path = entry.path
            guard !lowers.contains(where: { hasDirectory($0, path) }) else { return true }
            try Files.removeAttribute(attribute, of: directory.number, shown: upper)
            removed += 1
            return true
        }
        return removed
    }

    /// By the layer's own directories: a link in it leads nowhere here.
    private static func hasDirectory(_ lower: String, _ path: [UInt8]) -> Bool {
        (try? GuardedDirectory.open(lower))?.hasDirectory(path) ?? false
    }
}
