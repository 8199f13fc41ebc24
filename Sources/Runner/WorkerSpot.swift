import Glibc
import Linux
import Model

/// Where a worker of the router is reached: what its socket is in the file system, and the worker's own name for it.
///
/// While a worker lives, its name keeps the socket's number from being given to another one.
struct WorkerSpot: Hashable {
    let place: FilePlace
    /// nil: the worker is of a version that has none.
    let name: String?

    /// Names that are looked at, and connections beside which none is made by a name: there are more only where somebody else makes them.
    static let countMax = 64
    /// Connections beside which none is made to the one at the path.
    static let connectionsMax = countMax + 8
    /// Of entries of the folder, which is the router's user's.
    private static let entriesMax = 4_096

    /// The workers that have a name beside the path: the one that has the path, and those that finish what they have.
    ///
    /// - Returns: `isWhole`: there are no others. False where there are too many entries, or they cannot be listed.
    static func all(beside path: String) -> (spots: [WorkerSpot], isWhole: Bool) {
        let folder = Files.parent(of: path)
        let found: (names: [String], isWhole: Bool)
        do {
            // Without the folder there is nobody.
            found = try Files.list(folder, atMost: entriesMax)
        } catch {
            return ([], false)
        }
        let names = found.names.filter { InstallationRoot.worker(ofSocket: $0) != nil }.sorted()
        let spots = names.prefix(countMax).compactMap { name -> WorkerSpot? in
            let own = "\(folder)/\(name)"
            guard Files.status(own).map({ $0.st_mode & S_IFMT == S_IFSOCK }) == true else { return nil }
            return FilePlace(own).map { WorkerSpot(place: $0, name: name) }
        }
        return (spots, found.isWhole && names.count <= countMax)
    }
}
