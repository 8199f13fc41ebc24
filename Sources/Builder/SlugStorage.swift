import Linux
import Model
import Sandbox

/// Writes a slug's manifest to disk and syncs its layers, beside the booting dynos: both have to be there before the deploy counts
/// as prepared, and neither has to be waited for before.
final class SlugStorage: Sendable {
    private let root: InstallationRoot
    private let store: String
    private let slug: SlugWork.Slug
    /// SAFETY: written by the thread alone, read after it was joined.
    private nonisolated(unsafe) var failure: (any Error)?

    init(_ workshop: Workshop, _ slug: SlugWork.Slug) {
        root = workshop.root
        store = workshop.store.directory
        self.slug = slug
    }

    /// Starts; the closure that is returned waits for the end and throws what went wrong.
    func begin() throws -> () throws -> Void {
        let thread = try BackgroundThread("slug") { [self] in
            do {
                try write()
            } catch {
                failure = error
            }
        }
        return { [self] in
            thread.join()
            if let failure { throw failure }
        }
    }

    private func write() throws {
        // The parts were synced as they were written.
        try Files.replace(root.slugManifest(slug.digest), with: slug.manifestJSON, mode: 0o600)
        try Files.syncFileSystem(of: store)
    }
}
