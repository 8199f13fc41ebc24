import FoundationEssentials
import Ledger
import Model
import Planning

/// The layers that an installation needs: of slugs that can run, and of what the next build can use again.
package struct NamedLayers {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func read() throws -> Set<String> {
        let (manifests, steps) = try platform.ledger.read { db in (try db.slugManifests(), try db.allSteps()) }
        let decoder = JSONDecoder()
        var named: Set<String> = []
        for text in manifests { named.formUnion(try decoder.decode(SlugManifest.self, from: Data(text.utf8)).layers.map(\.key)) }
        for step in steps {
            named.insert(step.layer)
            // What a step was built over, such as packages that builds alone have. One of an older form names nothing.
            guard let key = try? decoder.decode(StepKey.self, from: Data(step.components.utf8)) else { continue }
            named.formUnion(key.components.filter { $0.aspect == .layer }.map(\.value))
        }
        return named
    }
}
