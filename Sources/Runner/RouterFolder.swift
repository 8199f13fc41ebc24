import Glibc
import Linux

/// One name in the router's folder, which is the router's user's: what stands under it is that user's or root's, and of the
/// kind that it has to be, or it is refused.
struct RouterFolder: ~Copyable {
    private let directory: GuardedDirectory
    private let name: String

    init(of path: String) throws(SystemError) {
        directory = try GuardedDirectory.open(Files.parent(of: path))
        name = Files.name(of: path)
    }

    private var owners: [uid_t] { [directory.owner, geteuid()] }

    func connect() throws(SystemError) -> Descriptor { try directory.connect(name, owners: owners) }

    /// nil where there is none.
    func openFile() throws(SystemError) -> Descriptor? {
        do throws(SystemError) {
            return try directory.file(name, owners: owners)
        } catch  where error.code == ENOENT {
            return nil
        }
    }
}
