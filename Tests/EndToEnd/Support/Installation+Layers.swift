import Glibc
import Ledger
import Linux
import Model
import Sandbox

extension Installation {
    /// What the release is made of that an app serves.
    func manifest(of app: String) throws -> SlugManifest? {
        let name = try appName(app)
        return try ledger().read { db in
            try db.existing(name).currentDeploy.flatMap { try db.deploy($0)?.slug }.flatMap { try db.slug($0)?.manifest }
        }
    }

    /// Gives the installation a store of layers on its own disk, with those that an app has now. What many apps share stays where it is,
    /// and is led to.
    func takeOwnStore(for app: String) throws {
        guard let manifest = try manifest(of: app) else { throw Failure(.notFound, "\(app) serves nothing") }
        let own = root.path + "/own-layers"
        _ = try LayerStore(directory: own)
        for (key, isOwn) in manifest.layers.map({ ($0.key, $0.role == .source || $0.role == .step) }) {
            let (from, to) = ("\(SharedLayers.directory)/\(key)", "\(own)/\(key)")
            guard !isOwn else {
                try Command("/bin/cp", ["-a", from, to]).check()
                continue
            }
            try Files.makeDirectory(to)
            try Files.link(to + "/root", to: from + "/root")
            for name in try Files.list(from) where name != "root" { try Command("/bin/cp", ["-a", "\(from)/\(name)", to]).check() }
        }
        try reconfigure("layers: \(SharedLayers.directory)", to: "layers: \(own)")
        try restartRunner()
    }
}
