import Git
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
    let machine: Machine
    let interruption: Interruption

    /// - Parameter root: has been looked at by `RootTrust`.
    init(_ root: InstallationRoot, _ interruption: Interruption) throws {
        self.root = root
        self.interruption = interruption
        configuration = try ConfigurationFile.load(root: root)
        ledger = try Ledger(root, as: .guest(waiting: Self.sayWaiting))
        platform = Platform(root: root, configuration: configuration, ledger: ledger)
        machine = try Machine(root, configuration)
    }

    /// Where build logs go: the git user's group reads them.
    var buildLogs: BuildLogs {
        get throws { BuildLogs(root, readers: try Account.existing(configuration.users.git, of: root).gid) }
    }

    /// Says what goes wrong in `body`, for which there is no transcript yet, and throws it on.
    func complaining<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            StandardError.say(error, at: root.path)
            throw error
        }
    }

    private static func sayWaiting() {
        // Nobody is left to be told where even this fails.
        try? writeAll(Array("-----> Waiting for an upgrade of Renga to finish...\n".utf8), to: STDOUT_FILENO)
    }

    /// What stands before a command where pushers type it.
    var command: String { "ssh \(configuration.gitHost)" }

    var store: LayerStore { machine.store }
    var runtime: CageRuntime { machine.runtime }
    var network: DynoNetwork { machine.network }
    /// Parent of the control groups of builds.
    var cgroup: String { machine.builds }

    /// git with the rights of the user that receives pushes.
    var git: BoundedGit { get throws { try BoundedGit(configuration, root) } }
}
