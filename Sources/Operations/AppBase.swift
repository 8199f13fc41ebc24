import Ledger
import Linux
import Model
import Sandbox

/// The base systems of an installation: which of them new apps of a stack get, and which one an app stands on. Nobody's moves by
/// itself: an app has that of the release that serves, until `stack:update` brings it to the newest.
package enum AppBase {
    private static func name(_ stack: StackDefinition) -> String { "base \(stack.name)" }

    /// The newest of a stack, whether or not it was made yet. One of an older definition of the stack does not count.
    package static func newest(of stack: StackDefinition, _ db: Transaction) throws -> String {
        guard let kept = try db.setting(name(stack)), LayerStore.isBase(kept, of: stack) else { return LayerStore.key(of: stack) }
        return kept
    }

    /// From now on new apps get this one.
    package static func set(_ key: String, of stack: StackDefinition, _ db: Transaction) throws { try db.set(name(stack), to: key) }

    /// What the release that serves is made of; nil where nothing was pushed yet.
    package static func manifest(of app: AppRow, _ db: Transaction) throws -> SlugManifest? {
        try app.currentDeploy.flatMap { try db.deploy($0)?.slug }.flatMap { try db.slug($0)?.manifest }
    }

    /// The layers of a release that have packages of Debian, top first. What publishers offer is none of Debian's.
    package static func packaged(_ manifest: SlugManifest) -> [String] {
        manifest.below.filter { $0.hasPrefix("packages-") || $0 == manifest.base }
    }
}
