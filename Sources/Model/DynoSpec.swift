/// One dyno that was started, wherever it runs.
package struct DynoSpec: Hashable, Sendable, Codable {
    /// Unique for ever on this machine; it has this name wherever it runs.
    package var id: String
    package var slot: DynoSlot
    /// That it is told to listen on.
    package var port: UInt16
    package var command: String
    package var healthcheck: String?
    /// Wall clock, microseconds since 1970.
    package var startedAt: Int64

    package init(
        id: String,
        slot: DynoSlot,
        port: UInt16,
        command: String,
        healthcheck: String?,
        startedAt: Int64
    ) {
        self.id = id
        self.slot = slot
        self.port = port
        self.command = command
        self.healthcheck = healthcheck
        self.startedAt = startedAt
    }
}

/// A place for a dyno: `web.1` of one deploy of one app.
package struct DynoSlot: Hashable, Sendable, Codable, Comparable {
    package var app: AppName
    /// Id of the deploy whose slug and config it runs.
    package var deploy: Int64
    package var type: String
    /// From 1.
    package var index: Int

    package init(app: AppName, deploy: Int64, type: String, index: Int) {
        self.app = app
        self.deploy = deploy
        self.type = type
        self.index = index
    }

    package var name: String { "\(type).\(index)" }
    package var isWeb: Bool { type == "web" }

    package static func < (left: DynoSlot, right: DynoSlot) -> Bool {
        (left.app, left.deploy, left.type, left.index) < (right.app, right.deploy, right.type, right.index)
    }
}
