import Glibc
import Linux
import Model
import Sandbox

/// A directory for what is fetched, on the store's file system; gone when the work is done, and swept where nobody lives to do it.
struct ToolchainWork: ~Copyable {
    private let directory: OwnedDirectory
    var path: String { directory.path }

    init(_ workshop: Workshop) throws(SystemError) {
        directory = try OwnedDirectory.make(in: workshop.store.temporaries, "\(getpid())-fetch-\(Moment.wallMicroseconds())")
    }

    func end() {
        // Best effort: `sweep` removes what stays.
        try? Files.removeTree(directory.path)
    }
}
