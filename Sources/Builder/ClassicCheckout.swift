import Ledger
import Model
import Planning
import Sandbox

/// The files of a classic buildpack as they are used in one build.
struct ClassicCheckout: Hashable {
    /// What a step's key calls it.
    static let layerName = "the buildpack"

    /// Of its layer.
    let key: String
    /// A commit, or the sum of an archive or a folder; nil: whoever made the layer knew.
    let version: String?

    init(key: String, version: String?) {
        self.key = key
        self.version = version
    }

    /// As a build calls it.
    init(_ classic: ClassicBuildpack, version: String, _ workshop: Workshop, _ app: AppRow) {
        let parts = ["buildpack 1", workshop.root.path, app.name.text, "\(app.uid)", classic.id, version]
        key = "buildpack-\(SHA256.hex(of: parts.joined(separator: "\n")).prefix(32))"
        self.version = version
    }

    /// The one that the app was built with the last time, by what is known of that build; nil: there was none.
    /// Whether its files are still there is another question.
    static func last(_ classic: ClassicBuildpack, _ workshop: Workshop, _ app: AppRow) throws -> ClassicCheckout? {
        let last = try workshop.ledger.read { try $0.lastStep(app.id, name: classic.reference.text) }
        guard let key = try StepLookup.decode(last?.components)?.components.first(where: { $0.name == layerName })?.value else {
            return nil
        }
        guard workshop.store.exists(key) else { return ClassicCheckout(key: key, version: nil) }
        return ClassicCheckout(key: key, version: try workshop.store.record(key).title.split(separator: " ").last.map(String.init))
    }
}
