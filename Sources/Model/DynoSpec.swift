/// One dyno that was started: written beside it, so that a new runner finds out what it found.
package struct DynoSpec: Hashable, Sendable, Codable {
    /// Unique for ever on this machine; its folder and container have this name.
    package var id: String
    package var slot: DynoSlot
    /// IPv4 address in dotted form.
    package var address: String
    package var port: UInt16
    package var command: String
    package var healthcheck: String?
    /// Wall clock, microseconds since 1970.
    package var startedAt: Int64

    package init(
        id: String,
        slot: DynoSlot,
        address: String,
        port: UInt16,
        command: String,
        healthcheck: String?,
        startedAt: Int64
    ) {
        self.id = id
        self.slot = slot
        self.address = address
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
