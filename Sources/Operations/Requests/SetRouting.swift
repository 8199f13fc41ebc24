import Model
import Wire

extension SetRouting: Operation {
    package func run(_ context: Context) throws -> Answer {
        let summary = try Routing(context.platform).set(app, changes)
        if changes.contains(.httpsRedirect(true)) {
            let unserved = try Certificates(context.platform).unserved(app)
            if !unserved.isEmpty {
                try context.client.line("No certificate serves \(unserved.joined(separator: ", ")) yet: see `renga certs -a \(app)`.")
            }
        }
        try context.serveAccordingly(app, "Set routing \(changes.map(\.key).joined(separator: ", "))")
        return summary
    }
}
