import Model

/// What is said where the router's workers do not do what they are told: whoever changes something has to know that nobody serves it, and
/// what helps. One that accepts connections and answers nothing may be another program in the hands of the router's user.
package enum RouterSilence {
    /// Of workers that are named.
    private static let namedMax = 3
    /// Microseconds from a table's making until it is said that nobody serves it.
    private static let complaintMicroseconds: Int64 = 20_000_000

    package static let away = Failure(
        .unavailable,
        "the router does not answer, so no new version can be served",
        hint: "start it: `systemctl start renga-router`, or `sv start renga-router` where runit runs"
    )

    /// - Parameters:
    ///   - workers: those that have said nothing, in words for people; none where the one that serves cannot be connected to.
    ///   - complaint: what they have said instead; nil: nothing.
    package static func mute(_ workers: [String], _ complaint: String? = nil) -> Failure {
        guard complaint == nil else { return Failure(.unavailable, "no new version can be served: \(complaint ?? "")", hint: cure) }
        let message = "the router does not say that it serves what it is told\(names(workers)), so no new version can be"
        return Failure(.unavailable, message, hint: cure)
    }

    /// Of a release that was made, and that nobody says to serve.
    package static func unserved(_ workers: [String], seconds: Int64) -> Failure {
        Failure(
            .unavailable,
            "the router has not said within \(seconds) s that it serves it\(names(workers)): the dynos of before are not stopped",
            hint: "\(cure)\nthe runner goes on trying"
        )
    }

    /// What is wrong with the routes; nil: nothing, or not for long.
    ///
    /// - Parameters:
    ///   - table: the version of the newest table, which is when it was made, in microseconds since 1970.
    ///   - applied: of the newest one that is served.
    package static func complaint(table: UInt64, applied: UInt64, now: Int64) -> String? {
        let age = now - Int64(clamping: table)
        guard table > 0, applied < table, age >= complaintMicroseconds else { return nil }
        let time = Quantity.short(milliseconds: age / 1_000_000 * 1000)
        return "the router has not said for \(time) that it serves the newest routes; \(cure)"
    }

    private static let cure = "start it anew: `systemctl restart renga-router`, or `sv restart renga-router` where runit runs"

    private static func names(_ workers: [String]) -> String {
        guard !workers.isEmpty else { return "" }
        let more = workers.count > namedMax ? " and \(workers.count - namedMax) more" : ""
        return " (\(workers.prefix(namedMax).joined(separator: ", "))\(more))"
    }
}
