import CLibYAML
import Model

/// A YAML file, parsed into nodes that know where they stand.
package enum YAMLDocument {
    /// Nodes of a document, those that aliases repeat counted every time.
    package static let nodesMax = 10_000
    package static let depthMax = 50

    /// An empty file is an empty mapping.
    package static func parse(_ bytes: [UInt8], file: String) throws(SourceError) -> YAMLNode {
        let source = SourceText(file: file, bytes: bytes)
        try source.check()
        let events: [YAMLEvent]
        switch YAMLEvents.read(bytes) {
        case .events(let all): events = all
        case .problem(let problem): throw problem.error(in: source)
        }
        var builder = YAMLBuilder(events, source)
        return try builder.document()
    }
}
