import Model

/// When a dyno that is well is replaced for its age, as on Heroku once a day; here where `dyno.cycle_hours` says so.
package enum DynoCycle {
    /// Of the age that is allowed, so that dynos that came up together do not all go together: 216 minutes of a day, as on Heroku.
    private static let spread = 0.15

    /// - Parameters:
    ///   - id: of the dyno, which says how much of the spread it gets.
    ///   - hours: 0: never.
    package static func isDue(_ id: String, upMilliseconds: Int64, hours: Int) -> Bool {
        guard hours > 0 else { return false }
        let age = Int64(hours) * 3_600_000
        // FNV-1a: the same in every runner.
        let mark = id.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return upMilliseconds >= age + Int64(Double(age) * spread * Double(mark % 1000) / 1000)
    }
}
