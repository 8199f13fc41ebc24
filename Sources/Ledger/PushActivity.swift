import GRDB
import Model

/// Pushes, for `renga activity`: written down with the release, by whomever it is made, so that there is none without the other.
extension Database {
    /// Before the release is made.
    func noteRelease(ofPush deploy: DeployRow, now: Int64) throws {
        // Where nobody pushed, the request to build again is in the list.
        guard let origin = deploy.origin, let app = try app(id: deploy.app) else { return }
        let place = origin.isEmpty ? nil : origin
        let isFirst = try lastBuiltRelease(app.id) == nil
        let branch = deploy.ref.map { HarmlessText.text($0.short) } ?? "nothing"
        let commit = deploy.commit?.short ?? ""
        try insertActivity("Push \(commit) to \(branch)", of: app.name, by: deploy.actor, from: place, now: now)
        guard isFirst, app.preview != nil else { return }
        try insertActivity("Preview \(app.name) of \(branch)", of: host(of: app.name), by: deploy.actor, from: place, now: now)
    }

    /// A preview that has gone with its branch.
    package func noteEnd(ofPreview preview: AppName, in host: AppName, by person: String, from origin: String?, now: Int64) throws {
        try insertActivity("Destroy the preview \(preview)", of: host, by: person, from: origin, now: now)
    }
}
