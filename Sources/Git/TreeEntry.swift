import Model

/// One name in a tree that is not a directory.
package struct TreeEntry: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case file
        case executable
        case symbolicLink
        /// A commit of another repository: git keeps only its name, there is nothing to check out.
        case submodule
    }

    /// From the root of the tree, parts separated by `/`: any bytes but NUL, no part empty, `.`, `..` or `.git`.
    package let path: [UInt8]
    package let kind: Kind
    /// The blob (for a submodule the commit), hexadecimal.
    package let id: String
    /// Bytes of the blob; 0 for a submodule.
    package let size: Int64

    package init(path: [UInt8], kind: Kind, id: String, size: Int64) {
        self.path = path
        self.kind = kind
        self.id = id
        self.size = size
    }

    /// For people: quoted as git does where it is not plain text.
    package var description: String { PathText.shown(path) }
}
