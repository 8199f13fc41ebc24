import Ledger
import Linux
import Model
import Wire

/// The second half of a deploy: the ref has moved, so the release is made and the routes are switched.
struct Commit {
    private let workshop: Workshop
    private let push: BuildOrder.Push

    init(_ workshop: Workshop, _ push: BuildOrder.Push) {
        self.workshop = workshop
        self.push = push
    }

    func run() throws {
        // Where the gate was passed by, nothing is prepared yet: the whole of it is done now.
        let deploy = try prepared() ?? Preparation(workshop, push).run()
        let transcript: PushTranscript
        let version: Int
        do {
            transcript = try self.transcript(of: deploy)
            version = try commit(deploy)
        } catch {
            Complaint.say(error)
            throw error
        }
        do {
            _ = try ControlClient(root: workshop.root).ask(.serve(app: push.app, deploy: deploy))
        } catch {
            let failure = (error as? Failure) ?? Failure(.internal, "\(error)")
            transcript.failure(
                Failure(failure.code, "v\(version) is released, but \(failure.message)", hint: failure.hint, detail: failure.detail)
            )
            throw failure
        }
        transcript.detail("Released v\(version)")
        transcript.detail("\(workshop.configuration.url(of: push.app)) deployed to Renga")
        transcript.blank()
        transcript.plain("Verifying deploy... done.")
    }

    private func prepared() throws -> Int64? {
        try workshop.ledger.read { db in
            let app = try db.existing(push.app)
            return try db.unsettledDeploys(app.id).last {
                $0.state == .prepared && $0.ref == push.ref && $0.commit == push.new
            }?.id
        }
    }

    private func transcript(of deploy: Int64) throws -> PushTranscript {
        let build = try workshop.ledger.read { try $0.deploy(deploy)?.build }
        return try PushTranscript(
            log: build.map { BuildRecord.logPath(workshop.root, push.app, $0) },
            bytesMax: workshop.configuration.build.logBytesMax
        )
    }

    private func commit(_ deploy: Int64) throws -> Int {
        try workshop.ledger.write { db in
            let version = try db.commitDeploy(deploy, now: Moment.wallMicroseconds())
            if let row = try db.deploy(deploy), let slug = try row.slug.flatMap({ try db.slug($0) }) {
                try db.setPins(row.app, slug.manifest.versions)
            }
            return version
        }
    }
}
