import Glibc
import Ledger
import Linux
import Model
import Sandbox
import Testing

/// An installation with a store of its own, and in it a small base system, of which things may be changed.
struct SmallStack {
    private static let stack = "name: small\ntitle: Small (trixie)\nsuite: trixie\npackages: [python3]\n"
    private static let bare = "name: Bare\ndetect: {file: server.py}\n"

    let platform: Installation
    let store: LayerStore
    /// The key of its base system.
    let base: String

    init() throws {
        platform = try Installation(buildpacks: ["bare": Self.bare])
        try Files.replace(platform.root.stacks + "/small.yml", with: Self.stack)
        try Command(platform.root.path + "/bin/renga-builder", ["--root", platform.root.path, "stack", "small"]).check()
        let own = platform.root.path + "/own-layers"
        store = try LayerStore(directory: own)
        base = LayerStore.key(of: StackDefinition(name: "small", title: "", suite: "trixie", packages: ["python3"]))
        try Command("/bin/cp", ["-al", "\(SharedLayers.directory)/\(base)", "\(own)/\(base)"]).check()
        // A digest is of the tree that it was made with.
        try Files.remove("\(own)/\(base)/digest")
        for name in ["used", "layer.json"] {
            let path = "\(own)/\(base)/\(name)"
            try Files.replace(path, with: try Files.read(path))
        }
        try platform.reconfigure("layers: \(SharedLayers.directory)", to: "layers: \(own)")
        try platform.restartRunner()
    }

    func manifest(of app: String) throws -> SlugManifest? { try platform.manifest(of: app) }
}
