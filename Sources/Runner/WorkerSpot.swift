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

    /// The workers that have a name beside the path: the one that has the path, and those that finish what they have.
    static func all(beside path: String) -> [WorkerSpot] {
        // Without the folder there is nobody.
        let folder = Files.parent(of: path)
        let names = (try? Files.list(folder)) ?? []
        return names.filter { InstallationRoot.worker(ofSocket: $0) != nil }.prefix(countMax).compactMap { name in
            let own = "\(folder)/\(name)"
            guard Files.status(own).map({ $0.st_mode & S_IFMT == S_IFSOCK }) == true else { return nil }
            return FilePlace(own).map { WorkerSpot(place: $0, name: name) }
        }
    }
}
