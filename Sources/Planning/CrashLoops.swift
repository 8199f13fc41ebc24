import Model

/// Which process types crash again and again.
package enum CrashLoops {
    /// - Parameters:
    ///   - wanted: the dynos of each app's current release.
    ///   - up: dynos that are up.
    ///   - known: causes that go on: of those a runner that began anew counts no crashes.
    ///   - limit: so many crashes in a row are a loop.
    ///   - now: monotonic milliseconds.
    ///   - wall: microseconds since 1970.
    package static func causes(
        _ wanted: [WantedFormation],
        _ histories: [DynoSlot: RestartPolicy.History],
        up: Set<DynoSlot>,
        known: [NotifyCause],
        limit: Int,
        now: Int64,
        wall: Int64
    ) -> [NotifyCause] {
        let known = Dictionary(known.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        return wanted.flatMap { formation in
            Dictionary(grouping: formation.slots, by: \.type).sorted { $0.key < $1.key }.compactMap { type, slots -> NotifyCause? in
                let down = slots.filter { !up.contains($0) }
                let before = known[NotifyKey(app: formation.app, event: .crash, subject: type)]
                let looping = down.filter { histories[$0]?.crashes ?? 0 >= limit }
                guard let worst = looping.compactMap({ histories[$0] }).max(by: { $0.crashes < $1.crashes }) else {
                    return down.isEmpty ? nil : before
                }
                let first = looping.compactMap { histories[$0]?.firstAt }.min() ?? now
                return NotifyCause(
                    app: formation.app,
                    .crash(type: type, dynos: looping.map(\.name), crashes: worst.crashes, how: worst.how, lines: worst.lastLines),
                    since: wall - max(0, now - first) * 1000
                )
            }
        }
    }
}
