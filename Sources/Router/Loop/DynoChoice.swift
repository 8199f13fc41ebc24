import Model

/// Which of an app's dynos gets a request. Depends on its arguments alone.
///
/// `least-connections` compares what this loop has under way: loops know nothing of each other's requests, and clients
/// are spread over them by the kernel, so that two loops err together only by chance.
struct DynoChoice {
    let algorithm: RoutePolicy.Algorithm
    /// Monotonic milliseconds.
    let now: Int64

    /// One that was not tried yet; one that is set aside only where no other is left. nil: all were tried.
    func pick(_ dynos: [Dyno], except tried: [String], _ random: inout Randomness) -> Dyno? {
        guard !dynos.isEmpty else { return nil }
        if tried.isEmpty {
            // Nearly always it ends here. Where it does not, the second draw is as even as the first one.
            let dyno = draw(dynos, &random)
            if dyno.quarantinedUntil <= now { return dyno }
        }
        let open = dynos.filter { !tried.contains($0.id) }
        let free = open.filter { $0.quarantinedUntil <= now }
        let choices = free.isEmpty ? open : free
        return choices.isEmpty ? nil : draw(choices, &random)
    }

    private func draw(_ dynos: [Dyno], _ random: inout Randomness) -> Dyno {
        let first = random.below(dynos.count)
        guard algorithm == .leastConnections, dynos.count > 1 else { return dynos[first] }
        var second = random.below(dynos.count - 1)
        if second >= first { second += 1 }
        return dynos[second].active < dynos[first].active ? dynos[second] : dynos[first]
    }
}
