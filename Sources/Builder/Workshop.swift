import Glibc
import Ledger
import Linux
import Model
import Operations
import Sandbox
import YAML

/// What every build works with.
struct Workshop {
    let root: InstallationRoot
    let configuration: Configuration
    let ledger: Ledger
    let platform: Platform
    let store: LayerStore
    let runtime: CageRuntime
    let network: DynoNetwork

    init(_ root: InstallationRoot) throws {
        do {
            self.root = root
            try Self.checkOwner(root)
            configuration = try ConfigurationFile.load(root: root)
            ledger = try Ledger(path: root.ledger)
            platform = Platform(root: root, configuration: configuration, ledger: ledger)
            store = try LayerStore(directory: configuration.layers.isEmpty ? root.layers : configuration.layers)
            runtime = try CageRuntime(directory: root.run + "/crun")
            try runtime.prepareProcess()
            network = try DynoNetwork(
                bridge: configuration.network.bridge,
                prefix: configuration.network.prefix,
                nameServers: NameServers.ofThisMachine(configured: configuration.network.nameServers)
            )
        } catch {
            Complaint.say(error)
            throw error
        }
    }

    /// The git user may start us as root, with whatever `--root`: only what root alone can write is believed.
    private static func checkOwner(_ root: InstallationRoot) throws {
        for path in [root.path, root.configuration, root.ledger] {
            guard let status = Files.status(path) else { continue }
            guard status.st_uid == 0, status.st_mode & 0o022 == 0 else {
                throw Failure(
                    .forbidden,
                    "\(path) can be changed by others than root",
                    hint: "chown root: \(path) && chmod go-w \(path)"
                )
            }
        }
    }

    /// Parent of the control groups of builds.
    var cgroup: String { "/renga-\(configuration.network.bridge)" }
}
