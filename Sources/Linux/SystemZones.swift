import Model

/// The time zones that this machine knows.
package enum SystemZones {
    private static let directory = "/usr/share/zoneinfo"

    /// - Parameter name: such as `Europe/Berlin`; nil: UTC.
    /// - Returns: nil where there is none of that name.
    package static func rules(_ name: String?) -> ZoneRules? {
        guard let name, name != "UTC" else { return .utc }
        guard CronJob.isZone(name), let bytes = try? Files.read("\(directory)/\(name)", limit: ZoneRules.bytesMax) else { return nil }
        return ZoneRules(bytes)
    }

    package static func unknown(_ name: String) -> Failure {
        Failure(
            .invalid,
            "this machine knows no time zone `\(HarmlessText.text(name))`",
            hint: "names are those of zoneinfo, such as Europe/Berlin, America/New_York or UTC"
        )
    }
}
