import Archive
import Ledger
import Linux
import Model
import Operations

/// Older versions kept a slug a second time, as one whole archive beside its pieces. Where the pieces are there, the archive is
/// of no use any more: `renga slug` makes it out of them.
struct WholeSlugs {
    private static let suffix = ".tar.zst"

    private let platform: Platform
    /// The tree of a layer, whether or not there is one.
    private let tree: (String) -> String

    init(_ platform: Platform, tree: @escaping (String) -> String) {
        self.platform = platform
        self.tree = tree
    }

    /// Removes them, once nobody builds that app. What no slug of the ledger is made of stays: nobody knows whose it is.
    func drop() throws {
        for name in try Files.list(platform.root.slugs) where name.hasSuffix(Self.suffix) {
            let digest = String(name.dropLast(Self.suffix.utf8.count))
            guard let slug = try platform.ledger.read({ try $0.slug(digest) }) else { continue }
            // A build of an older version may be about to write it.
            let lock = try FileLock.waiting(for: platform.root.buildLock(slug.manifest.app))
            defer { withExtendedLifetime(lock) {} }
            // Let go of since: then both are `StorageSweep`'s.
            guard try platform.ledger.read({ try $0.slug(digest) }) != nil else { continue }
            try drop(slug)
        }
    }

    private func drop(_ slug: SlugRow) throws {
        for layer in slug.manifest.archived {
            let part = platform.root.slugPart(layer.key)
            if Files.exists(part) { continue }
            // The archive is all that there is of it.
            guard Files.isDirectory(tree(layer.key)) else { return }
            _ = try LayerArchive.write(tree(layer.key), to: part)
        }
        let manifest = platform.root.slugManifest(slug.digest)
        if !Files.exists(manifest) { try Files.replace(manifest, with: Array(slug.json.utf8), mode: 0o600) }
        try Files.syncDirectory(platform.root.slugs)
        try Files.remove(platform.root.slugArchive(slug.digest))
    }
}
