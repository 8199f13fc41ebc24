/// One dyno that was started, wherever it runs.
package struct DynoSpec: Hashable, Sendable, Codable {
    /// Unique for ever on this machine; it has this name wherever it runs.
    package var id: String
    package var slot: DynoSlot
    /// That it is told to listen on; 0: none.
    package var port: UInt16
    package var command: String
    package var healthcheck: String?
    /// Wall clock, microseconds since 1970.
    package var startedAt: Int64
    /// What it is asked while it is up.
    package var steady: SteadyCheck?
    /// What it is asked beside pages.
    package var checks: TypeChecks?
    /// nil: it was made by a version that knew of none.
    package var vintage: DynoVintage?
    /// Somebody waits for it, who is its standard input and output; nil as well: nobody does.
    package var isAttached: Bool?
    /// The job that it runs, by the key of its runs; nil: none.
    package var job: String?

    package init(
        id: String,
        slot: DynoSlot,
        port: UInt16,
        command: String,
        healthcheck: String?,
        startedAt: Int64,
        vintage: DynoVintage? = nil
    ) {
        self.id = id
        self.slot = slot
        self.port = port
        self.command = command
        self.healthcheck = healthcheck
        self.startedAt = startedAt
        self.vintage = vintage
    }
}
