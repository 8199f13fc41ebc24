import Foundation
import GRDB
import Model

/// What a new deploy is made with.
package struct NewDeploy: Sendable {
    package var app: Int64
    package var kind: DeployKind
    package var state: DeployState
    package var ref: RefName?
    package var commit: CommitID?
    package var slug: String?
    package var config: [String: String]
    package var description: String
    package var actor: String
    /// The address that a push comes from, empty where it is made on the machine; nil: nobody pushes.
    package var origin: String?
    package var build: Int64?
    /// nil: those of the deploy that serves the app.
    package var storage: [StorageFolder]?

    package init(
        app: Int64,
        kind: DeployKind,
        state: DeployState = .building,
        ref: RefName? = nil,
        commit: CommitID? = nil,
        slug: String? = nil,
        config: [String: String],
        description: String,
        actor: String,
        build: Int64? = nil,
        storage: [StorageFolder]? = nil
    ) {
        self.app = app
        self.kind = kind
        self.state = state
        self.ref = ref
        self.commit = commit
        self.slug = slug
        self.config = config
        self.description = description
        self.actor = actor
        self.build = build
        self.storage = storage
    }
}
